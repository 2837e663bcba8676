import { m } from '../paraglide/messages';
import { civilDateWords } from '../ui/words';
import type { RuleSet } from '../rules/model';
import type { BeforeAfter } from '../rules/replay';
import { pointsText, type RuleLocale } from '../rules/words';
import { isSame } from './parts';
import type { OwnShare } from './shares.server';

/**
 * What proposed rules would have given to the reader, in sentences: first to whom the points belong,
 * the household or the person. Null where amounts cannot be compared because a point is divided
 * otherwise than before.
 */
export function shareWords(
  { from, until, own, household }: OwnShare,
  { inForce, draft }: { inForce: RuleSet | undefined; draft: RuleSet },
  locale: RuleLocale
): { lines: string[]; note: string } | null {
  if (inForce && inForce.smallest_unit !== draft.smallest_unit) return null;
  const note = m.rulemaking_own_note({}, { locale });
  const period = { from: civilDateWords(from, locale), until: civilDateWords(until, locale) };
  const isHousehold = draft.account === 'household';
  const whole = isHousehold ? household : own;
  if (isNothing(whole) && isNothing(own)) {
    return { lines: [m.rulemaking_own_nothing(period, { locale })], note };
  }
  const figures = (share: BeforeAfter) => ({
    before: pointsText(share.before, draft, locale),
    after: pointsText(share.after, draft, locale),
    change: changeWords(share, draft, locale)
  });
  const lines = [
    isHousehold
      ? m.rulemaking_own_household({ ...period, ...figures(household) }, { locale })
      : m.rulemaking_own_member({ ...period, ...figures(own) }, { locale })
  ];
  if (isHousehold && !isNothing(own) && !isSame(own, household)) {
    lines.push(m.rulemaking_own_part(figures(own), { locale }));
  }
  return { lines, note };
}

const isNothing = ({ before, after }: BeforeAfter): boolean => before === 0 && after === 0;

function changeWords({ before, after }: BeforeAfter, draft: RuleSet, locale: RuleLocale): string {
  if (before === after) return m.rulemaking_own_same({}, { locale });
  const points = pointsText(Math.abs(after - before), draft, locale);
  return after > before
    ? m.rulemaking_own_more({ points }, { locale })
    : m.rulemaking_own_less({ points }, { locale });
}
