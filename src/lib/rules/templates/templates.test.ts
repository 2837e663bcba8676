import { expect, test } from 'vitest';
import type { Fact } from '../award';
import { foldAll } from '../fold';
import type { RuleSet, RuleTimeline } from '../model';
import { fact } from '../rules.examples';
import { ruleText } from '../sentence';
import { BAIYANG_VILLAGE_2019 } from './baiyang-village-2019';
import { SHUANGGANG_COMMUNITY_2025 } from './shuanggang-community-2025';

const timeline = (rule_set: RuleSet): RuleTimeline => ({
  time_zone: 'Asia/Shanghai',
  versions: [{ version: 1, in_force_from: '2019-11-01', rule_set }]
});
const baiyang = timeline(BAIYANG_VILLAGE_2019);
const shuanggang = timeline(SHUANGGANG_COMMUNITY_2025);

function given(rules: RuleTimeline, activity: string, quantity: number, star?: string) {
  const attributes: Fact['attributes'] = star === undefined ? {} : { star };
  const one = fact('f', activity, quantity, undefined, { attributes });
  return foldAll(rules, [one]).get('f')?.[0]?.points;
}

test.each([
  ['centre-activity', 1, undefined],
  ['performance', 20, undefined],
  ['good-deed', 50, undefined],
  ['conflict-settlement', 20, undefined],
  ['civility-volunteering', 20, undefined],
  ['clean-home-award', 50, 'month'],
  ['clean-home-award', 80, 'quarter'],
  ['clean-home-award', 100, 'year']
])('Baiyang pays %s as published: %i', (activity, points, star) => {
  expect(given(baiyang, activity, 1, star)).toBe(points);
});

test('Shuanggang pays a talk and an hour of clean-up as published', () => {
  expect(given(shuanggang, 'information-talk', 1)).toBe(10);
  expect(given(shuanggang, 'neighbourhood-clean-up', 60)).toBe(2);
});

test.each([
  ['patrol', 120, 20, 8],
  ['neighbourhood-clean-up', 90, 12, 3],
  ['civility-volunteering', 1, 20, 5],
  ['centre-activity', 1, 1, 1]
])('%s of %i pays %i in Baiyang and %i in Shuanggang', (activity, quantity, there, here) => {
  expect(given(baiyang, activity, quantity)).toBe(there);
  expect(given(shuanggang, activity, quantity)).toBe(here);
});

test('service is limited to 60 a month for a household, and to 20 a week for a person', () => {
  const services = ['1', '2', '3', '4'].map((id) => fact(id, 'civility-volunteering', 1));
  const points = (rules: RuleTimeline) =>
    [...foldAll(rules, services).values()].flatMap((awards) => awards.map((award) => award.points));
  expect(points(baiyang)).toEqual([20, 20, 20, 0]);
  expect(points(shuanggang)).toEqual([5, 5, 5, 5]);
  expect(given(shuanggang, 'patrol', 600)).toBe(20);
});

test.each([BAIYANG_VILLAGE_2019, SHUANGGANG_COMMUNITY_2025])(
  'every rule of a template reads in both languages, without Chinese in the English',
  (template) => {
    for (const { sentence } of ruleText(template, 'zh')) expect(sentence).toMatch(/ 分.*。$/);
    for (const { sentence } of ruleText(template, 'en')) {
      expect(sentence).toMatch(/^[\x20-\x7e“”]+ points? [\x20-\x7e]*\.$/);
    }
  }
);
