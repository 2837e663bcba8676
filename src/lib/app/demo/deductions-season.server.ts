import type { Caller } from '../../commands/command.server';
import { listAdoptedVotes } from '../../compacts/adopted.server';
import { withCommunity } from '../../db/tenancy.server';
import { confirm, keep, object, propose, withdraw } from '../../deductions/deductions.server';
import { postDue } from '../../points/ledger.server';
import type { DeductionItem } from '../../rules/model';
import { publishRuleSet } from '../../rules/publish.server';
import { civilDate } from '../../shared/civil-time';
import { DEMO_TIME_ZONE, type PeopledTown } from './found.server';
import type { Happening, Simulation } from './simulation.server';
import type { Town } from './towns';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const LIST: DeductionItem[] = [
  {
    id: 'fire-lane',
    clause: 'D.10',
    name: { zh: '占用消防通道', en: 'blocking the fire lane' },
    points: 6
  },
  {
    id: 'falling-objects',
    clause: 'D.11',
    name: { zh: '往楼下扔东西', en: 'throwing things from a window' },
    points: 10
  }
];

/** What is decided about one of the residents; the director proposes unless the deputy does. */
interface Decision {
  resident: number;
  item: 'fire-lane' | 'falling-objects';
  reason: string;
  days: number;
  byDeputy?: boolean;
  /** Nobody has agreed to it yet. */
  waits?: boolean;
  objection?: string;
  answer?: { act: typeof keep | typeof withdraw; words: string };
}

const DECISIONS: Decision[] = [
  {
    resident: 0,
    item: 'fire-lane',
    reason: '昨晚车停在 3 栋前的消防通道上，打了两次电话没有人接。',
    days: 12,
    objection: '那天我在外地，车借给了亲戚，不是我停的。',
    answer: { act: withdraw, words: '看了门口的记录，停在那里的是别家的车。对不起。' }
  },
  {
    resident: 1,
    item: 'falling-objects',
    reason: '昨天下午从窗口扔下一袋垃圾，落在 2 栋门口，幸好没有伤到人。',
    days: 9,
    objection: '是风吹下去的，不是扔的。',
    answer: { act: keep, words: '楼下两位邻居看见了，袋子是系好口的。' }
  },
  {
    resident: 0,
    item: 'fire-lane',
    reason: '今早车停在东门的消防通道上，救护车绕了路。',
    days: 2,
    byDeputy: true
  },
  {
    resident: 1,
    item: 'fire-lane',
    reason: '中午送货的三轮车停在 8 栋消防通道上，停了一个多小时。',
    days: 1.5,
    objection: '装修师傅的车，我不知情，能不能算他的？'
  },
  {
    resident: 20,
    item: 'fire-lane',
    reason: '三轮车在 5 栋消防通道上放了两天，贴过条。',
    days: 1,
    waits: true
  },
  {
    resident: 26,
    item: 'falling-objects',
    reason: '昨天傍晚从阳台往下倒水，淋到了楼下的人。',
    days: 0.5,
    byDeputy: true,
    waits: true
  }
];

/**
 * 仙东 has a closed list of what points are taken for, since its residents voted for the compact that
 * says so: one deduction was given back, one kept, one waits for an answer, one can be
 * objected to, and two wait for the second of the committee.
 */
export function deductionsSeason(
  simulation: Simulation,
  town: Town,
  people: PeopledTown,
  now: Date
): Happening[] {
  if (town.slug !== 'xiandong') return [];
  const { committee } = people;
  const publishes: Happening = {
    at: new Date(now.getTime() - 13 * DAY),
    happens: () => publishList(simulation, town, committee)
  };
  return [publishes, ...DECISIONS.flatMap((decision) => steps(simulation, people, decision, now))];
}

/** The list names the vote that adopted the compact; where none did, there is no list. */
async function publishList(
  simulation: Simulation,
  { rules }: Town,
  committee: Caller
): Promise<void> {
  const { app, communityId, at } = simulation;
  const [adopted] = await withCommunity(app.db, communityId, (tx) =>
    listAdoptedVotes(tx, communityId)
  );
  if (!adopted) return;
  await simulation.run(publishRuleSet, committee, {
    document: JSON.stringify({ ...rules, deductions: { vote: adopted.value, items: LIST } }),
    in_force_from: civilDate(at.getTime(), DEMO_TIME_ZONE)
  });
}

/** What happens to one of them, each step at its own time; nothing where there is no list. */
function steps(
  simulation: Simulation,
  { committee, deputy, residents }: PeopledTown,
  { resident, item, reason, days, byDeputy, waits, objection, answer }: Decision,
  now: Date
): Happening[] {
  const person = residents[resident]?.caller;
  if (!person) return [];
  const [first, second] = byDeputy ? [deputy, committee] : [committee, deputy];
  const at = (hours: number) => new Date(now.getTime() - days * DAY + hours * HOUR);
  const { app } = simulation;
  let deduction_id = '';
  const step = (hours: number, act: () => Promise<unknown>): Happening => ({
    at: at(hours),
    happens: async () => {
      if (deduction_id) await act();
    }
  });
  const proposes: Happening = {
    at: at(0),
    happens: async () => {
      const input = { member_id: person.memberId, item, reason };
      const proposed = await simulation.try(propose, first, input);
      deduction_id = String(proposed?.deduction_id ?? '');
    }
  };
  const confirms = step(1, async () => {
    // What has been under notice is posted before, as it would have been.
    await withCommunity(app.db, simulation.communityId, (tx) =>
      postDue(tx, simulation.communityId, simulation.at)
    );
    await simulation.run(confirm, second, { deduction_id });
  });
  return [
    proposes,
    ...(waits ? [] : [confirms]),
    ...(objection
      ? [step(4, () => simulation.run(object, person, { deduction_id, reason: objection }))]
      : []),
    ...(answer
      ? [step(10, () => simulation.run(answer.act, first, { deduction_id, reason: answer.words }))]
      : [])
  ];
}
