/** Documents that no committee means well with: some are refused, the others as large as is accepted. */
export interface HostileDocument {
  name: string;
  text: string;
}

const RULES = 1000;
const CAPS = 500;
const GROUPS = 200;

const each = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

interface Size {
  rules: number;
  caps?: number;
  groups?: number;
  points?: number;
}

const rulesOf = ({ rules, groups = 0, points = 5 }: Size) =>
  each(rules, (index) => ({
    id: `r${index}`,
    clause: `${index}`,
    activity: 'patrol',
    where: [],
    award: { kind: 'fixed', points },
    ...(groups > 0 ? { group: `g${index % groups}` } : {})
  }));

function ruleSet(size: Size, title = '恶意规则') {
  const { caps = 0, groups = 0, rules } = size;
  return {
    title: { zh: title },
    account: 'household',
    unit_name: { zh: '分' },
    smallest_unit: '1',
    notice_days: 3,
    activities: [
      { id: 'patrol', family: 'safety', name: { zh: '参加巡逻' }, unit: 'times', attributes: [] }
    ],
    groups: each(groups, (index) => ({
      id: `g${index}`,
      name: { zh: `组${index}` },
      stack: 'highest',
      across: { holder: 'household', period: 'year' }
    })),
    rules: rulesOf(size),
    caps: each(caps, (index) => ({
      id: `c${index}`,
      clause: `限${index}`,
      over: index % 2 === 0 ? { kind: 'all' } : { kind: 'rule', rule: `r${index % rules}` },
      at_most: { kind: 'points', points: index },
      holder: 'household',
      period: 'day'
    }))
  };
}

const large = ruleSet({ rules: RULES, caps: CAPS, groups: GROUPS });

/** As large as is accepted, all about one activity, with groups and caps that overlap. */
export const LARGEST: HostileDocument = {
  name: 'the largest accepted',
  text: JSON.stringify(large)
};

/** A draft may have faults: they are told beside it. This one has a thousand. */
export const FAULTY: HostileDocument = {
  name: 'a thousand faults',
  text: JSON.stringify(large).replaceAll('"activity":"patrol"', '"activity":"nothing"')
};

export const REFUSED: HostileDocument[] = [
  { name: '4,000 rules', text: JSON.stringify(ruleSet({ rules: 4000 })) },
  { name: 'huge numbers', text: JSON.stringify(ruleSet({ rules: RULES, points: 1e300 })) },
  { name: 'a megabyte of text', text: JSON.stringify(ruleSet({ rules: 1 }, '规'.repeat(350_000))) },
  { name: '__proto__ keys', text: `{"__proto__":{"rules":[]},${JSON.stringify(large).slice(1)}` },
  { name: 'depth', text: '['.repeat(190_000) + ']'.repeat(190_000) }
];
