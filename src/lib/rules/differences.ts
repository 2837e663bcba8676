import { m } from '../paraglide/messages';
import { deductionSentence } from './deduction-text';
import type { Activity, Attribute, Rule, RuleGroup, RuleSet } from './model';
import { expirySentence, redemptionSentence } from './points-life-text';
import { capSentence, ruleSentence } from './sentence';
import { triggerText } from './triggers';
import { inWords, type RuleLocale } from './words';

/**
 * What changes from one rule set to another, in plain sentences in the order of the document:
 * 「第 3.2 条 参加巡逻：每满 1 小时得 5 分 → 每满 1 小时得 6 分」. Parts are the same when their ids are.
 */
export function ruleSetDifferences(before: RuleSet, after: RuleSet, locale: RuleLocale): string[] {
  return [
    ...headDifferences(before, after, locale),
    ...listDifferences(
      before.activities,
      after.activities,
      (each) => activityText(each, locale),
      locale
    ),
    ...ruleDifferences(before, after, locale),
    ...listDifferences(
      before.caps.filter(({ over }) => over.kind !== 'rule'),
      after.caps.filter(({ over }) => over.kind !== 'rule'),
      (cap, isBefore) =>
        withClause(cap.clause, capSentence(cap, isBefore ? before : after, locale), locale),
      locale
    ),
    ...listDifferences(before.groups, after.groups, (group) => groupText(group, locale), locale),
    ...listDifferences(lifeOf(before, locale), lifeOf(after, locale), ({ text }) => text, locale),
    ...listDifferences(
      before.deductions?.items ?? [],
      after.deductions?.items ?? [],
      (item, isBefore) =>
        withClause(item.clause, deductionSentence(item, isBefore ? before : after, locale), locale),
      locale
    )
  ];
}

/** How long points live and when they may be redeemed, as parts like the others. */
function lifeOf(ruleSet: RuleSet, locale: RuleLocale): { id: string; text: string }[] {
  const { expiry, redemption } = ruleSet;
  return [
    ...(expiry
      ? [{ id: 'expiry', clause: expiry.clause, text: expirySentence(expiry, ruleSet, locale) }]
      : []),
    ...(redemption
      ? [
          {
            id: 'redemption',
            clause: redemption.clause,
            text: redemptionSentence(redemption, ruleSet, locale)
          }
        ]
      : [])
  ].map(({ id, clause, text }) => ({ id, text: withClause(clause, text, locale) }));
}

function headDifferences(before: RuleSet, after: RuleSet, locale: RuleLocale): string[] {
  const accounts = { member: m.rules_account_member, household: m.rules_account_household };
  const heads = [before, after].map((set) => [
    m.rules_head_title({ title: inWords(set.title, locale) }, { locale }),
    m.rules_head_account({ account: accounts[set.account]({}, { locale }) }, { locale }),
    m.rules_head_unit(
      { unit: inWords(set.unit_name, locale), smallest: set.smallest_unit },
      { locale }
    ),
    m.rules_head_notice({ days: set.notice_days }, { locale })
  ]);
  const [old = [], fresh = []] = heads;
  return old.flatMap((text, index) => changed(text, fresh[index] ?? '', locale));
}

function ruleDifferences(before: RuleSet, after: RuleSet, locale: RuleLocale): string[] {
  const nameOf = ({ activity }: Rule, ruleSet: RuleSet): string => {
    const found = ruleSet.activities.find(({ id }) => id === activity);
    return found ? inWords(found.name, locale) : activity;
  };
  return listDifferences(
    before.rules,
    after.rules,
    (rule, isBefore) =>
      withClause(rule.clause, ruleSentence(rule, isBefore ? before : after, locale), locale),
    locale,
    (old, fresh) => {
      const isSame = old.clause === fresh.clause && old.activity === fresh.activity;
      if (!isSame) return null;
      const texts = [
        ruleSentence(old, before, locale),
        ruleSentence(fresh, after, locale)
      ] as const;
      const head = withClause(fresh.clause, nameOf(fresh, after), locale);
      const text = phraseChange(...texts, locale);
      return text && head + m.rules_list_colon({}, { locale }) + text;
    }
  );
}

/** The phrases in which two sentences differ; null when they are the same. */
function phraseChange(before: string, after: string, locale: RuleLocale): string | null {
  if (before === after) return null;
  const [old, fresh] = [before, after].map(phrases) as [string[], string[]];
  while (old[0] !== undefined && old[0] === fresh[0]) {
    old.shift();
    fresh.shift();
  }
  while (old.length > 0 && old.at(-1) === fresh.at(-1)) {
    old.pop();
    fresh.pop();
  }
  const [was, is] = [old, fresh].map((list) => list.join(m.rules_list_clauses({}, { locale })));
  if (!was) return m.rules_difference_added({ text: is ?? '' }, { locale });
  if (!is) return m.rules_difference_gone({ text: was }, { locale });
  return m.rules_difference_changed({ before: was, after: is }, { locale });
}

const OPENING = '（(';
const CLOSING = '）)';
const CHINESE_POINTS = '，；。';
const POINTS = ',;:.';

/**
 * A sentence at its points and commas, outside brackets. Numbers keep theirs: 1.5 stays whole.
 * Goes through the text once: names come from people, and may be nothing but commas.
 */
function phrases(sentence: string): string[] {
  const found: string[] = [];
  let from = 0;
  let depth = 0;
  for (let at = 0; at < sentence.length; at++) {
    const sign = sentence.charAt(at);
    if (OPENING.includes(sign)) depth++;
    else if (CLOSING.includes(sign)) depth = Math.max(0, depth - 1);
    if (depth > 0 || !endsPhrase(sign, sentence.charAt(at + 1))) continue;
    found.push(sentence.slice(from, at).trim());
    from = at + 1;
  }
  found.push(sentence.slice(from).trim());
  return found.filter(Boolean);
}

const endsPhrase = (sign: string, next: string): boolean =>
  CHINESE_POINTS.includes(sign) || (POINTS.includes(sign) && next.trim() === '');

function listDifferences<Part extends { id: string }>(
  before: Part[],
  after: Part[],
  textOf: (part: Part, isBefore: boolean) => string,
  locale: RuleLocale,
  shortly: (old: Part, fresh: Part) => string | null = () => null
): string[] {
  const old = new Map(before.map((part) => [part.id, part]));
  const kept = new Set(after.map(({ id }) => id));
  const gone = before
    .filter(({ id }) => !kept.has(id))
    .map((part) => m.rules_difference_gone({ text: textOf(part, true) }, { locale }));
  const rest = after.flatMap((part) => {
    const earlier = old.get(part.id);
    if (earlier) {
      const short = shortly(earlier, part);
      return short ? [short] : changed(textOf(earlier, true), textOf(part, false), locale);
    }
    return [m.rules_difference_new({ text: textOf(part, false) }, { locale })];
  });
  return [...rest, ...gone];
}

function changed(before: string, after: string, locale: RuleLocale): string[] {
  if (before === after) return [];
  return [m.rules_difference_changed({ before, after }, { locale })];
}

const withClause = (clause: string, text: string, locale: RuleLocale): string =>
  m.rules_difference_clause({ clause, text }, { locale });

function activityText(
  { name, attributes, unit, claimable, trigger }: Activity,
  locale: RuleLocale
): string {
  const units = {
    times: m.rules_unit_times,
    minutes: m.rules_unit_minutes,
    pieces: m.rules_unit_pieces
  };
  const parts = [
    units[unit]({}, { locale }),
    ...attributes.map((each) => attributeText(each, locale)),
    ...(claimable ? [m.rules_activity_claimable({}, { locale })] : []),
    ...(trigger ? [triggerText(trigger, locale)] : [])
  ];
  const details = parts.join(m.rules_list_clauses({}, { locale }));
  return m.rules_activity_text({ activity: inWords(name, locale), details }, { locale });
}

function attributeText(attribute: Attribute, locale: RuleLocale): string {
  const name = inWords(attribute.name, locale);
  if (attribute.kind === 'scores') {
    return m.rules_attribute_scores({ name, from: attribute.from, to: attribute.to }, { locale });
  }
  if (attribute.kind !== 'choice') return name;
  const options = attribute.options
    .map((option) => inWords(option.name, locale))
    .join(m.rules_list_comma({}, { locale }));
  return m.rules_attribute_choice({ name, options }, { locale });
}

function groupText({ name, stack }: RuleGroup, locale: RuleLocale): string {
  const stacks = {
    add: m.rules_group_add,
    highest: m.rules_group_highest,
    first: m.rules_group_first
  };
  return stacks[stack]({ group: inWords(name, locale) }, { locale });
}
