import { addDays, instantOf, isCivilDate } from '../shared/civil-time';
import { refuse, type Refused } from '../shared/result';
import { plannedMinutes, type Span } from '../door/window';
import { LONGEST_SHIFT_MINUTES } from './shift';

export const MOST_REPEATS = 12;

/**
 * When a shift is, from a civil date and two wall-clock times (`HH:MM`) in a zone. An end that is
 * not after the start is on the next day. Refuses `shift_date_wrong` and `shift_too_long`.
 */
export function spanOn(
  day: { date: string; from: string; to: string },
  timeZone: string
): Span | Refused {
  const { date, from, to } = day;
  if (!isCivilDate(date)) return refuse('shift_date_wrong', { field: 'date' });
  const lastDate = to > from ? date : addDays(date, 1);
  const span = {
    startsAt: new Date(instantOf(date, timeZone, from)),
    endsAt: new Date(instantOf(lastDate, timeZone, to))
  };
  const isTooLong = plannedMinutes(span) > LONGEST_SHIFT_MINUTES;
  return isTooLong
    ? refuse('shift_too_long', { field: 'to', hours: LONGEST_SHIFT_MINUTES / 60 })
    : span;
}
