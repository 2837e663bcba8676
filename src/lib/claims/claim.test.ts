import { expect, test } from 'vitest';
import { checkRuleSet } from '../rules/checks';
import type { Activity } from '../rules/model';
import { TEMPLATES } from '../rules/templates/templates';
import { attributeField, asked, readAttributes } from './claim';

const activity: Activity = {
  id: 'honour',
  family: 'civic',
  name: { zh: '获得荣誉' },
  unit: 'times',
  claimable: true,
  attributes: [
    { id: 'name', name: { zh: '荣誉名称' }, kind: 'text' },
    { id: 'people', name: { zh: '人数' }, kind: 'number' },
    { id: 'marks', name: { zh: '评分' }, kind: 'scores', from: 0, to: 100 }
  ]
};
const typed = (name: string, people: string) => ({
  [attributeField('name')]: name,
  [attributeField('people')]: people
});

test('Mei claims the honour 文明家庭 by its name, for three people in full-width digits', () => {
  expect(readAttributes(activity, typed('  文明家庭 ', '３'))).toEqual({
    evidence: 'claim',
    name: '文明家庭',
    people: 3
  });
});

test('an honour without a name, or with a whole page for one, is asked for again', () => {
  for (const name of ['', '   ', '好'.repeat(61)]) {
    expect(readAttributes(activity, typed(name, '3'))).toMatchObject({
      refused: 'claim_attribute_missing',
      params: { field: 'attribute_name' }
    });
  }
  for (const people of ['0x10', '1e3', '三人', '']) {
    expect(readAttributes(activity, typed('文明家庭', people))).toMatchObject({
      params: { field: 'attribute_people' }
    });
  }
});

test('nobody scores what they claim themselves: what they send as a score is left out', () => {
  expect(asked(activity.attributes).map(({ id }) => id)).toEqual(['name', 'people']);
  const sent = { ...typed('文明家庭', '3'), [attributeField('marks')]: '100' };
  expect(readAttributes(activity, sent)).not.toHaveProperty('marks');
});

test('everything that the shipped templates ask of a claim can be answered', () => {
  for (const ruleSet of TEMPLATES.values()) {
    for (const each of ruleSet.activities.filter(({ claimable }) => claimable)) {
      const answers = Object.fromEntries(
        asked(each.attributes).map((attribute) => [
          attributeField(attribute.id),
          attribute.kind === 'choice'
            ? attribute.options[0]?.value
            : attribute.kind === 'text'
              ? '文明家庭'
              : '3'
        ])
      );
      expect(readAttributes(each, answers)).not.toHaveProperty('refused');
    }
    expect(checkRuleSet(ruleSet, 'zh').filter(({ text }) => text.includes('没有人能填写'))).toEqual(
      []
    );
  }
});
