import type { Span } from '../door/window';
import { instantOf, isCivilDate } from '../shared/civil-time';
import { refuse, type Refused } from '../shared/result';

/**
 * When an event is, from a civil date and two wall-clock times (`HH:MM`) in a zone. The residents'
 * home closes at night: an end that is not after the start is refused. Refuses `event_date_wrong`
 * and `event_overnight`.
 */
export function spanOn(
  { date, from, to }: { date: string; from: string; to: string },
  timeZone: string
): Span | Refused {
  if (!isCivilDate(date)) return refuse('event_date_wrong', { field: 'date' });
  if (to <= from) return refuse('event_overnight', { field: 'to' });
  return {
    startsAt: new Date(instantOf(date, timeZone, from)),
    endsAt: new Date(instantOf(date, timeZone, to))
  };
}

/** People who wait for an event together: the number they were given, and how many they are. */
export interface WaitingGroup {
  seq: number;
  size: number;
}

/**
 * Whose turn it is when places are free: those who wait are asked in the order of their numbers. A
 * group goes in whole or not at all; one that is larger than what is left keeps its number, and
 * smaller ones behind it may pass, because an empty chair helps nobody.
 * @returns the numbers of the groups that move up
 */
export function groupsThatFit(waiting: readonly WaitingGroup[], free: number): number[] {
  const moving: number[] = [];
  let left = free;
  for (const { seq, size } of [...waiting].sort((one, other) => one.seq - other.seq)) {
    if (size > left) continue;
    moving.push(seq);
    left -= size;
  }
  return moving;
}
