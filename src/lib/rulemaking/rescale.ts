import type { Expiry, RuleSet, SmallestUnit } from '../rules/model';
import { PER_POINT } from '../rules/scale';

/** An amount in another smallest unit; null when it would not be whole. */
export function rescaled(units: number, from: SmallestUnit, to: SmallestUnit): number | null {
  const scaled = (units * PER_POINT[to]) / PER_POINT[from];
  return Number.isInteger(scaled) ? scaled : null;
}

/** Every amount in another smallest unit; null when one would not be whole. */
export function rescaledTo(ruleSet: RuleSet, unit: RuleSet['smallest_unit']): RuleSet | null {
  let exact = true;
  const points = (units: number): number => {
    const scaled = rescaled(units, ruleSet.smallest_unit, unit);
    if (scaled === null) exact = false;
    return scaled ?? units;
  };
  const rules = ruleSet.rules.map((rule) => {
    const { award } = rule;
    if (award.kind === 'table') {
      const levels = award.levels.map((each) => ({ ...each, points: points(each.points) }));
      return { ...rule, award: { ...award, levels } };
    }
    if (award.kind === 'bands') {
      const bands = award.bands.map((each) => ({ ...each, points: points(each.points) }));
      return { ...rule, award: { ...award, bands } };
    }
    return { ...rule, award: { ...award, points: points(award.points) } };
  });
  const caps = ruleSet.caps.map((cap) =>
    cap.at_most.kind === 'points'
      ? { ...cap, at_most: { ...cap.at_most, points: points(cap.at_most.points) } }
      : cap
  );
  const { expiry, redemption, deductions } = ruleSet;
  const life = {
    ...(deductions && {
      deductions: {
        ...deductions,
        items: deductions.items.map((each) => ({ ...each, points: points(each.points) }))
      }
    }),
    ...(expiry && { expiry: rescaledExpiry(expiry, points) }),
    ...(redemption && {
      redemption: {
        ...redemption,
        ...(redemption.least !== undefined && { least: points(redemption.least) })
      }
    })
  };
  return exact ? { ...ruleSet, smallest_unit: unit, rules, caps, ...life } : null;
}

function rescaledExpiry(expiry: Expiry, points: (units: number) => number): Expiry {
  if (expiry.kind !== 'clearing' || expiry.carried?.kind !== 'points') return expiry;
  return { ...expiry, carried: { ...expiry.carried, points: points(expiry.carried.points) } };
}
