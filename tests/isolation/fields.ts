import { z } from 'zod';
import type { Samples } from './samples';

type Value = string | string[] | string[][];

/** Fields that name something of a community. */
const NAMING: Record<string, (samples: Samples) => Value> = {
  shift_id: ({ shift }) => shift,
  event_id: ({ event }) => event,
  room_id: ({ room }) => room,
  team_id: ({ team }) => team,
  household_id: ({ household }) => household,
  households: ({ household }) => [household],
  grid_id: ({ grid }) => grid,
  parent_id: ({ grid }) => grid,
  upload_id: ({ upload }) => upload,
  member_id: ({ member }) => member,
  member: ({ member }) => [member],
  mandate_id: ({ mandate }) => mandate,
  appointment_id: ({ appointment }) => appointment,
  check_in_id: ({ check_in }) => check_in,
  claim_id: ({ claim }) => claim,
  fact_id: ({ fact }) => fact,
  objection_id: ({ objection }) => objection,
  deduction_id: ({ deduction }) => deduction,
  code: ({ code }) => code,
  compact_id: ({ compact }) => compact,
  version_id: ({ version }) => version,
  article_id: ({ article }) => article,
  below: ({ article }) => article,
  vote_id: ({ vote }) => vote,
  draft_id: ({ draft }) => draft,
  case_id: ({ rule_case }) => rule_case,
  proposal_id: ({ proposal }) => proposal,
  comment_id: ({ comment }) => comment,
  replay_id: ({ replay }) => replay,
  redemption_id: ({ redemption }) => redemption,
  token: ({ token }) => token
};

const PATROLLED = { activity: 'patrol', quantity: 60, occurred_on: '2026-03-07', attributes: {} };

/** Other fields, with values that are taken as they are. */
const PLAIN: Record<string, Value> = {
  name: '赵敏',
  names: ['三网格'],
  level: 'area',
  building: '8',
  unit: '1',
  room: '909',
  head_name: '赵敏',
  people: '3',
  note: '',
  filename: '名册.csv',
  table: [['楼栋', '室号']],
  batch: '0',
  which: 'all',
  places: '4',
  same_name: '',
  birth_year: '1958',
  office: 'coordinator',
  waiting: '',
  waiting_seq: '1',
  scan: '',
  join: '',
  title: '晨间巡逻',
  activity: 'patrol',
  place: '小区东门',
  date: '2099-03-07',
  from: '09:00',
  to: '11:00',
  capacity: '5',
  weeks: '1',
  reason: '登记错误',
  amount: '1',
  what: '洗衣液一瓶',
  minutes: '60',
  about: '',
  description: '',
  occurred_on: '2026-03-02',
  quantity: '1',
  words: '是哪一天的事？',
  title_en: '',
  text: '第三条 楼道不堆杂物。',
  heading: '第三条',
  revision: '0',
  choice: 'in_favour',
  direction: 'up',
  question: '是否同意新的公约？',
  electorate: 'member',
  ballot: 'secret',
  turnout: '1/2',
  approval: '1/2',
  approval_rule: 'more_than',
  approval_of: 'cast',
  opens_date: '',
  opens_time: '',
  closes_date: '2099-03-07',
  closes_time: '20:00',
  small_roll: 'yes',
  document: '{}',
  source: 'in_force',
  target: '0',
  tried: JSON.stringify(PATROLLED),
  earlier: '[]',
  expected: '6',
  notice_days: '3',
  in_force_from: '2099-01-01',
  first_date: '2026-01-01',
  last_date: '2026-03-31',
  brought_by: '',
  item: 'fire-lane',
  // Accounts belong to no community: a helper may come from anywhere.
  helper_account_id: ''
};

/** What a form with every field that any command has would send for these samples. */
export const everyField = (samples: Samples): Record<string, Value> => ({
  ...PLAIN,
  ...Object.fromEntries(Object.entries(NAMING).map(([name, value]) => [name, value(samples)])),
  [`minutes_${samples.member}`]: '60'
});

/** The input of a command for these samples; null when it names nothing of a community. */
export function inputFor(
  command: { name: string; input: z.ZodType },
  samples: Samples
): Record<string, Value> | null {
  const names = Object.keys(shapeOf(command.input));
  const unknown = names.filter((name) => !(name in NAMING) && !(name in PLAIN));
  if (unknown.length > 0) {
    throw new Error(
      `${command.name} has the field ${unknown.join(', ')}, of which the isolation test knows no ` +
        `example: add it to tests/isolation/fields.ts (NAMING if it names something of a community).`
    );
  }
  if (!names.some((name) => name in NAMING)) return null;
  const input = Object.fromEntries(
    names.map((name) => [name, NAMING[name]?.(samples) ?? PLAIN[name] ?? ''])
  );
  return names.includes('member') ? { ...input, [`minutes_${samples.member}`]: '60' } : input;
}

function shapeOf(schema: z.ZodType): Record<string, unknown> {
  if (schema instanceof z.ZodObject) return schema.shape;
  if (schema instanceof z.ZodPipe && schema.in instanceof z.ZodType) return shapeOf(schema.in);
  throw new Error('a command takes a record of fields');
}
