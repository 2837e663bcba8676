import { m } from '../paraglide/messages';
import type { RuleSet } from '../rules/model';
import type { RuleLocale } from '../rules/words';
import { tryFact, type TriedFact } from './trial';

export interface SavedCase {
  id: string;
  title: string;
  tried: TriedFact;
  earlier: TriedFact[];
  /** Smallest units. */
  expected: number;
}

/** A saved case with what the draft gives for it now; `given` is null while it cannot be run. */
export interface CaseResult extends SavedCase {
  given: number | null;
  passes: boolean;
}

export const runCases = (
  ruleSet: RuleSet,
  cases: readonly SavedCase[],
  timeZone: string
): CaseResult[] =>
  cases.map((each) => {
    const trial = tryFact(ruleSet, each.tried, each.earlier, { timeZone, version: 0 });
    const given = trial?.points ?? null;
    return { ...each, given, passes: given === each.expected };
  });

/** The name of a part in words: 第 3.2 条, 「志愿服务」. */
export function partWords(part: string, ruleSet: RuleSet, locale: RuleLocale): string {
  const [list = '', id] = part.split('/');
  if (id === undefined) {
    const heads: Record<string, () => string> = {
      title: () => m.rulemaking_part_title({}, { locale }),
      account: () => m.rulemaking_part_account({}, { locale }),
      unit_name: () => m.rulemaking_part_unit_name({}, { locale }),
      smallest_unit: () => m.rulemaking_part_smallest_unit({}, { locale }),
      notice_days: () => m.rulemaking_part_notice_days({}, { locale }),
      source: () => m.rulemaking_part_source({}, { locale }),
      expiry: () => m.rulemaking_part_expiry({}, { locale }),
      redemption: () => m.rulemaking_part_redemption({}, { locale }),
      deductions: () => m.rulemaking_part_deductions({}, { locale })
    };
    return heads[list]?.() ?? m.rulemaking_part_order({}, { locale });
  }
  const clause =
    ruleSet.rules.find((each) => list === 'rules' && each.id === id)?.clause ??
    ruleSet.caps.find((each) => list === 'caps' && each.id === id)?.clause;
  if (clause !== undefined) return m.rulemaking_part_clause({ clause }, { locale });
  const named =
    ruleSet.activities.find((each) => list === 'activities' && each.id === id) ??
    ruleSet.groups.find((each) => list === 'groups' && each.id === id);
  const name = (locale === 'en' && named?.name.en) || named?.name.zh;
  return name === undefined
    ? m.rulemaking_part_removed({}, { locale })
    : m.rulemaking_part_named({ name }, { locale });
}

/** The place of a check in words: 第 3.2 条; empty for what concerns the whole. */
export function placeWords(path: string, ruleSet: RuleSet, locale: RuleLocale): string {
  const [list = '', index = ''] = path.split('.');
  const lists: Record<string, { id: string }[] | undefined> = {
    rules: ruleSet.rules,
    caps: ruleSet.caps,
    groups: ruleSet.groups,
    activities: ruleSet.activities
  };
  const item = lists[list]?.[Number(index)];
  return item ? partWords(`${list}/${item.id}`, ruleSet, locale) : '';
}
