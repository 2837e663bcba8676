import type { Sql } from '$lib/db/types.server';
import { listRooms } from '$lib/events/rooms.server';
import { listShiftActivities } from '$lib/rules/read.server';
import { inWords } from '$lib/rules/words';

/** The rooms and activities among which a planner chooses. */
export async function eventChoices(tx: Sql, communityId: string, now: Date, locale: 'zh' | 'en') {
  const activities = await listShiftActivities(tx, communityId, now);
  return {
    rooms: await listRooms(tx, communityId),
    activities: activities.map(({ id, name }) => ({ id, name: inWords(name, locale) }))
  };
}
