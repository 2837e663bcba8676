import type { AwardReceipt, CapBite, Fact, Receipt } from './award';
import { explainNothing, mergeAwards, startFold, versionInForce } from './fold';
import type { StandingAward } from './fold';
import type { Award } from './award';
import type { Cap, RuleTimeline } from './model';
import { usedBefore } from './outlook';

/** All that a receipt follows from, as far as the reader may see it. Plain JSON. */
export interface CheckInputs {
  /** The versions that were known when the receipt was made. */
  timeline: RuleTimeline;
  /** The id of the fact whose receipts are checked. */
  subject: string;
  withdrawn: boolean;
  /** Facts that bear on it, in the order of acceptance, with what stood for them then. */
  facts: { fact: Fact; standing: StandingAward[] }[];
  /** Facts that the reader may not see bear on it too. */
  hidden: boolean;
  /** What is written down. */
  recorded: Receipt[];
  /** Smallest units that stand for the fact by the books. */
  points: number;
}

/** What had to be taken from the receipt, because it follows from what the reader may not see. */
export type Taken = 'used' | 'stack' | 'cooldown';

export interface Checked {
  matches: boolean;
  /** What comes out when everything is worked out again. */
  receipts: Receipt[];
  points: number;
  /** Pairs that are not the same; null where one is missing. */
  differences: { recorded: Receipt | null; again: Receipt | null }[];
  taken: Taken[];
}

/**
 * Works a fact's receipts out again and compares them with those written down, field by field. Where
 * all facts are at hand the whole history is folded; otherwise the earlier ones count with what stood
 * for them, and limits begin with the use that the receipt states.
 */
export function recheck(inputs: CheckInputs): Checked {
  const { recorded, points } = inputs;
  const taken = new Set<Taken>();
  const receipts = inputs.withdrawn
    ? recorded.filter(({ kind }) => kind === 'nothing')
    : inputs.hidden
      ? foldStated(inputs, taken)
      : foldWhole(inputs);
  const sum = receipts.reduce((sum, each) => sum + pointsOf(each), 0);
  const differences = differencesOf(recorded, receipts);
  const matches = differences.length === 0 && sum === points;
  return { matches, receipts, points: sum, differences, taken: [...taken] };
}

const pointsOf = (receipt: Receipt): number => (receipt.kind === 'award' ? receipt.points : 0);

function foldWhole({ timeline, subject, facts }: CheckInputs): Receipt[] {
  const fold = startFold(timeline);
  const final = new Map<string, Award[]>();
  for (const { fact, standing } of facts) {
    // On the day on which a version began, some facts were judged before it was published.
    const version = versionInForce(timeline, fact.occurred_at)?.version;
    const isAsThen = standing.every((award) => award.version === version);
    if (fact.id === subject || isAsThen) mergeAwards(final, fact, fold.accept(fact));
    else fold.recall(fact, standing);
  }
  return receiptsOf(final, timeline, facts, subject);
}

function foldStated(inputs: CheckInputs, taken: Set<Taken>): Receipt[] {
  const { timeline, subject, facts, recorded } = inputs;
  const written = recorded.filter((each) => each.kind === 'award');
  const at = facts.findIndex(({ fact }) => fact.id === subject);
  const unseen = unseenUse(inputs, facts.slice(0, at), written);
  if (unseen.size > 0) taken.add('used');
  const fold = startFold(lowered(timeline, unseen));
  const final = new Map<string, Award[]>();
  const replacing = new Set(written.map(({ stack }) => stack?.by_fact_id));
  for (const [index, { fact, standing }] of facts.entries()) {
    const isJudged = index === at || (index > at && replacing.has(fact.id));
    if (isJudged) mergeAwards(final, fact, fold.accept(fact));
    else fold.recall(fact, standing);
  }
  const known = new Set(facts.map(({ fact }) => fact.id));
  return receiptsOf(final, timeline, facts, subject).map((receipt) => {
    if (receipt.kind === 'nothing') return receipt;
    const stated = written.find(({ rule_id }) => rule_id === receipt.rule_id);
    return withStated(raised(receipt, unseen), stated, known, taken);
  });
}

function receiptsOf(
  final: Map<string, Award[]>,
  timeline: RuleTimeline,
  facts: CheckInputs['facts'],
  subject: string
): Receipt[] {
  const given = (final.get(subject) ?? []).map(({ receipt }) => receipt);
  const fact = facts.find((each) => each.fact.id === subject)?.fact;
  const nothing = given.length === 0 && fact ? explainNothing(timeline, fact) : null;
  return nothing ? [nothing] : given;
}

/** By cap: what facts out of sight had used, and what the limit is. */
type Unseen = Map<string, { version: number; used: number; at_most: Cap['at_most'] }>;

/** What the receipts state as used, less what the facts at hand and the fact's own awards used. */
function unseenUse(
  { timeline, subject, facts }: CheckInputs,
  earlier: CheckInputs['facts'],
  written: AwardReceipt[]
): Unseen {
  const unseen: Unseen = new Map();
  const fact = facts.find((each) => each.fact.id === subject)?.fact;
  if (!fact) return unseen;
  const own: CheckInputs['facts'][number] = { fact, standing: [] };
  for (const receipt of inOrder(written, timeline)) {
    const { rule_id, version, points } = receipt;
    for (const { cap_id, used } of receipt.caps) {
      const cap = timeline.versions
        .find((each) => each.version === version)
        ?.rule_set.caps.find(({ id }) => id === cap_id);
      if (!cap || unseen.has(cap_id)) continue;
      const seen = usedBefore(timeline, version, cap_id, fact, [...earlier, own]);
      if (used > seen) unseen.set(cap_id, { version, used: used - seen, at_most: cap.at_most });
    }
    if (points > 0) own.standing.push({ rule_id, version, points });
  }
  return unseen;
}

/** Rules are applied in the order of the document. */
function inOrder(written: AwardReceipt[], { versions }: RuleTimeline): AwardReceipt[] {
  const placeOf = ({ version, rule_id }: AwardReceipt) =>
    versions
      .find((each) => each.version === version)
      ?.rule_set.rules.findIndex(({ id }) => id === rule_id) ?? 0;
  return written.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** A limit of which so much is used already is a limit that is lower by so much. */
function lowered(timeline: RuleTimeline, unseen: Unseen): RuleTimeline {
  if (unseen.size === 0) return timeline;
  const lower = (cap: Cap, version: number): Cap => {
    const found = unseen.get(cap.id);
    if (found?.version !== version) return cap;
    const { at_most } = cap;
    return {
      ...cap,
      at_most:
        at_most.kind === 'times'
          ? { kind: 'times', times: at_most.times - found.used }
          : { kind: 'points', points: at_most.points - found.used }
    };
  };
  const versions = timeline.versions.map((each) => ({
    ...each,
    rule_set: {
      ...each.rule_set,
      caps: each.rule_set.caps.map((cap) => lower(cap, each.version))
    }
  }));
  return { ...timeline, versions };
}

/** The receipt with the limits as they are published. */
function raised(receipt: AwardReceipt, unseen: Unseen): AwardReceipt {
  const caps = receipt.caps.map((bite): CapBite => {
    const found = unseen.get(bite.cap_id);
    if (found?.version !== receipt.version) return bite;
    return { ...bite, at_most: found.at_most, used: bite.used + found.used };
  });
  return { ...receipt, caps };
}

/** Another award out of sight, which took the place or made this one wait, is taken as stated. */
function withStated(
  receipt: AwardReceipt,
  stated: AwardReceipt | undefined,
  known: Set<string>,
  taken: Set<Taken>
): AwardReceipt {
  if (!stated || stated.points > 0) return receipt;
  if (stated.stack && !known.has(stated.stack.by_fact_id)) {
    taken.add('stack');
    return { ...receipt, stack: stated.stack, caps: stated.caps, points: 0 };
  }
  if (stated.cooldown && !receipt.cooldown) {
    taken.add('cooldown');
    return { ...receipt, cooldown: stated.cooldown, caps: [], points: 0 };
  }
  return receipt;
}

function differencesOf(recorded: Receipt[], again: Receipt[]): Checked['differences'] {
  const keyOf = (receipt: Receipt) => (receipt.kind === 'award' ? receipt.rule_id : '');
  const keys = new Set([...recorded, ...again].map(keyOf));
  return [...keys].flatMap((key) => {
    const pair = {
      recorded: recorded.find((each) => keyOf(each) === key) ?? null,
      again: again.find((each) => keyOf(each) === key) ?? null
    };
    return isSame(comparable(pair.recorded), comparable(pair.again)) ? [] : [pair];
  });
}

/** What once lowered an award no longer matters, and may be unsaid, once a higher one replaced it. */
const comparable = (receipt: Receipt | null): Receipt | null =>
  receipt?.kind === 'award' && receipt.stack?.outcome === 'replaced'
    ? { ...receipt, caps: [] }
    : receipt;

/** Whether two plain values are the same, whatever the order of their fields. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [fieldsOf(one), fieldsOf(other)];
  return (
    left.size === right.size &&
    [...left].every(([name, value]) => right.has(name) && isSame(value, right.get(name)))
  );
}

const fieldsOf = (value: object): Map<string, unknown> =>
  new Map(Object.entries(value).filter(([, each]) => each !== undefined));
