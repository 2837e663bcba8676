import { isCivilDate } from '../shared/civil-time';
import { z } from 'zod';
import { en, zhCN } from 'zod/locales';
import { getLocale } from '../paraglide/runtime';
import { ACTIVITY_UNITS, END_PERIODS, FAMILIES, HELD_OFFICES, HOLDERS } from './model';
import { PERIODS, ROUNDINGS, SMALLEST_UNITS } from './model';
import type { RuleSet } from './model';
import { MAX_SCORE } from './compute';
import { referenceProblems, type RuleSetProblem } from './references';
import type { RuleLocale } from './words';

export type { RuleSetProblem } from './references';

/** Sizes up to which a rule set is accepted; the cost of judging a fact is bounded by them. */
export const RULE_SET_BOUNDS = {
  activities: 500,
  rules: 1000,
  caps: 500,
  groups: 200,
  listed: 100,
  words: 500,
  points: 1_000_000,
  quantity: 1_000_000,
  factors: 3,
  factor: 100,
  cooldown: 3660,
  lifetime: 120,
  windows: 12,
  score: MAX_SCORE
} as const;

/**
 * Reads a stored or entered document: a rule set that the fold can run, or every problem found,
 * each with its place (`rules.2.award.step`) and a sentence in the language
 * asked for, otherwise in that of the request.
 */
export function parseRuleSet(
  document: unknown,
  locale?: RuleLocale
): { ok: RuleSet } | { problems: RuleSetProblem[] } {
  const words = (locale ?? getLocale()) === 'zh' ? zhCN() : en();
  const parsed = ruleSetSchema.safeParse(document, { error: words.localeError });
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({
      path: issue.path.map(String).join('.'),
      message: issue.message
    }));
    return { problems };
  }
  const problems = referenceProblems(parsed.data, locale);
  return problems.length > 0 ? { problems } : { ok: parsed.data };
}

const bounds = RULE_SET_BOUNDS;
const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use lower-case letters, digits and hyphens')
  .max(64);
const text = z.string().trim().min(1).max(bounds.words);
const words = z.strictObject({ zh: text, en: text.optional() });
const clause = z.string().trim().min(1).max(20);
const points = z.int().min(0).max(bounds.points);
const quantity = z.int().min(1).max(bounds.quantity);
const limit = z.int().min(0).max(bounds.points);
const number = z.number().min(-1e12).max(1e12);
const date = z.string().refine(isCivilDate, 'Not a date of the calendar (YYYY-MM-DD)');
const value = z.string().min(1).max(64);
const score = z.int().min(0).max(bounds.score);
const listed = <T extends z.ZodType>(item: T) => z.array(item).min(1).max(bounds.listed);

const attribute = z.discriminatedUnion('kind', [
  z.strictObject({
    id,
    name: words,
    kind: z.literal('choice'),
    options: listed(z.strictObject({ value, name: words }))
  }),
  z.strictObject({ id, name: words, kind: z.literal('number') }),
  z.strictObject({ id, name: words, kind: z.literal('yes_no') }),
  z.strictObject({ id, name: words, kind: z.literal('text') }),
  z.strictObject({ id, name: words, kind: z.literal('scores'), from: score, to: score })
]);

const trigger = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('office_month'), office: z.enum(HELD_OFFICES) }),
  z.strictObject({ on: z.literal('newcomer') })
]);

const activity = z.strictObject({
  id,
  family: z.enum(FAMILIES),
  name: words,
  unit: z.enum(ACTIVITY_UNITS),
  attributes: z.array(attribute).max(bounds.listed),
  claimable: z.literal(true).optional(),
  trigger: trigger.optional()
});

const test = z.discriminatedUnion('test', [
  z.strictObject({ test: z.literal('is_one_of'), attribute: id, values: listed(value) }),
  z.strictObject({ test: z.literal('at_least'), attribute: id, number }),
  z.strictObject({ test: z.literal('at_most'), attribute: id, number }),
  z.strictObject({ test: z.literal('between'), attribute: id, from: number, to: number }),
  z.strictObject({ test: z.literal('is_true'), attribute: id })
]);

const condition = z.union([
  test,
  z.strictObject({ test: z.literal('any_of'), tests: listed(test) })
]);

const conditions = z.array(condition).max(bounds.listed);
const rounding = z.enum(ROUNDINGS);

const award = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), points }),
  z.strictObject({
    kind: z.literal('per_unit'),
    points,
    per: quantity,
    step: quantity,
    rounding,
    most: quantity.optional()
  }),
  z.strictObject({
    kind: z.literal('table'),
    attribute: id,
    levels: listed(z.strictObject({ value, points }))
  }),
  z.strictObject({
    kind: z.literal('bands'),
    bands: listed(z.strictObject({ from: quantity, below: quantity.optional(), points }))
  }),
  z.strictObject({
    kind: z.literal('mean'),
    attribute: id,
    least: z.int().min(1).max(bounds.listed),
    points,
    per: quantity,
    rounding
  })
]);

const dates = z.strictObject({ from: date.optional(), until: date.optional() });

const fraction = z.strictObject({
  numerator: z.int().min(0).max(bounds.factor),
  denominator: z.int().min(1).max(bounds.factor)
});

const multiply = z.strictObject({
  rounding,
  factors: z
    .array(z.strictObject({ by: fraction, during: dates.optional(), where: conditions }))
    .min(1)
    .max(bounds.factors)
});

const cooldown = z.strictObject({
  days: z.int().min(1).max(bounds.cooldown),
  holder: z.enum(['member', 'household'])
});

const rule = z.strictObject({
  id,
  clause,
  activity: id,
  where: conditions,
  award,
  multiply: multiply.optional(),
  cooldown: cooldown.optional(),
  during: dates.optional(),
  group: id.optional()
});

const holder = z.enum(HOLDERS);
const period = z.enum(PERIODS);

const group = z.strictObject({
  id,
  name: words,
  stack: z.enum(['add', 'highest', 'first']),
  across: z.strictObject({ holder, period, same: id.optional() }).optional()
});

const cap = z.strictObject({
  id,
  clause,
  over: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('all') }),
    z.strictObject({ kind: z.literal('group'), group: id }),
    z.strictObject({ kind: z.literal('rule'), rule: id })
  ]),
  at_most: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('points'), points: limit }),
    z.strictObject({ kind: z.literal('times'), times: limit })
  ]),
  holder,
  period
});

const end = z.enum(END_PERIODS);

const expiry = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('lifetime'),
    clause,
    months: z.int().min(0).max(bounds.lifetime),
    until: end
  }),
  z.strictObject({
    kind: z.literal('clearing'),
    clause,
    every: end,
    carried: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('points'), points: limit }),
        z.strictObject({ kind: z.literal('share'), share: fraction, rounding })
      ])
      .optional()
  })
]);

const dayOfPeriod = z.strictObject({ month: z.int().min(1).max(12), day: z.int().min(1).max(31) });

const redemption = z.strictObject({
  clause,
  windows: z
    .array(z.strictObject({ every: end, from: dayOfPeriod, until: dayOfPeriod }))
    .max(bounds.windows),
  least: z.int().min(1).max(bounds.points).optional()
});

const deductions = z.strictObject({
  vote: z.uuid().optional(),
  items: listed(
    z.strictObject({ id, clause, name: words, points: z.int().min(1).max(bounds.points) })
  )
});

/** The shape of the document; what must hang together within it is in `references.ts`. */
export const ruleSetSchema = z.strictObject({
  title: words,
  source: words.optional(),
  account: z.enum(['member', 'household']),
  unit_name: words.extend({ en_one: text.optional() }),
  smallest_unit: z.enum(SMALLEST_UNITS),
  notice_days: z.int().min(0).max(365),
  activities: z.array(activity).max(bounds.activities),
  groups: z.array(group).max(bounds.groups),
  rules: z.array(rule).max(bounds.rules),
  caps: z.array(cap).max(bounds.caps),
  expiry: expiry.optional(),
  redemption: redemption.optional(),
  deductions: deductions.optional()
});
