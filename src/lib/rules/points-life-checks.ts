import { addDays } from '../shared/civil-time';
import { m } from '../paraglide/messages';
import type { RuleCheck } from './checks';
import { lastDate } from './expiry';
import type { Expiry, Redemption, RedemptionWindow, RuleSet } from './model';
import { isOpen, nextOpening, openingOf } from './redemption';
import { civilDateWords } from '../ui/words';
import type { RuleLocale } from './words';

/** What looks unintended in how long points live and when they may be redeemed, in words. */
export function pointsLifeChecks({ expiry, redemption }: RuleSet, locale: RuleLocale): RuleCheck[] {
  const warning = (path: string, text: string): RuleCheck => ({ path, severity: 'warning', text });
  const found: RuleCheck[] = [];
  if (expiry && keepsAll(expiry)) {
    const text = m.rules_check_keeps_all({ clause: expiry.clause }, { locale });
    found.push(warning('expiry', text));
  }
  for (const number of idleWindows(redemption)) {
    const clause = redemption?.clause ?? '';
    const text = m.rules_check_window_idle({ clause, number }, { locale });
    found.push(warning('redemption', text));
  }
  const date = expiry && redemption && neverRedeemable(expiry, redemption);
  if (date) {
    found.push(
      warning(
        'redemption',
        m.rules_check_never_redeemed(
          { clause: redemption.clause, date: dayOfAnyYear(date, locale) },
          { locale }
        )
      )
    );
  }
  return found;
}

const keepsAll = (expiry: Expiry): boolean =>
  expiry.kind === 'clearing' &&
  expiry.carried?.kind === 'share' &&
  expiry.carried.share.numerator === expiry.carried.share.denominator;

/** The dates of a leap year: every day that a window can mean. */
const YEAR = Array.from({ length: 366 }, (_, day) => addDays('2028-01-01', day));

/** The numbers of windows that open on no day on which no other, or an earlier like it, is open. */
function idleWindows(redemption: Redemption | undefined): number[] {
  const windows = redemption?.windows ?? [];
  const open = windows.map((window) => YEAR.map((date) => isOpenIn(window, date)));
  return open.flatMap((own, at) => {
    const isCovered = open.some(
      (other, index) =>
        index !== at &&
        own.every((isOpen, day) => !isOpen || other[day]) &&
        (index < at || other.some((isOpen, day) => isOpen && !own[day]))
    );
    return isCovered ? [at + 1] : [];
  });
}

function isOpenIn(window: RedemptionWindow, date: string): boolean {
  const { from, until } = openingOf(window, date);
  return from <= date && date <= until;
}

/** The first date of a year whose points expire before any window opens; null when there is none. */
function neverRedeemable(expiry: Expiry, redemption: Redemption): string | null {
  if (expiry.kind === 'clearing' && expiry.carried) return null;
  const found = YEAR.find((date) => {
    if (isOpen(redemption, date)) return false;
    const next = nextOpening(redemption, date);
    return next !== null && next.from > lastDate(expiry, date);
  });
  return found ?? null;
}

/** 1月1日 · 1 Jan. */
const dayOfAnyYear = (date: string, locale: RuleLocale): string =>
  civilDateWords(date, locale).replace(/^\d+年| \d+$/, '');
