import type { Standing } from '$lib/communities/standing.server';
import { isOwn } from '$lib/events/attendees.server';
import type { AttendeeRow } from '$lib/events/manage-read.server';

/** Whether an attendance is the viewer's own or of the household, which others confirm. */
export function isOwnRow(row: AttendeeRow, { accountId, people, offices }: Standing): boolean {
  const officer = people.find(({ id }) => offices.some(({ member_id }) => member_id === id));
  return isOwn(row, accountId, officer?.household_id ?? null);
}
