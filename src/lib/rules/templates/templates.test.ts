import { expect, test } from 'vitest';
import type { Fact } from '../award';
import { foldAll } from '../fold';
import type { RuleSet, RuleTimeline } from '../model';
import { fact } from '../rules.examples';
import { ruleText } from '../sentence';
import { BAIYANG_VILLAGE_2019 } from './baiyang-village-2019';
import { checkRuleSet } from '../checks';
import { HOUSEHOLD_SCHEME_HONOURS } from './household-scheme-honours';
import { SHUANGGANG_COMMUNITY_2025 } from './shuanggang-community-2025';
import { TEMPLATES } from './templates';

const timeline = (rule_set: RuleSet): RuleTimeline => ({
  time_zone: 'Asia/Shanghai',
  versions: [{ version: 1, in_force_from: '2019-11-01', rule_set }]
});
const baiyang = timeline(BAIYANG_VILLAGE_2019);
const shuanggang = timeline(SHUANGGANG_COMMUNITY_2025);
const household = timeline(HOUSEHOLD_SCHEME_HONOURS);

function given(rules: RuleTimeline, activity: string, quantity: number, star?: string) {
  const attributes: Fact['attributes'] = star === undefined ? {} : { star };
  const one = fact('f', activity, quantity, undefined, { attributes });
  return foldAll(rules, [one]).get('f')?.[0]?.points;
}

const pointsOf = (rules: RuleTimeline, facts: Fact[]) =>
  [...foldAll(rules, facts).values()].flatMap((awards) => awards.map((award) => award.points));

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
  ['honour', { level: 'national' }, 50],
  ['honour', { level: 'provincial' }, 30],
  ['honour', { level: 'prefecture' }, 20],
  ['honour', { level: 'county' }, 15],
  ['honour', { level: 'subdistrict' }, 10],
  ['honour', { level: 'community' }, 5],
  ['education', { school: 'doctorate' }, 20],
  ['education', { school: 'master' }, 10],
  ['education', { school: 'university' }, 5],
  ['education', { school: 'vocational' }, 3],
  ['helping-to-prosper', {}, 10],
  ['community-clean-up', {}, 5],
  ['evening-class', {}, 5],
  ['free-haircut', {}, 5]
])('the household plan pays %s %o as published: %i', (activity, attributes, points) => {
  const one = fact('f', activity, 1, undefined, { attributes });
  expect(
    foldAll(household, [one])
      .get('f')
      ?.map((award) => award.points)
  ).toEqual([points]);
});

test('the household plan pays for helping neighbours to prosper once a year, to one household', () => {
  const days = ['2026-03-01 09:00', '2026-11-01 09:00', '2027-01-02 09:00'];
  const facts = days.map((when) => fact(when, 'helping-to-prosper', 1, when));
  expect(pointsOf(household, facts)).toEqual([10, 0, 10]);
});

test('an honour that rises from county to national counts once, another honour beside it', () => {
  const honour = (id: string, level: string, name: string) =>
    fact(id, 'honour', 1, undefined, { attributes: { level, honour: name } });
  const facts = [
    honour('county', 'county', '最美家庭'),
    honour('national', 'national', ' 最美家庭 '),
    honour('other', 'community', '好邻居')
  ];
  expect(pointsOf(household, facts)).toEqual([0, 50, 5]);
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
  expect(pointsOf(baiyang, services)).toEqual([20, 20, 20, 0]);
  expect(pointsOf(shuanggang, services)).toEqual([5, 5, 5, 5]);
  expect(given(shuanggang, 'patrol', 600)).toBe(20);
});

test.each([...TEMPLATES.values()])(
  'every rule of a template reads in both languages, without Chinese in the English',
  (template) => {
    for (const { sentence } of ruleText(template, 'zh')) expect(sentence).toMatch(/ 分.*。$/);
    for (const { sentence } of ruleText(template, 'en')) {
      expect(sentence).toMatch(/^[\x20-\x7e“”]+ points?[\x20-\x7e“”]*\.$/);
    }
  }
);

test.each([...TEMPLATES])('nothing looks unintended in %s', (_, template) => {
  expect(checkRuleSet(template, 'zh')).toEqual([]);
});
