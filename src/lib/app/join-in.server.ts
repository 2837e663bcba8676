import { occasionRow, type OccasionWords } from '../door/occasion-row';
import type { Sql } from '../db/types.server';
import { listMyEvents, listUpcomingEvents, type EventSummary } from '../events/read.server';
import { byDay } from '../shared/by-day';
import { writeCursor, type Cursor } from '../shared/cursor';
import { dayWords, type Locale } from '../ui/words';
import { listMyShifts, listUpcomingShifts, type ShiftSummary } from '../volunteering/read.server';

/** Who asks for what is on, and how it is written. */
export interface JoinInViewer {
  communityId: string;
  /** Address of the community: /c/baiyang. */
  base: string;
  member: { id: string; household_id: string | null };
  now: Date;
  locale: Locale;
  timeZone: string;
}

export interface JoinInFilter {
  kind: 'all' | 'shifts' | 'events';
  openOnly: boolean;
  /** Only shifts of this team. */
  teamId: string | null;
  after: Cursor | null;
  limit: number;
}

const MINE = 10;

/** What the viewer and the household take part in, shifts and events together, soonest first. */
export async function listMine(tx: Sql, viewer: JoinInViewer): Promise<OccasionWords[]> {
  const { communityId, member, now } = viewer;
  const shifts = await listMyShifts(tx, communityId, member.id, now, MINE);
  const events = await listMyEvents(tx, communityId, member, now, MINE);
  return merged(shifts, events)
    .slice(0, MINE)
    .map((one) => rowOf(one, viewer));
}

/** A page of what is on, shifts and events together by day, and where the next one begins. */
export async function listOnOffer(tx: Sql, viewer: JoinInViewer, filter: JoinInFilter) {
  const { communityId, member, now, locale, timeZone } = viewer;
  const { kind, openOnly, teamId, after } = filter;
  const page = { from: now, limit: filter.limit + 1, openOnly, after };
  const shifts =
    kind === 'events'
      ? []
      : await listUpcomingShifts(tx, communityId, member.id, { ...page, teamId });
  const events =
    kind === 'shifts' || teamId ? [] : await listUpcomingEvents(tx, communityId, member, page);
  const found = merged(shifts, events);
  const shown = found.slice(0, filter.limit);
  const last = found.length > filter.limit ? shown.at(-1)?.occasion : undefined;
  const days = byDay(shown, ({ occasion }) => dayWords(occasion.startsAt, now, locale, timeZone));
  return {
    days: days.map(({ day, rows }) => ({
      day,
      rows: rows.map((one) => rowOf(one, viewer, false))
    })),
    next: last ? writeCursor(last.startsAt, last.id) : null
  };
}

type Found =
  { path: 'shifts'; occasion: ShiftSummary } | { path: 'events'; occasion: EventSummary };

/** Both lists in the order of their time and id, which is that of the cursor. */
const merged = (shifts: ShiftSummary[], events: EventSummary[]): Found[] =>
  [
    ...shifts.map((occasion): Found => ({ path: 'shifts', occasion })),
    ...events.map((occasion): Found => ({ path: 'events', occasion }))
  ].sort(
    ({ occasion: one }, { occasion: other }) =>
      one.startsAt.getTime() - other.startsAt.getTime() || (one.id < other.id ? -1 : 1)
  );

const rowOf = ({ path, occasion }: Found, viewer: JoinInViewer, showDay = true): OccasionWords =>
  occasionRow(occasion, `${viewer.base}/${path}/${occasion.id}`, { ...viewer, showDay });
