import { m } from '../paraglide/messages';
import type { Fraction } from '../shared/fraction';
import { dayWords, fullDateWords, timeWords, type Locale } from '../ui/words';
import type { VoteResult, VoteSummary } from './read.server';
import { baseOf, CHOICES, type Choice, type Verdict } from './verdict';
import { timeLeft } from './vote';
import {
  countsOf,
  outcomeWords,
  secrecyWords,
  withheldWords,
  type Secrecy
} from './secrecy-words.server';
import { thresholdsOf, type Vote } from './votes.server';

/** A vote in words, made on the server so that residents' phones load none of them. */

export interface VoteView {
  id: string;
  question: string;
  compactId: string;
  /** 邻里公约 第 2 版. */
  about: string;
  state: VoteSummary['state'];
  badge: { tone: 'plain' | 'good' | 'waiting' | 'warn'; text: string };
  /** One line for lists: until when, or with which figures it ended. */
  line: string;
  /** What applies to it, for the page. */
  facts: { name: string; text: string }[];
  /** 90 人中已有 62 人参加. */
  turnout: { onRoll: number; turnedOut: number; words: string } | null;
  result: ResultView | null;
  callOffReason: string | null;
  /** How a secret vote is kept secret, and what that does not cover; null for open ones. */
  secrecy: Secrecy | null;
}

export interface ResultView {
  verdict: Verdict;
  title: string;
  reason: string;
  /** For the bars and their table; none where only the outcome is published. */
  rows: { name: string; count: number; share: number }[];
  /** Why only the outcome is published; null where the figures are. */
  withheld: string | null;
  countedAt: string;
}

/** In which language, for which clock, and when. */
export interface Reader {
  locale: Locale;
  timeZone: string;
  now: Date;
}

/** @param asStaff says how the vote stands, not how the reader stands to it */
export function viewVote(summary: VoteSummary, reader: Reader, asStaff = false): VoteView {
  const { vote, state, compact, versionNumber, onRoll, turnedOut, result } = summary;
  const title = (reader.locale === 'en' && compact.titleEn) || compact.title;
  return {
    id: vote.id,
    question: vote.question,
    compactId: compact.id,
    about: m.compacts_about_version({ title, number: versionNumber }),
    state,
    badge: asStaff && state === 'open' ? isOpen() : badgeOf(summary),
    line: lineOf(summary, reader),
    facts: factsOf(summary, reader),
    turnout:
      vote.opened_at && state !== 'called_off'
        ? { onRoll, turnedOut, words: turnoutWords(vote, onRoll, turnedOut) }
        : null,
    result: result && viewResult(vote, result, reader),
    callOffReason: vote.call_off_reason,
    secrecy: vote.ballot === 'secret' ? secrecyWords() : null
  };
}

function badgeOf({ state, result, mine, vote }: VoteSummary): VoteView['badge'] {
  if (state === 'called_off') return { tone: 'plain', text: m.compacts_badge_called_off() };
  if (state === 'counting') return { tone: 'waiting', text: m.compacts_badge_counting() };
  if (state === 'coming') return { tone: 'plain', text: m.compacts_badge_coming() };
  if (result) return VERDICT_BADGES[result.verdict]();
  if (!mine.onRoll) return { tone: 'plain', text: m.compacts_badge_not_on_roll() };
  if (!mine.castAt) return { tone: 'waiting', text: m.compacts_badge_waits() };
  return {
    tone: 'good',
    text:
      vote.electorate === 'household'
        ? m.compacts_badge_household_voted()
        : m.compacts_badge_voted()
  };
}

const isOpen = (): VoteView['badge'] => ({ tone: 'good', text: m.compacts_badge_open() });

const VERDICT_BADGES: Record<Verdict, () => VoteView['badge']> = {
  adopted: () => ({ tone: 'good', text: m.compacts_verdict_adopted() }),
  rejected: () => ({ tone: 'warn', text: m.compacts_verdict_rejected() }),
  failed: () => ({ tone: 'plain', text: m.compacts_verdict_failed() })
};

function lineOf({ vote, state, result }: VoteSummary, reader: Reader): string {
  if (result) {
    const date = fullDateWords(vote.closes_at, reader.locale, reader.timeZone);
    const counts = countsOf(result);
    if (!counts) return m.compacts_line_outcome({ date });
    const { in_favour: inFavour, against, abstaining } = counts;
    return m.compacts_line_figures({ date, inFavour, against, abstaining });
  }
  if (state === 'called_off' && vote.ended_at) {
    return fullDateWords(vote.ended_at, reader.locale, reader.timeZone);
  }
  if (state === 'coming')
    return m.compacts_line_opens({ when: momentWords(vote.opens_at, reader) });
  if (state === 'counting') return m.compacts_line_counting();
  return m.compacts_line_until({
    when: momentWords(vote.closes_at, reader),
    left: leftWords(vote.closes_at, reader.now)
  });
}

/** 还有 2 天 3 小时 · 2 d 3 h left. */
export function leftWords(until: Date, now: Date): string {
  const { days, hours, minutes } = timeLeft(until, now);
  if (days > 0) return m.compacts_left_days({ days, hours });
  return hours > 0
    ? m.compacts_left_hours({ hours, minutes })
    : m.compacts_left_minutes({ minutes });
}

function factsOf({ vote, gridName, onRoll }: VoteSummary, reader: Reader): VoteView['facts'] {
  const who = vote.electorate === 'household' ? m.compacts_by_household() : m.compacts_by_member();
  const where = gridName ?? m.compacts_whole_community();
  const frozen = vote.opened_at ? rollWords(vote, onRoll) : m.compacts_roll_later();
  return [
    {
      name: m.compacts_fact_time(),
      text: m.compacts_from_to({
        from: momentWords(vote.opens_at, reader),
        to: momentWords(vote.closes_at, reader)
      })
    },
    { name: m.compacts_fact_who(), text: `${where} · ${who}\n${frozen}` },
    {
      name: m.compacts_fact_ballot(),
      text: vote.ballot === 'secret' ? m.compacts_ballot_secret() : m.compacts_ballot_open()
    },
    { name: m.compacts_fact_needs(), text: `${turnoutNeed(vote)}\n${approvalNeed(vote)}` }
  ];
}

const rollWords = ({ electorate }: Vote, count: number): string =>
  electorate === 'household'
    ? m.compacts_roll_households({ count })
    : m.compacts_roll_members({ count });

const turnoutWords = ({ electorate }: Vote, onRoll: number, turnedOut: number): string =>
  electorate === 'household'
    ? m.compacts_turnout_households({ onRoll, turnedOut })
    : m.compacts_turnout_members({ onRoll, turnedOut });

const share = ({ numerator, denominator }: Fraction): string => `${numerator}/${denominator}`;

const turnoutNeed = (vote: Vote): string =>
  vote.turnout_numerator === 0
    ? m.compacts_need_no_turnout()
    : m.compacts_need_turnout({ share: share(thresholdsOf(vote).turnout) });

function approvalNeed(vote: Vote): string {
  const of = {
    for_and_against: m.compacts_of_for_and_against,
    cast: m.compacts_of_cast,
    roll: m.compacts_of_roll
  }[vote.approval_of]();
  const needed = share(thresholdsOf(vote).approval);
  return vote.approval_rule === 'more_than'
    ? m.compacts_need_more_than({ of, share: needed })
    : m.compacts_need_at_least({ of, share: needed });
}

const CHOICE_WORDS: Record<Choice, () => string> = {
  in_favour: m.compacts_choice_in_favour,
  against: m.compacts_choice_against,
  abstaining: m.compacts_choice_abstaining
};

export const choiceWords = (choice: Choice): string => CHOICE_WORDS[choice]();

function viewResult(vote: Vote, result: VoteResult, reader: Reader): ResultView {
  const ballots = Math.max(1, result.turned_out);
  const counts = countsOf(result);
  return {
    verdict: result.verdict,
    title: VERDICT_BADGES[result.verdict]().text,
    reason: reasonWords(vote, result),
    rows: counts
      ? CHOICES.map((choice) => ({
          name: choiceWords(choice),
          count: counts[choice],
          share: Math.round((1000 * counts[choice]) / ballots) / 10
        }))
      : [],
    withheld: counts ? null : withheldWords(result.reason),
    countedAt: momentWords(result.counted_at, reader)
  };
}

/** Why: the figures beside what was needed, so that anybody can check. */
function reasonWords(vote: Vote, result: VoteResult): string {
  const { on_roll: onRoll, turned_out: turnedOut } = result;
  const counts = countsOf(result);
  if (!counts) return outcomeWords(result.reason, neededWords(vote, onRoll, turnedOut));
  const count = { ...counts, onRoll, turnedOut };
  const figures = {
    ...neededWords(vote, onRoll, turnedOut),
    inFavour: counts.in_favour,
    base: baseOf(count, thresholdsOf(vote))
  };
  switch (result.reason) {
    case 'approved':
      return m.compacts_reason_approved(figures);
    case 'not_approved':
      return m.compacts_reason_not_approved(figures);
    case 'too_few_took_part':
      return m.compacts_reason_too_few(figures);
    case 'never_opened':
      return m.compacts_reason_never_opened();
    case 'counts_differ':
      return m.compacts_reason_counts_differ();
    case 'key_missing':
      return m.compacts_reason_key_missing();
  }
}

const neededWords = (vote: Vote, onRoll: number, turnedOut: number) => ({
  turnout: turnoutWords(vote, onRoll, turnedOut),
  turnoutNeed: turnoutNeed(vote),
  approvalNeed: approvalNeed(vote)
});

/** 周六晚上 8:00 · Saturday 8 pm; other days with their date. */
export function momentWords(at: Date, { locale, timeZone, now }: Reader): string {
  const join = locale === 'zh' ? '' : ' ';
  return dayWords(at, now, locale, timeZone) + join + timeWords(at, locale, timeZone);
}
