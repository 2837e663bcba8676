import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkRuleSet } from '../rules/checks';
import type { Factor, RuleSet } from '../rules/model';
import { publishRuleSet } from '../rules/publish.server';
import { readFactReceipt } from '../rules/read.server';
import { receiptText } from '../rules/receipt-text';
import { evidenceAttribute, teamAttribute } from '../rules/recorded';
import { ruleSentence } from '../rules/sentence';
import { openTown, PATROL_RULES, saturday, type Person, type Town } from './baiyang.examples';
import { checkIn } from './check-in.server';
import { confirm, withdrawConfirmation } from './confirmation.server';
import { markAbsent, markPresent } from './door.server';
import { signUp } from './sign-up.server';
import { readShift } from './read.server';

let town: Town;
let [patrol, rescue] = ['', ''];
let rules: RuleSet;

beforeAll(async () => {
  town = await openTown();
  [patrol, rescue] = [await town.team('平安巡逻队'), await town.team('水上救援队')];
  rules = withFactors(rescue);
  const published = await town.send(town.committee, publishRuleSet, {
    document: JSON.stringify(rules),
    in_force_from: '2026-03-02'
  });
  expect(published).toMatchObject({ version: 2 });
});
afterAll(() => town.db.close());

/** Half as much again for the rescue team, half for what was added afterwards. */
function withFactors(teamId: string): RuleSet {
  const [activity, ...others] = PATROL_RULES.activities;
  const [rule, ...rest] = PATROL_RULES.rules;
  const attributes = [teamAttribute([{ id: teamId, name: '水上救援队' }]), evidenceAttribute()];
  const factors: Factor[] = [
    {
      by: { numerator: 3, denominator: 2 },
      where: [{ test: 'is_one_of', attribute: 'team', values: [teamId] }]
    },
    {
      by: { numerator: 1, denominator: 2 },
      where: [{ test: 'is_one_of', attribute: 'evidence', values: ['later'] }]
    }
  ];
  return {
    ...PATROL_RULES,
    activities: [{ ...activity!, attributes }, ...others],
    rules: [{ ...rule!, multiply: { rounding: 'down', factors } }, ...rest]
  };
}

/** Somebody serves from 9 to 11 with a team; gives the receipt in Chinese. */
async function serve(
  name: string,
  team: string,
  arrive: (person: Person, shiftId: string) => Promise<unknown>
): Promise<{ person: Person; shift_id: string; receipt: () => Promise<string> }> {
  town.now = saturday('08:00');
  const person = await town.resident(name);
  const shift_id = await town.patrol(team);
  await town.send(person, signUp, { shift_id });
  await arrive(person, shift_id);
  town.now = saturday('11:10');
  await vouch(person, shift_id);
  return { person, shift_id, receipt: () => receiptOf(person, shift_id) };
}

const vouch = ({ memberId }: Person, shift_id: string) =>
  town.send(town.committee, confirm, {
    shift_id,
    member: [memberId],
    [`minutes_${memberId}`]: '120'
  });

const receiptOf = ({ memberId }: Person, shiftId: string) =>
  town.inside(async (tx) => {
    const shift = await readShift(tx, town.communityId, memberId, shiftId);
    const fact = await readFactReceipt(tx, town.communityId, shift?.confirmed?.factId ?? '');
    return (fact?.receipts ?? []).map((each) => receiptText(each, 'zh')).join();
  });

const scan = (person: Person, shift_id: string) => {
  town.now = saturday('09:00');
  return town.send(person, checkIn, { shift_id, token: town.token(shift_id) });
};
const forget = async () => undefined;
const seen = ({ memberId }: Person, shift_id: string) => {
  town.now = saturday('09:30');
  return town.send(town.committee, markPresent, { shift_id, member_id: memberId });
};

test('the same two hours give Mei 12 points with the patrol and Wei 18 with the rescue team', async () => {
  const mei = await serve('李梅', patrol, scan);
  expect(await mei.receipt()).toBe('2 小时 ÷ 10 分钟 × 1 = 12（第 1 条，第 2 版）');
  const wei = await serve('王伟', rescue, scan);
  expect(await wei.receipt()).toBe(
    '2 小时 ÷ 10 分钟 × 1 = 12；12 × 1.5（水上救援队） = 18（第 1 条，第 2 版）'
  );
});

test('service that the coordinator adds afterwards gives half; seen on the spot it gives all', async () => {
  const lan = await serve('赵兰', patrol, forget);
  expect(await lan.receipt()).toBe(
    '2 小时 ÷ 10 分钟 × 1 = 12；12 × 0.5（事后补记） = 6（第 1 条，第 2 版）'
  );
  const jun = await serve('周军', patrol, seen);
  expect(await jun.receipt()).toBe('2 小时 ÷ 10 分钟 × 1 = 12（第 1 条，第 2 版）');
});

test('what is confirmed again after a scan was taken back is known in another way', async () => {
  const { person, shift_id, receipt } = await serve('陈静', rescue, scan);
  const named = { shift_id, member_id: person.memberId };
  await town.send(town.committee, withdrawConfirmation, { ...named, reason: '点错了人' });
  await town.send(town.committee, markAbsent, named);
  await vouch(person, shift_id);
  expect(await receipt()).toBe(
    '2 小时 ÷ 10 分钟 × 1 = 12；12 × 1.5（水上救援队） × 0.5（事后补记） = 9（第 1 条，第 2 版）'
  );
});

test('the rule names the team and the kind of evidence; other answers than those recorded are an error', () => {
  expect(ruleSentence(rules.rules[0]!, rules, 'zh')).toContain('队伍为水上救援队');
  expect(checkRuleSet(rules, 'zh')).toEqual([]);
  const [activity, ...others] = rules.activities;
  const made = { ...evidenceAttribute(), options: [{ value: 'hearsay', name: { zh: '听说' } }] };
  const wrong = { ...rules, activities: [{ ...activity!, attributes: [made] }, ...others] };
  expect(checkRuleSet(wrong as RuleSet, 'zh').map(({ text }) => text)).toContain(
    '「evidence」由系统自动记录，只能从系统给的选项里选'
  );
});
