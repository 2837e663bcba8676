import { m } from '../paraglide/messages';
import { civilDay, periodKey } from '../shared/civil-time';
import type { Receipt } from './award';
import { computationText } from './computation-text';
import { versionInForce } from './fold';
import type { Activity, RuleSet, RuleTimeline } from './model';
import type { Left, Preview } from './outlook';
import { receiptText } from './receipt-text';
import { isRecorded } from './recorded';
import { inPoints } from './scale';
import { inWords, limitText, pointsText, quantityText, thisHolder, withinPeriod } from './words';
import type { RuleLocale } from './words';

/** What somebody might do, by whom is known elsewhere. */
interface Deed {
  activity: string;
  occurredAt: Date;
  quantity: number;
  attributes?: Record<string, string | boolean>;
}

interface Answers {
  timeline: RuleTimeline;
  preview(deed: Deed): Preview;
  left(deed: Deed): Left[];
}

/** What a deed would give, ready to be shown. */
export interface Gives {
  /** Points; null where nothing is counted. */
  points: number | null;
  /** More, where it depends on something that only the doing shows. */
  most?: number;
  unit: string;
  /** How it comes about, and what stands in the way of more. */
  text: string;
}

/** A limit of a period that runs now. */
export interface LimitWords {
  id: string;
  title: string;
  meta: string;
  /** Points or times that are left, as text with the unit. */
  left: string;
  isSpent: boolean;
}

/** Puts answers about what may come into words, and remembers which limits they met. */
export class ProspectWords {
  readonly #answers: Answers;
  readonly #now: Date;
  readonly #locale: RuleLocale;
  readonly #met = new Map<string, LimitWords>();
  readonly #given = new Map<string, { preview: Preview; left: Left[] }>();

  constructor(answers: Answers, now: Date, locale: RuleLocale) {
    this.#answers = answers;
    this.#now = now;
    this.#locale = locale;
  }

  get locale(): RuleLocale {
    return this.#locale;
  }

  /** What a deed would give; nothing for what counts as nothing. */
  gives(deed: Deed | '' | null): Gives {
    const locale = this.#locale;
    const rules = deed ? this.#rulesOn(deed.occurredAt) : null;
    const none = { points: null, unit: '', text: m.points_week_uncounted({}, { locale }) };
    if (!deed || !rules) return none;
    const { preview, left } = this.#ask(deed);
    if (preview.receipts.every(({ kind }) => kind === 'nothing')) return none;
    const later = left.filter((each) => !this.#isNow(each, deed.occurredAt));
    for (const each of left) {
      if (!later.includes(each)) this.#meet(each, rules, deed);
    }
    const tightest = later
      .filter(({ cap }) => cap.at_most.kind === 'points')
      .sort((one, other) => one.remained - other.remained)[0];
    const texts = preview.receipts.map((receipt) => this.#textOf(receipt)).filter(Boolean);
    if (tightest) texts.push(this.#laterText(tightest, rules));
    return {
      points: inPoints(preview.points, rules.smallest_unit),
      unit: inWords(rules.unit_name, locale),
      text: texts.join(m.rules_list_clauses({}, { locale }))
    };
  }

  /** The limits that everything asked so far counts against, those with the least left first. */
  limits(): LimitWords[] {
    return [...this.#met.values()].sort(
      (one, other) => Number(other.isSpent) - Number(one.isSpent)
    );
  }

  #ask(deed: Deed): { preview: Preview; left: Left[] } {
    const { activity, quantity, attributes, occurredAt } = deed;
    const key = JSON.stringify([activity, this.#dayOf(occurredAt), quantity, attributes]);
    const known = this.#given.get(key);
    if (known) return known;
    const asked = { preview: this.#answers.preview(deed), left: this.#answers.left(deed) };
    this.#given.set(key, asked);
    return asked;
  }

  #rulesOn(at: Date): RuleSet | null {
    return versionInForce(this.#answers.timeline, at.getTime())?.rule_set ?? null;
  }

  #dayOf(at: Date): number {
    return civilDay(at.getTime(), this.#answers.timeline.time_zone);
  }

  #isNow({ cap }: Left, at: Date): boolean {
    return periodKey(this.#dayOf(at), cap.period) === periodKey(this.#dayOf(this.#now), cap.period);
  }

  #meet({ cap, over, used, remained }: Left, rules: RuleSet, { activity }: Deed): void {
    const locale = this.#locale;
    const named = rules.activities.find(({ id }) => id === activity);
    const title =
      over.kind === 'all'
        ? m.rules_sentence_over_all({}, { locale })
        : over.kind === 'group'
          ? inWords(over.name, locale)
          : named
            ? inWords(named.name, locale)
            : activity;
    const isTimes = cap.at_most.kind === 'times';
    const amount = (count: number) =>
      isTimes ? quantityText(count, 'times', locale) : pointsText(count, rules, locale);
    this.#met.set(cap.id, {
      id: cap.id,
      title,
      meta: m.points_week_limit(
        { limit: limitText(cap, rules, locale), used: amount(used) },
        { locale }
      ),
      left: m.points_week_left(
        {
          holder: thisHolder(cap.holder, locale),
          period: withinPeriod(cap.period, locale),
          left: amount(remained)
        },
        { locale }
      ),
      isSpent: remained === 0
    });
  }

  /** How it was counted, and which limit lowers it; for rarer reasons the whole receipt. */
  #textOf(receipt: Receipt): string {
    const locale = this.#locale;
    if (receipt.kind === 'nothing' || receipt.cooldown || receipt.stack) {
      return receiptText(receipt, locale);
    }
    const isPlain = receipt.activity.unit === 'times' && receipt.quantity === 1;
    const bite = receipt.caps.at(-1);
    if (isPlain && !bite) return '';
    const text = computationText(receipt, locale);
    if (!bite) return text;
    const whose = {
      text,
      holder: thisHolder(bite.holder, locale),
      period: withinPeriod(bite.period, locale)
    };
    if (bite.remained === 0) return m.points_week_full(whose, { locale });
    const left = pointsText(bite.remained, receipt, locale);
    return m.points_week_short({ ...whose, left }, { locale });
  }

  #laterText({ cap, remained }: Left, rules: RuleSet): string {
    const locale = this.#locale;
    const holder = thisHolder(cap.holder, locale);
    return m.points_week_left_then(
      { holder, left: pointsText(remained, rules, locale) },
      { locale }
    );
  }
}

const ONE = { times: 1, minutes: 60, pieces: 1 } as const;
const MOST_WAYS = 24;

/** What claiming an activity once, for an hour or a piece, would give: from the least to the most. */
export function claimOffer(
  activity: Activity,
  words: ProspectWords,
  now: Date
): Gives & { title: string } {
  const { locale } = words;
  const quantity = ONE[activity.unit];
  const ways = waysOf(activity).map((attributes) =>
    words.gives({ activity: activity.id, occurredAt: now, quantity, attributes })
  );
  const inOrder = ways.toSorted((one, other) => (one.points ?? 0) - (other.points ?? 0));
  const [least, most] = [inOrder[0], inOrder.at(-1)];
  const title = inWords(activity.name, locale);
  if (!least || !most || most.points === null) {
    return { title, points: null, unit: '', text: m.points_week_depends({}, { locale }) };
  }
  const about = activity.attributes
    .filter(({ id }) => !isRecorded(id))
    .map(({ name }) => inWords(name, locale))
    .join(m.rules_list_comma({}, { locale }));
  if (least.points === most.points) return { ...most, title };
  const counted = quantityText(quantity, activity.unit, locale);
  const text = m.points_week_claim_about({ quantity: counted, about }, { locale });
  return { title, points: least.points ?? 0, most: most.points, unit: most.unit, text };
}

/** Every way to answer the activity's choices; what is free is left open. */
function waysOf({ attributes }: Activity): Record<string, string | boolean>[] {
  let ways: Record<string, string | boolean>[] = [{ evidence: 'claim' }];
  for (const attribute of attributes.filter(({ id }) => !isRecorded(id))) {
    const values =
      attribute.kind === 'choice'
        ? attribute.options.map(({ value }) => value)
        : attribute.kind === 'yes_no'
          ? [false, true]
          : [];
    if (values.length === 0) continue;
    ways = ways.flatMap((way) => values.map((value) => ({ ...way, [attribute.id]: value })));
    if (ways.length > MOST_WAYS) return ways.slice(0, MOST_WAYS);
  }
  return ways;
}
