import type { Fact, Receipt } from './award';
import { compile, dayIn, versionOn, type CompiledCap, type CompiledTimeline } from './compile';
import { explainNothing, startFold, type Fold, type StandingAward } from './fold';
import type { Cap, RuleTimeline } from './model';
import { holderKey, isWithout } from './usage';

/** A fact that has been judged, with what stands for it. */
export interface Settled {
  fact: Fact;
  standing: StandingAward[];
}

/** What a fact would give if it were accepted next, with the reasons. */
export interface Preview {
  /** Smallest units, less what it would take from an earlier fact that it replaces. */
  points: number;
  /** One for each rule that matches, or why there is none. */
  receipts: Receipt[];
}

/** What a limit leaves the holder of a fact in the period of its day. */
export interface Left {
  cap: Cap;
  over: CompiledCap['over'];
  /** In the cap's own measure: smallest units or times, 0 or more. */
  used: number;
  remained: number;
}

/** What may come, seen from what has been. Each question is answered as if it were the only one. */
export interface Outlook {
  timeline: RuleTimeline;
  preview(fact: Fact): Preview;
  /** What the limits of the rules that match the fact leave, in their order, each once. */
  left(fact: Fact): Left[];
}

/**
 * Looks ahead from a history.
 * @param history facts that count, in order of acceptance, without those that were withdrawn
 */
export function outlook(timeline: RuleTimeline, history: Settled[]): Outlook {
  const live = history.map(({ fact, standing }) => ({
    fact,
    standing: standing.filter(({ points }) => points > 0)
  }));
  const before = new Map(
    live.flatMap(({ fact, standing }) =>
      standing.map(({ rule_id, points }) => [`${fact.id}:${rule_id}`, points] as const)
    )
  );
  return {
    timeline,
    preview: (fact) => previewNext(recalled(timeline, live), timeline, fact, before),
    left: (fact) => leftOf(timeline, live, fact)
  };
}

/** A fold that knows the history; it is used for one question, which changes it. */
function recalled(timeline: RuleTimeline, live: Settled[]): Fold {
  const fold = startFold(timeline);
  for (const { fact, standing } of live) fold.recall(fact, standing);
  return fold;
}

function previewNext(
  fold: Fold,
  timeline: RuleTimeline,
  fact: Fact,
  before: Map<string, number>
): Preview {
  const awards = fold.accept(fact);
  const receipts: Receipt[] = awards
    .filter(({ fact_id }) => fact_id === fact.id)
    .map(({ receipt }) => receipt);
  const nothing = receipts.length === 0 ? explainNothing(timeline, fact) : null;
  return {
    points: awards.reduce(
      (sum, { fact_id, rule_id, points }) =>
        sum + points - (before.get(`${fact_id}:${rule_id}`) ?? 0),
      0
    ),
    receipts: nothing ? [nothing] : receipts
  };
}

function leftOf(timeline: RuleTimeline, live: Settled[], fact: Fact): Left[] {
  const compiled = compile(timeline);
  const day = dayIn(compiled, fact.occurred_at);
  const rules = versionOn(compiled, day)?.activities.get(fact.activity)?.rules ?? [];
  const left = new Map<string, Left>();
  for (const rule of rules.filter(({ compute }) => compute(fact, day) >= 0)) {
    for (const cap of rule.caps.filter(({ stated }) => !left.has(stated.id))) {
      const { at_most } = cap.stated;
      const isTimes = at_most.kind === 'times';
      if (isWithout(cap.counter.holder, fact)) continue;
      const used = usedOf(compiled, cap, fact, live, isTimes);
      const remained = Math.max(0, (isTimes ? at_most.times : at_most.points) - used);
      left.set(cap.stated.id, { cap: cap.stated, over: cap.over, used, remained });
    }
  }
  return [...left.values()];
}

/** What the holder of a fact has used of a cap in the period of its day, as the fold counts it. */
function usedOf(
  compiled: CompiledTimeline,
  { stated, counter }: CompiledCap,
  fact: Fact,
  live: Settled[],
  isTimes: boolean
): number {
  const { days } = compiled;
  const periodOf = ({ occurred_at }: Fact) =>
    days.of(dayIn(compiled, occurred_at)).periods[counter.period];
  const [holder, period] = [holderKey(counter.holder, fact), periodOf(fact)];
  let used = 0;
  for (const { fact: earlier, standing } of live) {
    if (holderKey(counter.holder, earlier) !== holder || periodOf(earlier) !== period) continue;
    for (const { version, rule_id, points } of standing) {
      const judgedBy = compiled.versions.find((each) => each.stated.version === version);
      const caps = judgedBy?.rules.get(rule_id)?.caps ?? [];
      if (caps.some((cap) => cap.stated.id === stated.id)) used += isTimes ? 1 : points;
    }
  }
  return used;
}

/**
 * What the holder of a fact had used of a cap of a version, in the cap's own measure: smallest units
 * or times. 0 for a cap that there is not.
 */
export function usedBefore(
  timeline: RuleTimeline,
  version: number,
  capId: string,
  fact: Fact,
  history: Settled[]
): number {
  const compiled = compile(timeline);
  const rules = compiled.versions.find(({ stated }) => stated.version === version)?.rules.values();
  for (const rule of rules ?? []) {
    const cap = rule.caps.find(({ stated }) => stated.id === capId);
    if (cap) return usedOf(compiled, cap, fact, history, cap.stated.at_most.kind === 'times');
  }
  return 0;
}
