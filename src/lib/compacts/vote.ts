/** The forms that a vote may take, and where it stands. Pure; `now` is passed in. */

export const ELECTORATES = ['member', 'household'] as const;
export type Electorate = (typeof ELECTORATES)[number];

export const BALLOTS = ['secret', 'open'] as const;
export type Ballot = (typeof BALLOTS)[number];

/** `counting`: closed by the clock, and not counted yet. */
export type VoteState = 'coming' | 'open' | 'counting' | 'counted' | 'called_off';

interface Moments {
  closesAt: Date;
  openedAt: Date | null;
  endedAt: Date | null;
  calledOff: boolean;
}

export function voteState(vote: Moments, now: Date): VoteState {
  if (vote.calledOff) return 'called_off';
  if (vote.endedAt) return 'counted';
  if (now >= vote.closesAt) return 'counting';
  return vote.openedAt ? 'open' : 'coming';
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const LEAST_MINUTES = 10;
export const MOST_DAYS = 60;

/** Whether a vote may last from one moment to the other. */
export const isPossibleSpan = (opens: Date, closes: Date): boolean =>
  closes.getTime() - opens.getTime() >= LEAST_MINUTES * MINUTE &&
  closes.getTime() - opens.getTime() <= MOST_DAYS * DAY;

/** What is left until a moment, in its largest two units; rounded down. */
export function timeLeft(until: Date, now: Date): { days: number; hours: number; minutes: number } {
  const left = Math.max(0, until.getTime() - now.getTime());
  return {
    days: Math.floor(left / DAY),
    hours: Math.floor((left % DAY) / HOUR),
    minutes: Math.floor((left % HOUR) / MINUTE)
  };
}
