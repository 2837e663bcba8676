import { dateOfDay } from '../shared/civil-time';
import type { Award, Fact, NothingReceipt } from './award';
import { compile, dayIn, versionOn } from './compile';
import type { CompiledRule, CompiledTimeline } from './compile';
import { compute, countedQuantity, unmetBy, type Computed } from './evaluate';
import type { RuleTimeline, RuleVersion } from './model';
import { Leaders, type Entrant } from './stack';
import { Usage, type Allowance } from './usage';

/** The state of an evaluation: what every holder has used of every cap. Reads no clock. */
export interface Fold {
  /**
   * Judges the next fact and gives the awards that it sets: one for each rule that matches, also
   * those of 0 points. When it wins a `highest` group over an earlier fact, the lowered award of
   * that earlier fact (known by its `fact_id`) is among them. Empty when no rule matches.
   */
  accept(fact: Fact): Award[];
  /**
   * Takes note of an earlier fact with the awards that stand for it in the ledger, instead of
   * judging it again. After recalling, in order of acceptance, all facts that share a member,
   * household or grid with the next one, `accept` gives what a fold of the whole history gives.
   * Throws when the timeline lacks the version or rule of a standing award.
   */
  recall(fact: Fact, standing: StandingAward[]): void;
}

export interface StandingAward {
  rule_id: string;
  version: number;
  /** Smallest units that stand now. */
  points: number;
}

/** A fold of no facts yet. Cost grows with the size of the rule sets. */
export function startFold(timeline: RuleTimeline): Fold {
  return new TimelineFold(compile(timeline));
}

/** The final awards of every fact, by fact id, in order of the facts; empty lists included. */
export function foldAll(timeline: RuleTimeline, facts: Iterable<Fact>): Map<string, Award[]> {
  const fold = startFold(timeline);
  const final = new Map<string, Award[]>();
  for (const fact of facts) mergeAwards(final, fact, fold.accept(fact));
  return final;
}

/** Puts what `accept(fact)` gave into the awards so far, earlier awards that it lowered included. */
export function mergeAwards(final: Map<string, Award[]>, fact: Fact, accepted: Award[]): void {
  const own: Award[] = [];
  final.set(fact.id, own);
  for (const award of accepted) {
    if (award.fact_id === fact.id) {
      own.push(award);
      continue;
    }
    const earlier = final.get(award.fact_id) ?? [];
    const index = earlier.findIndex((each) => each.rule_id === award.rule_id);
    if (index >= 0) earlier[index] = award;
  }
}

/** The version that judges what happened at `occurredAt` (ms since 1970); null before the first. */
export function versionInForce(timeline: RuleTimeline, occurredAt: number): RuleVersion | null {
  const compiled = compile(timeline);
  return versionOn(compiled, dayIn(compiled, occurredAt))?.stated ?? null;
}

/** Why no rule rewards the fact; null when one does, be it with 0 points. */
export function explainNothing(timeline: RuleTimeline, fact: Fact): NothingReceipt | null {
  const compiled = compile(timeline);
  const day = dayIn(compiled, fact.occurred_at);
  const version = versionOn(compiled, day);
  const activity = version?.activities.get(fact.activity);
  const unmet = (activity?.rules ?? []).map((rule) => unmetBy(rule, fact, day));
  if (unmet.includes(null)) return null;
  return {
    kind: 'nothing',
    reason: !version
      ? 'no_rules_in_force'
      : !activity
        ? 'activity_not_declared'
        : unmet.length === 0
          ? 'no_rule'
          : 'conditions_not_met',
    activity: activity?.onReceipt ?? null,
    occurred_on: dateOfDay(day),
    quantity: countedQuantity(fact),
    version: version?.stated.version ?? null,
    unmet: unmet.filter((each) => each !== null)
  };
}

class TimelineFold implements Fold {
  readonly #timeline: CompiledTimeline;
  readonly #usage: Usage;
  readonly #leaders = new Leaders();

  constructor(timeline: CompiledTimeline) {
    this.#timeline = timeline;
    this.#usage = new Usage(timeline.counterCount);
  }

  accept(fact: Fact): Award[] {
    const day = dayIn(this.#timeline, fact.occurred_at);
    const activity = versionOn(this.#timeline, day)?.activities.get(fact.activity);
    const awards: Award[] = [];
    if (!activity) return awards;
    for (const rule of activity.rules) {
      const computed = compute(rule, fact, day);
      if (!computed) continue;
      const entrant: Entrant = { rule, fact, day, award: emptyAward(rule, fact, day, computed) };
      if (rule.contest) this.#compete(entrant, awards);
      else awards.push(this.#grant(entrant, this.#allow(entrant)));
    }
    this.#leaders.forgetOwn();
    return awards;
  }

  recall(fact: Fact, standing: StandingAward[]): void {
    const day = dayIn(this.#timeline, fact.occurred_at);
    for (const { rule_id, version, points } of standing) {
      const rule = this.#ruleOf(version, rule_id);
      const computed = compute(rule, fact, day);
      if (!computed)
        throw new Error(`Rule ${rule_id}, version ${version}, does not match its fact`);
      if (points === 0) continue;
      const award = emptyAward(rule, fact, day, computed);
      award.points = award.receipt.points = points;
      this.#usage.charge(rule.caps, fact, day, points);
      if (rule.contest?.across) this.#leaders.lead({ rule, fact, day, award });
    }
  }

  #ruleOf(version: number, ruleId: string): CompiledRule {
    const known = this.#timeline.versions.find((each) => each.stated.version === version);
    const rule = known?.rules.get(ruleId);
    if (!rule) throw new Error(`No rule ${ruleId} in version ${version} of the timeline`);
    return rule;
  }

  #compete(entrant: Entrant, awards: Award[]): void {
    const leader = this.#leaders.against(entrant);
    if (!leader) {
      awards.push(this.#grant(entrant, this.#allow(entrant)));
      if (entrant.award.points > 0) this.#leaders.lead(entrant);
    } else if (entrant.rule.contest?.group.stack === 'first') {
      awards.push(lose(entrant, leader, 'not_first'));
    } else {
      this.#challenge(entrant, leader, awards);
    }
  }

  /** The leader's share of the caps is free for the entrant, who must give more after caps. */
  #challenge(entrant: Entrant, leader: Entrant, awards: Award[]): void {
    const held = leader.award.points;
    this.#usage.release(leader.rule.caps, leader.fact, leader.day, held);
    const allowance = this.#allow(entrant);
    if (allowance.points <= held) {
      this.#usage.charge(leader.rule.caps, leader.fact, leader.day, held);
      entrant.award.receipt.caps = allowance.bites;
      awards.push(lose(entrant, leader, 'lower'));
      return;
    }
    const award = this.#grant(entrant, allowance);
    const lowered = lose(leader, entrant, 'replaced');
    const own = awards.findIndex((each) => isSame(each, lowered));
    if (own >= 0) awards[own] = lowered;
    else awards.push(lowered);
    awards.push(award);
    this.#leaders.lead(entrant);
  }

  #allow({ rule, fact, day, award }: Entrant): Allowance {
    return this.#usage.allow(rule.caps, fact, day, award.receipt.computed);
  }

  #grant({ rule, fact, day, award }: Entrant, allowance: Allowance): Award {
    if (allowance.points > 0) this.#usage.charge(rule.caps, fact, day, allowance.points);
    award.points = award.receipt.points = allowance.points;
    award.receipt.caps = allowance.bites;
    return award;
  }
}

function emptyAward(rule: CompiledRule, fact: Fact, day: number, computed: Computed): Award {
  const { version, rule_set } = rule.version;
  const rule_id = rule.stated.id;
  return {
    fact_id: fact.id,
    rule_id,
    version,
    account: rule_set.account,
    points: 0,
    receipt: {
      kind: 'award',
      rule_id,
      clause: rule.stated.clause,
      version,
      activity: rule.activity.onReceipt,
      occurred_on: dateOfDay(day),
      quantity: countedQuantity(fact),
      rate: computed.rate,
      computed: computed.points,
      caps: [],
      stack: null,
      points: 0,
      smallest_unit: rule_set.smallest_unit,
      unit_name: rule_set.unit_name
    }
  };
}

/** The award without its points, in a new object: one handed out before stays as it was. */
function lose(loser: Entrant, winner: Entrant, outcome: 'lower' | 'not_first' | 'replaced'): Award {
  const stack = {
    outcome,
    group_name: loser.rule.contest?.group.name ?? { zh: '' },
    by_fact_id: winner.fact.id,
    by_rule_id: winner.rule.stated.id,
    by_points: winner.award.points
  };
  return { ...loser.award, points: 0, receipt: { ...loser.award.receipt, points: 0, stack } };
}

function isSame(one: Award, other: Award): boolean {
  return one.fact_id === other.fact_id && one.rule_id === other.rule_id;
}
