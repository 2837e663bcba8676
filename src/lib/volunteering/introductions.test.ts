import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readBalance } from '../points/balance.server';
import { publishRuleSet } from '../rules/publish.server';
import type { RuleSet } from '../rules/model';
import { ruleSentence } from '../rules/sentence';
import {
  friday,
  openTown,
  PATROL_RULES,
  saturday,
  type Person,
  type Town
} from './baiyang.examples';
import { confirm, correctConfirmation, withdrawConfirmation } from './confirmation.server';
import { mayNameWhoBrought } from './introductions.server';
import { signUp } from './sign-up.server';
import { joinTeam, leaveTeam } from './team-commands.server';

const RULES: RuleSet = {
  ...PATROL_RULES,
  activities: [
    ...PATROL_RULES.activities,
    {
      id: 'newcomer',
      family: 'civic',
      name: { zh: '带来新志愿者' },
      unit: 'times',
      attributes: [],
      trigger: { on: 'newcomer' }
    }
  ],
  rules: [
    ...PATROL_RULES.rules,
    {
      id: 'newcomer',
      clause: '3',
      activity: 'newcomer',
      where: [],
      award: { kind: 'fixed', points: 30 }
    }
  ]
};

let town: Town;
let team: { team_id: string };
let [lan, mei]: Person[] = [];

beforeAll(async () => {
  town = await openTown();
  team = { team_id: await town.team('平安巡逻队') };
  const document = JSON.stringify(RULES);
  await town.send(town.committee, publishRuleSet, { document, in_force_from: '2026-03-02' });
});
afterAll(() => town.db.close());
beforeEach(async () => {
  town.now = friday('20:00');
  lan = await town.resident(`赵兰${Math.random()}`);
  mei = await town.resident('李梅');
  await town.send(lan, joinTeam, team);
});

const brought = (by: Person) => ({ ...team, brought_by: by.name });
const pointsOf = async ({ memberId }: Person) => {
  const { posted, pending } = await town.inside((tx) =>
    readBalance(tx, town.communityId, 'member', memberId)
  );
  return posted + pending;
};

/** A patrol that is over, with the words of the committee on who served two hours. */
async function patrolOf(...people: Person[]) {
  town.now = friday('21:00');
  const shift_id = await town.patrol(team.team_id, { capacity: '9' });
  for (const person of people) await town.send(person, signUp, { shift_id });
  town.now = saturday('11:10');
  const vouch = () =>
    town.send(town.committee, confirm, {
      shift_id,
      member: people.map(({ memberId }) => memberId),
      ...Object.fromEntries(people.map(({ memberId }) => [`minutes_${memberId}`, '120']))
    });
  return { shift_id, vouch };
}

test('Lan, who brought Mei, gets 30 points when Mei’s first service is confirmed, and no more for the second', async () => {
  expect(await town.send(mei!, joinTeam, brought(lan!))).toMatchObject({ ok: true });
  expect(await pointsOf(lan!)).toBe(0);
  for (const { vouch } of [await patrolOf(mei!), await patrolOf(mei!)]) {
    expect(await vouch()).toMatchObject({ count: 1 });
    await vouch();
    expect(await pointsOf(lan!)).toBe(30);
  }
  expect(await pointsOf(mei!)).toBe(24);
});

test('Mei’s service is withdrawn and with it what Lan got; corrected, both come back', async () => {
  await town.send(mei!, joinTeam, brought(lan!));
  const { shift_id, vouch } = await patrolOf(mei!);
  await vouch();
  const named = { shift_id, member_id: mei!.memberId, reason: '没有来' };
  await town.send(town.committee, withdrawConfirmation, named);
  expect([await pointsOf(mei!), await pointsOf(lan!)]).toEqual([0, 0]);
  await town.send(town.committee, correctConfirmation, { ...named, minutes: '60' });
  expect([await pointsOf(mei!), await pointsOf(lan!)]).toEqual([6, 30]);
});

test('nobody is brought by themselves, by their household, by somebody unknown, or after they have served', async () => {
  const wei = await town.resident('王伟');
  const twice = (by: string) => town.send(wei, joinTeam, { ...team, brought_by: by });
  await town.livesWith(wei, lan!);
  expect(await twice(lan!.name)).toMatchObject({ refused: 'brought_by_family' });
  expect(await twice('没有这人')).toMatchObject({ refused: 'brought_unknown' });
  await town.send(wei, joinTeam, team);
  const { vouch } = await patrolOf(wei);
  await vouch();
  await town.send(wei, leaveTeam, team);
  expect(await twice(mei!.name)).toMatchObject({ refused: 'brought_too_late' });
  const { memberId } = wei;
  expect(await town.inside((tx) => mayNameWhoBrought(tx, town.communityId, memberId))).toBe(false);
});

test('until the first service Mei may name another; whoever shares her home by then gets nothing', async () => {
  const jun = await town.resident('周军');
  await town.send(jun, joinTeam, team);
  await town.send(mei!, joinTeam, brought(lan!));
  await town.send(mei!, leaveTeam, team);
  await town.send(mei!, joinTeam, brought(jun));
  await town.livesWith(jun, mei!);
  const { vouch } = await patrolOf(mei!);
  await vouch();
  expect([await pointsOf(lan!), await pointsOf(jun)]).toEqual([0, 0]);
});

test('two coordinators who confirm at the same moment give Lan her points once', async () => {
  await town.send(mei!, joinTeam, brought(lan!));
  const patrols = [await patrolOf(mei!), await patrolOf(mei!)];
  await Promise.all(patrols.map(({ vouch }) => vouch()));
  expect(await pointsOf(lan!)).toBe(30);
});

test('the rule says by itself when it is recorded', () => {
  expect(ruleSentence(RULES.rules.at(-1)!, RULES, 'zh')).toBe(
    '带来新志愿者（新志愿者说出是谁带来的，他第一次服务确认后系统自动记）一次得 30 分。'
  );
});
