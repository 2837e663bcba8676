import type { AttributeValue, Fact, Receipt } from '../rules/award';
import { explainNothing, startFold } from '../rules/fold';
import type { RuleSet, RuleTimeline } from '../rules/model';
import { referenceProblems } from '../rules/references';
import { instantOf } from '../shared/civil-time';

/** Something that an example resident does, as it is entered to try a rule set. */
export interface TriedFact {
  activity: string;
  /** In the activity's unit: times, minutes or pieces. */
  quantity: number;
  /** Civil date in the community's time zone. */
  occurred_on: string;
  attributes: Record<string, AttributeValue>;
  /** Done by somebody else of the household. */
  by_family?: true;
}

export interface Trial {
  /** Smallest units, less what the fact takes from an earlier one that it replaces. */
  points: number;
  receipts: Receipt[];
}

/**
 * What a fact would give somebody by a rule set that was in force all the time, after what they and
 * their household did before, in the order of acceptance. Null while the rule set cannot be run.
 * @param version the number under which receipts name the rule set
 */
export function tryFact(
  ruleSet: RuleSet,
  tried: TriedFact,
  earlier: readonly TriedFact[],
  { timeZone, version }: { timeZone: string; version: number }
): Trial | null {
  if (referenceProblems(ruleSet, 'zh').length > 0) return null;
  const timeline: RuleTimeline = {
    time_zone: timeZone,
    versions: [{ version, in_force_from: '1970-01-01', rule_set: ruleSet }]
  };
  const fold = startFold(timeline);
  const standing = new Map<string, number>();
  const accept = (fact: Fact) =>
    fold.accept(fact).map((award) => {
      const place = `${award.fact_id} ${award.rule_id}`;
      const change = award.points - (standing.get(place) ?? 0);
      standing.set(place, award.points);
      return { award, change };
    });
  earlier.forEach((each, at) => accept(factOf(each, `earlier-${at}`, timeZone)));
  const fact = factOf(tried, 'tried', timeZone);
  const accepted = accept(fact);
  const receipts: Receipt[] = accepted
    .filter(({ award }) => award.fact_id === fact.id)
    .map(({ award }) => award.receipt);
  const nothing = receipts.length === 0 ? explainNothing(timeline, fact) : null;
  return {
    points: accepted.reduce((sum, { change }) => sum + change, 0),
    receipts: nothing ? [nothing] : receipts
  };
}

const NOON = '12:00';

const factOf = (tried: TriedFact, id: string, timeZone: string): Fact => ({
  id,
  activity: tried.activity,
  member_id: tried.by_family ? 'family' : 'resident',
  household_id: 'household',
  grid_id: 'grid',
  occurred_at: instantOf(tried.occurred_on, timeZone, NOON),
  quantity: tried.quantity,
  attributes: tried.attributes
});
