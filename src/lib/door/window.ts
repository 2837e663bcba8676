import { refuse, type Refused } from '../shared/result';
import type { CheckInEvidence } from './evidence';

/** Check-in is open from an hour before the start until half an hour after the end. */
export const OPENS_BEFORE_MINUTES = 60;
export const CLOSES_AFTER_MINUTES = 30;

const MS_PER_MINUTE = 60_000;
/** A check-in that waited longer in a phone without network no longer counts as an arrival. */
const OLDEST_MS = 12 * 60 * MS_PER_MINUTE;
/** One that waited longer is recorded as late. */
const LATE_MS = 15 * MS_PER_MINUTE;
/** So long after a changing code began to be shown it is still fresh: three of its steps. */
const LIVE_MS = 90_000;

/** What people come to: a shift, an event. */
export interface Span {
  startsAt: Date;
  endsAt: Date;
}

/** Where it stands in time. */
export type Phase = 'upcoming' | 'running' | 'over' | 'cancelled';

export function phaseOf(occasion: Span & { cancelled: boolean }, now: Date): Phase {
  if (occasion.cancelled) return 'cancelled';
  if (now < occasion.startsAt) return 'upcoming';
  return now < occasion.endsAt ? 'running' : 'over';
}

export const plannedMinutes = ({ startsAt, endsAt }: Span): number =>
  Math.round((endsAt.getTime() - startsAt.getTime()) / MS_PER_MINUTE);

/** When people may check in, both ends included. */
export const checkInWindow = ({ startsAt, endsAt }: Span): { opens: Date; closes: Date } => ({
  opens: new Date(startsAt.getTime() - OPENS_BEFORE_MINUTES * MS_PER_MINUTE),
  closes: new Date(endsAt.getTime() + CLOSES_AFTER_MINUTES * MS_PER_MINUTE)
});

/** Which code somebody has shown to be at the place; one that changes says when it was shown. */
export type Shown = { by: 'poster' | 'code' } | { by: 'live'; shownAt: Date };

interface ArrivalTimes {
  now: Date;
  phoneAt: Date | null;
  scannedAt: Date | null;
}

/**
 * When somebody arrived and how well that is known. The time is that of the scan, which the server
 * signed, else the phone's when the command waited offline, else now; it counts only inside the
 * window, not in the future and at most 12 hours old. What rests on nothing but a phone's own time
 * and comes a quarter of an hour later or more is `late`: a photo of the poster can be passed on.
 * Refuses `check_in_early`, `check_in_over`, `check_in_stale` for a changing code that is over.
 */
export function judgeArrival(
  occasion: Span,
  shown: Shown,
  times: ArrivalTimes
): { arrivedAt: Date; evidence: CheckInEvidence } | Refused {
  if (shown.by === 'live') return judgeLive(occasion, shown.shownAt, times);
  const arrivedAt = arrivalTime(occasion, times);
  if (!(arrivedAt instanceof Date)) return arrivedAt;
  const isWitnessed = arrivedAt === times.scannedAt || isWithin(arrivedAt, times.now, LATE_MS);
  return { arrivedAt, evidence: isWitnessed ? shown.by : 'late' };
}

/** A code that changes proves its own time: fresh when scanned or sent, else believed as `late`. */
function judgeLive(occasion: Span, shownAt: Date, { now, phoneAt, scannedAt }: ArrivalTimes) {
  const seenAt = scannedAt ?? now;
  if (isWithin(shownAt, seenAt, LIVE_MS)) {
    const arrivedAt = arrivalTime(occasion, { now, scannedAt, phoneAt: null });
    return arrivedAt instanceof Date ? { arrivedAt, evidence: 'live' as const } : arrivedAt;
  }
  if (!phoneAt || !isWithin(shownAt, phoneAt, LIVE_MS)) return refuse('check_in_stale');
  const arrivedAt = arrivalTime(occasion, { now, scannedAt: shownAt, phoneAt: null });
  return arrivedAt instanceof Date ? { arrivedAt, evidence: 'late' as const } : arrivedAt;
}

function arrivalTime(occasion: Span, { now, scannedAt, phoneAt }: ArrivalTimes): Date | Refused {
  const { opens, closes } = checkInWindow(occasion);
  const arrival = [scannedAt, phoneAt, now].find(
    (at) => at !== null && at >= opens && at <= closes && isWithin(at, now, OLDEST_MS)
  );
  if (arrival) return arrival;
  return refuse(now < opens ? 'check_in_early' : 'check_in_over');
}

/** For an act of somebody who is there: the phone's time when it can be true. */
export const actedAt = (now: Date, phoneAt: Date | null): Date =>
  phoneAt && isWithin(phoneAt, now, OLDEST_MS) ? phoneAt : now;

/** Whether a time lies before another, by no more than so many milliseconds. */
function isWithin(at: Date, before: Date, ms: number): boolean {
  const age = before.getTime() - at.getTime();
  return age >= 0 && age <= ms;
}
