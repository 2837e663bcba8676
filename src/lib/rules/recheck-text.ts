import { m } from '../paraglide/messages';
import type { Receipt } from './award';
import { receiptLines } from './receipt-text';
import { recheck, type CheckInputs, type Taken } from './recheck';
import type { RuleLocale } from './words';

/** What checking a receipt came to, in words. */
export interface CheckWords {
  matches: boolean;
  title: string;
  /** What was done, what had to be believed, and what differs. */
  lines: string[];
}

/** Works the receipts out again and says whether they match, or what differs. */
export function sayRecheck(inputs: CheckInputs, locale: RuleLocale): CheckWords {
  const { matches, differences, taken, points } = recheck(inputs);
  const believed: Record<Taken, () => string> = {
    used: () => m.points_check_used({}, { locale }),
    stack: () => m.points_check_stack({}, { locale }),
    cooldown: () => m.points_check_cooldown({}, { locale })
  };
  const lines = differences.flatMap(({ recorded, again }) => pairText(recorded, again, locale));
  const isOff = differences.length === 0 && points !== inputs.points;
  return {
    matches,
    title: matches ? m.points_check_same({}, { locale }) : m.points_check_other({}, { locale }),
    lines: [
      m.points_check_done({ count: inputs.facts.length }, { locale }),
      ...taken.map((each) => believed[each]()),
      ...(inputs.hidden && taken.length === 0 ? [m.points_check_hidden({}, { locale })] : []),
      ...lines,
      ...(isOff ? [m.points_check_sum({}, { locale })] : [])
    ]
  };
}

function pairText(recorded: Receipt | null, again: Receipt | null, locale: RuleLocale): string[] {
  const [left, right] = [recorded, again].map(
    (each) =>
      new Map((each ? receiptLines(each, locale) : []).map((line) => [line.label, line.value]))
  );
  if (!left || !right) return [];
  const none = m.points_check_none({}, { locale });
  const labels = [...new Set([...left.keys(), ...right.keys()])];
  const texts = labels
    .filter((label) => left.get(label) !== right.get(label))
    .map((label) =>
      m.points_check_differs(
        { label, recorded: left.get(label) ?? none, again: right.get(label) ?? none },
        { locale }
      )
    );
  return texts.length > 0 ? texts : [m.points_check_detail({}, { locale })];
}
