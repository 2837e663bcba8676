import { addDays, civilDay, dayOfDate } from '../shared/civil-time';
import { factReader, numberInTable, type FactTable } from './fact-table';
import { startFold } from './fold';
import type { RuleSet, RuleTimeline } from './model';

/** What a replay is made of. */
export interface ReplayInput {
  /** The rule sets as they stand. */
  timeline: RuleTimeline;
  /** The rule set that is tried out. */
  draft: RuleSet;
  /** First and last civil date of the activities that are tried, both included. */
  from: string;
  until: string;
  /** Every fact that counts, also those before the period, which use up caps. */
  facts: FactTable;
  /** The year of birth of members, by id; others count as of unknown age. */
  birthYears: ReadonlyMap<string, number>;
}

/** Points in smallest units under the rules as they stand and under the draft. */
export interface BeforeAfter {
  before: number;
  after: number;
}

/** How many households or people get more, less or the same under the draft. */
export interface Balance extends BeforeAfter {
  gain: number;
  lose: number;
  same: number;
}

export const AGE_BANDS = [
  'under_18',
  'under_40',
  'under_60',
  'under_70',
  'from_70',
  'unknown'
] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

/** What a draft would have changed in a period. */
export interface ReplayReport {
  from: string;
  until: string;
  /** Facts of activities in the period. */
  facts: number;
  total: BeforeAfter;
  /** By activity id. */
  activities: ({ id: string; facts: number } & BeforeAfter)[];
  /** Households by grid id; null is without a grid. */
  grids: ({ id: string | null } & Balance)[];
  /** People by age at the end of the period. */
  ages: ({ band: AgeBand } & Balance)[];
  households: Balance;
  /** How many households differ by `from` to `to` smallest units, both included. */
  histogram: { from: number | null; to: number | null; households: number }[];
}

/** What one person or household got in the period and would have got: for them alone. */
export interface ReplayShare extends BeforeAfter {
  holder: 'member' | 'household';
  id: string;
}

export interface ReplayResult {
  report: ReplayReport;
  /** Of everybody who did anything in the period. */
  shares: ReplayShare[];
}

/** Where one difference ends and the next begins, in smallest units. */
const STEPS = [1, 5, 10, 20, 50, 100, 200, 500] as const;

/**
 * Folds the same facts under the rules as they stand and under the draft, as if it had been in
 * force from `from` on, and says what differs. Facts that were withdrawn are not among them.
 * @param progress is told how many of the facts have been judged, some times a second
 */
export function replay(
  input: ReplayInput,
  progress: (judged: number, all: number) => void = () => undefined
): ReplayResult {
  const { facts, from, until, timeline } = input;
  const tally = new Tally(facts);
  const all = facts.count * 2;
  foldInto(tally.before, timeline, input, tally, (judged) => progress(judged, all));
  foldInto(tally.after, withDraft(input), input, null, (judged) =>
    progress(facts.count + judged, all)
  );
  return { report: { from, until, ...tally.report(input) }, shares: tally.shares() };
}

/** The timeline as it would be had the draft come into force on `from`; later versions are left out. */
export function withDraft({ timeline, draft, from }: ReplayInput): RuleTimeline {
  const earlier = timeline.versions.filter(({ in_force_from }) => in_force_from <= from);
  const version = Math.max(0, ...earlier.map((each) => each.version)) + 1;
  return {
    time_zone: timeline.time_zone,
    versions: [...earlier, { version, in_force_from: from, rule_set: draft }]
  };
}

/** Points in smallest units by row of the fact that gave them. */
type ByRow = Float64Array;

const PROGRESS_EVERY = 16_384;

function foldInto(
  points: ByRow,
  timeline: RuleTimeline,
  { facts, from, until }: ReplayInput,
  tally: Tally | null,
  progress: (judged: number) => void
): void {
  const fold = startFold(timeline, numberInTable(facts));
  const factAt = factReader(facts);
  const [first, last] = [dayOfDate(from), dayOfDate(until)];
  for (let row = 0; row < facts.count; row++) {
    const fact = factAt(row);
    const judgements = fold.judge(fact);
    const day = civilDay(fact.occurred_at, timeline.time_zone);
    if (day >= first && day <= last) {
      tally?.take(row);
      // A higher award takes the place of an earlier one: what is lost belongs to this fact.
      for (const judgement of judgements) points[row]! += judgement.points - judgement.stood;
    }
    if (row % PROGRESS_EVERY === 0) progress(row);
  }
}

class Tally {
  readonly before: ByRow;
  readonly after: ByRow;
  readonly #facts: FactTable;
  readonly #rows: Int32Array;
  #taken = 0;

  constructor(facts: FactTable) {
    this.#facts = facts;
    this.#rows = new Int32Array(facts.count);
    this.before = new Float64Array(facts.count);
    this.after = new Float64Array(facts.count);
  }

  take(row: number): void {
    this.#rows[this.#taken++] = row;
  }

  report({ until, birthYears }: ReplayInput): Omit<ReplayReport, 'from' | 'until'> {
    const { texts, activities, members, households, grids } = this.#facts;
    const byActivity = this.#sums(activities);
    const byHousehold = this.#sums(households);
    const byMember = this.#sums(members);
    const gridOf = new Map<number, number>();
    for (const row of this.#period()) gridOf.set(households[row]!, grids[row]!);
    const year = Number(until.slice(0, 4));
    const bandOf = (member: number): AgeBand => ageBand(year, birthYears.get(texts[member]!));
    const differences = [...byHousehold.values()].map(({ before, after }) => after - before);
    return {
      facts: this.#taken,
      total: sumOf(byHousehold.values()),
      activities: [...byActivity]
        .map(([place, { facts, before, after }]) => ({ id: texts[place]!, facts, before, after }))
        .sort((one, other) => other.before + other.after - one.before - one.after),
      grids: balances(byHousehold, (household) => gridOf.get(household) ?? -1).map(
        ([grid, balance]) => ({ id: grid < 0 ? null : texts[grid]!, ...balance })
      ),
      ages: balances(byMember, bandOf)
        .map(([band, balance]) => ({ band, ...balance }))
        .sort((one, other) => AGE_BANDS.indexOf(one.band) - AGE_BANDS.indexOf(other.band)),
      households: balanceOf(byHousehold.values()),
      histogram: histogramOf(differences)
    };
  }

  shares(): ReplayShare[] {
    const { texts, members, households } = this.#facts;
    const sharesOf = (holder: ReplayShare['holder'], column: Int32Array): ReplayShare[] =>
      [...this.#sums(column)].map(([place, { before, after }]) => ({
        holder,
        id: texts[place]!,
        before,
        after
      }));
    return [...sharesOf('member', members), ...sharesOf('household', households)];
  }

  #period(): Int32Array {
    return this.#rows.subarray(0, this.#taken);
  }

  /** Facts and points of the period by what a column says of them. */
  #sums(column: Int32Array): Map<number, BeforeAfter & { facts: number }> {
    const sums = new Map<number, BeforeAfter & { facts: number }>();
    for (const row of this.#period()) {
      const key = column[row]!;
      let sum = sums.get(key);
      if (!sum) sums.set(key, (sum = { facts: 0, before: 0, after: 0 }));
      sum.facts += 1;
      sum.before += this.before[row]!;
      sum.after += this.after[row]!;
    }
    return sums;
  }
}

/** @param year of the last day that was tried; the age reached in that year counts */
export function ageBand(year: number, birthYear: number | undefined): AgeBand {
  if (birthYear === undefined) return 'unknown';
  const age = year - birthYear;
  if (age < 18) return 'under_18';
  if (age < 40) return 'under_40';
  if (age < 60) return 'under_60';
  return age < 70 ? 'under_70' : 'from_70';
}

function sumOf(sums: Iterable<BeforeAfter>): BeforeAfter {
  const total = { before: 0, after: 0 };
  for (const { before, after } of sums) {
    total.before += before;
    total.after += after;
  }
  return total;
}

function balanceOf(sums: Iterable<BeforeAfter>): Balance {
  const balance = { before: 0, after: 0, gain: 0, lose: 0, same: 0 };
  for (const { before, after } of sums) {
    balance.before += before;
    balance.after += after;
    balance[after > before ? 'gain' : after < before ? 'lose' : 'same'] += 1;
  }
  return balance;
}

function balances<Key>(
  sums: Map<number, BeforeAfter>,
  keyOf: (place: number) => Key
): [Key, Balance][] {
  const lists = new Map<Key, BeforeAfter[]>();
  for (const [place, sum] of sums) {
    const key = keyOf(place);
    const list = lists.get(key);
    if (list) list.push(sum);
    else lists.set(key, [sum]);
  }
  return [...lists].map(([key, list]) => [key, balanceOf(list)]);
}

/** Losses from the greatest on, then no difference, then gains; without empty ends. */
function histogramOf(differences: number[]): ReplayReport['histogram'] {
  const edges = STEPS.map((step, index) => ({ from: step, to: STEPS[index + 1] ?? null }));
  const gains = edges.map(({ from, to }) => ({ from, to: to === null ? null : to - 1 }));
  const losses = gains.map(({ from, to }) => ({ from: to === null ? null : -to, to: -from }));
  const bars = [...losses.reverse(), { from: 0, to: 0 }, ...gains].map((bar) => ({
    ...bar,
    households: differences.filter(
      (each) => each >= (bar.from ?? -Infinity) && each <= (bar.to ?? Infinity)
    ).length
  }));
  const first = bars.findIndex(({ households }) => households > 0);
  const last = bars.findLastIndex(({ households }) => households > 0);
  return first < 0 ? [] : bars.slice(first, last + 1);
}

/** The civil quarter before the one that holds a date, as a first choice for trying a draft. */
export function quarterBefore(date: string): { from: string; until: string } {
  const [year = 0, month = 1] = date.split('-').map(Number);
  const start = `${year}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
  const until = addDays(start, -1);
  return {
    from: `${until.slice(0, 5)}${String(Number(until.slice(5, 7)) - 2).padStart(2, '0')}-01`,
    until
  };
}
