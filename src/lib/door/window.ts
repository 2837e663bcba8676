import { refuse, type Refused } from '../shared/result';

/** Check-in is open from an hour before the start until half an hour after the end. */
export const OPENS_BEFORE_MINUTES = 60;
export const CLOSES_AFTER_MINUTES = 30;
/** A check-in that waited longer in a phone without network no longer counts as an arrival. */
export const OLDEST_ARRIVAL_HOURS = 24;

const MS_PER_MINUTE = 60_000;

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

/**
 * The time that counts as the arrival: that of the scan, which the server signed, else the phone's
 * when the command waited offline, else now. A time counts only inside the window, not in the
 * future and at most 24 hours old. Refuses `check_in_early` and `check_in_over`.
 */
export function arrivalTime(
  occasion: Span,
  times: { now: Date; phoneAt: Date | null; scannedAt: Date | null }
): Date | Refused {
  const { opens, closes } = checkInWindow(occasion);
  const { now, scannedAt, phoneAt } = times;
  const arrival = [scannedAt, phoneAt, now].find(
    (at) => at !== null && at >= opens && at <= closes && isRecent(at, now)
  );
  if (arrival) return arrival;
  return refuse(now < opens ? 'check_in_early' : 'check_in_over');
}

/** As `arrivalTime`, for an act of somebody who is there: the phone's time when it can be true. */
export const actedAt = (now: Date, phoneAt: Date | null): Date =>
  phoneAt && isRecent(phoneAt, now) ? phoneAt : now;

function isRecent(at: Date, now: Date): boolean {
  const age = now.getTime() - at.getTime();
  return age >= 0 && age <= OLDEST_ARRIVAL_HOURS * 60 * MS_PER_MINUTE;
}
