import {
  addDays,
  civilDate,
  civilTime,
  instantOf,
  isCivilDate,
  startOfPeriod
} from '../shared/civil-time';
import type { Span } from '../door/window';

/** A week of rooms: seven civil dates from Monday, and the moments between which they lie. */
export interface Week extends Span {
  days: string[];
  before: string;
  after: string;
}

/** The week that holds a civil date; that of today for anything that is no date. */
export function weekOf(asked: string | null, now: Date, timeZone: string): Week {
  const today = civilDate(now.getTime(), timeZone);
  const monday = startOfPeriod(asked && isCivilDate(asked) ? asked : today, 'week');
  const after = addDays(monday, 7);
  return {
    days: Array.from({ length: 7 }, (_, day) => addDays(monday, day)),
    before: addDays(monday, -7),
    after,
    startsAt: new Date(instantOf(monday, timeZone)),
    endsAt: new Date(instantOf(after, timeZone))
  };
}

interface Held extends Span {
  roomId: string;
  eventId: string;
  title: string;
}

/** What holds a room on a day: 14:00–16:00, as the table of the week says it. */
export const heldOn = <One extends Held>(
  bookings: readonly One[],
  roomId: string,
  date: string,
  timeZone: string
): { eventId: string; title: string; hours: string }[] =>
  bookings
    .filter(
      (held) => held.roomId === roomId && civilDate(held.startsAt.getTime(), timeZone) === date
    )
    .map(({ eventId, title, startsAt, endsAt }) => ({
      eventId,
      title,
      hours: `${civilTime(startsAt.getTime(), timeZone)}–${civilTime(endsAt.getTime(), timeZone)}`
    }));
