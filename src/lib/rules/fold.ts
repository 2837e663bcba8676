import { dateOfDay } from '../shared/civil-time';
import type { Award, Fact, NothingReceipt, StackLoss } from './award';
import { compile, dayIn, versionOn } from './compile';
import type { CompiledRule, CompiledTimeline, Contest } from './compile';
import { countedQuantity } from './compute';
import type { Day } from './days';
import { awardOf, unmetBy } from './explain';
import type { Judgement } from './judgement';
import type { RuleTimeline, RuleVersion } from './model';
import { Leaders } from './stack';
import { numberByName, Usage, type AccountNumber } from './usage';

/** The state of an evaluation: what every holder has used of every cap. Reads no clock. */
export interface Fold {
  /**
   * Judges the next fact and gives the awards that it sets: one for each rule that matches, also
   * those of 0 points. When it wins a `highest` group over an earlier fact, the lowered award of
   * that earlier fact (known by its `fact_id`) is among them. Empty when no rule matches.
   */
  accept(fact: Fact): Award[];
  /** As `accept`, without making the receipts: `receiptOf` makes them of what this gives. */
  judge(fact: Fact): Judgement[];
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

/**
 * A fold of no facts yet. Cost grows with the size of the rule sets.
 * @param numberOf how holders are numbered, where facts come with numbers
 */
export function startFold(timeline: RuleTimeline, numberOf: AccountNumber = numberByName()): Fold {
  return new TimelineFold(compile(timeline), numberOf);
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
  const unmet = (activity?.rules ?? []).map((rule) => unmetBy(rule, fact, compiled.days.of(day)));
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
  readonly #leaders: Leaders;

  constructor(timeline: CompiledTimeline, numberOf: AccountNumber) {
    this.#timeline = timeline;
    this.#usage = new Usage(numberOf);
    this.#leaders = new Leaders(timeline);
  }

  accept(fact: Fact): Award[] {
    return this.judge(fact).map(awardOf);
  }

  judge(fact: Fact): Judgement[] {
    const day = dayIn(this.#timeline, fact.occurred_at);
    const activity = versionOn(this.#timeline, day)?.activities.get(fact.activity);
    const judgements: Judgement[] = [];
    if (!activity) return judgements;
    const reckoned = this.#timeline.days.of(day);
    for (const rule of activity.rules) {
      const computed = rule.compute(fact, day);
      if (computed < 0) continue;
      if (rule.contest) this.#compete(rule.contest, rule, fact, reckoned, computed, judgements);
      else judgements.push(this.#grant(rule, fact, reckoned, computed));
    }
    this.#leaders.forgetOwn();
    return judgements;
  }

  recall(fact: Fact, standing: StandingAward[]): void {
    const day = this.#timeline.days.of(dayIn(this.#timeline, fact.occurred_at));
    for (const { rule_id, version, points } of standing) {
      const rule = this.#ruleOf(version, rule_id);
      const computed = rule.compute(fact, day.day);
      if (computed < 0)
        throw new Error(`Rule ${rule_id}, version ${version}, does not match its fact`);
      if (points === 0) continue;
      const contest = rule.contest?.across && rule.contest;
      if (contest) {
        const bites = this.#explaining(points, rule, fact, day, computed);
        this.#leaders.lead(contest, { ...judged(rule, fact, day, computed), points, bites });
      }
      this.#usage.charge(rule, fact, day, points);
    }
  }

  /** The caps that lowered an award to what stands: its receipt still names them once it is replaced. */
  #explaining(
    points: number,
    rule: CompiledRule,
    fact: Fact,
    day: Day,
    computed: number
  ): Judgement['bites'] {
    if (points === computed) return [];
    const allowed = this.#allow(rule, fact, day, computed);
    return allowed.points === points ? allowed.bites : [];
  }

  #ruleOf(version: number, ruleId: string): CompiledRule {
    const known = this.#timeline.versions.find((each) => each.stated.version === version);
    const rule = known?.rules.get(ruleId);
    if (!rule) throw new Error(`No rule ${ruleId} in version ${version} of the timeline`);
    return rule;
  }

  #compete(
    contest: Contest,
    rule: CompiledRule,
    fact: Fact,
    day: Day,
    computed: number,
    judgements: Judgement[]
  ): void {
    const entrant = judged(rule, fact, day, computed);
    const leader = this.#leaders.against(contest, entrant);
    if (!leader) {
      const granted = this.#grant(rule, fact, day, computed);
      judgements.push(granted);
      if (granted.points > 0) this.#leaders.lead(contest, granted);
    } else if (contest.group.stack === 'first') {
      judgements.push(lose(entrant, leader, contest, 'not_first'));
    } else {
      this.#challenge(contest, entrant, leader, judgements);
    }
  }

  /**
   * The leader's share of caps and its cooldown are free for the entrant, who must give more after
   * them.
   */
  #challenge(
    contest: Contest,
    { rule, fact, day, computed }: Judgement,
    leader: Judgement,
    judgements: Judgement[]
  ): void {
    const held = leader.points;
    this.#usage.release(leader.rule, leader.fact, leader.day, held);
    const entrant = this.#allow(rule, fact, day, computed);
    if (entrant.points <= held) {
      this.#usage.charge(leader.rule, leader.fact, leader.day, held);
      judgements.push(lose(entrant, leader, contest, 'lower'));
      return;
    }
    this.#usage.charge(rule, fact, day, entrant.points);
    const own = judgements.findIndex(
      (each) => each.rule === leader.rule && each.fact === leader.fact
    );
    const lowered = lose(leader, entrant, contest, 'replaced');
    if (own >= 0) judgements[own] = lowered;
    else judgements.push({ ...lowered, stood: held });
    judgements.push(entrant);
    this.#leaders.lead(contest, entrant);
  }

  #grant(rule: CompiledRule, fact: Fact, day: Day, computed: number): Judgement {
    const judgement = this.#allow(rule, fact, day, computed);
    if (judgement.points > 0) this.#usage.charge(rule, fact, day, judgement.points);
    return judgement;
  }

  #allow(rule: CompiledRule, fact: Fact, day: Day, computed: number): Judgement {
    const usage = this.#usage;
    const points = usage.allow(rule, fact, day, computed);
    return {
      rule,
      fact,
      day,
      computed,
      points,
      stood: 0,
      bites: usage.bites,
      cooldown: usage.cooldown,
      loss: null
    };
  }
}

/** An award that has not been held against caps yet. */
const judged = (rule: CompiledRule, fact: Fact, day: Day, computed: number): Judgement => ({
  rule,
  fact,
  day,
  computed,
  points: 0,
  stood: 0,
  bites: [],
  cooldown: null,
  loss: null
});

/** The award without its points, in a new object: one handed out before stays as it was. */
function lose(
  { rule, fact, day, computed, bites, cooldown }: Judgement,
  winner: Judgement,
  { group }: Contest,
  outcome: StackLoss['outcome']
): Judgement {
  const loss: StackLoss = {
    outcome,
    group_name: group.name,
    by_fact_id: winner.fact.id,
    by_rule_id: winner.rule.stated.id,
    by_points: winner.points
  };
  return { rule, fact, day, computed, points: 0, stood: 0, bites, cooldown, loss };
}
