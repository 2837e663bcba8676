import type { Sql } from '$lib/db/types.server';
import { listRooms } from '$lib/events/rooms.server';
import { listActivitiesAhead } from '$lib/rules/read.server';
import { inWords } from '$lib/rules/words';

/** The rooms and activities among which a planner chooses for an event from a moment on. */
export async function eventChoices(tx: Sql, communityId: string, from: Date, locale: 'zh' | 'en') {
  const activities = await listActivitiesAhead(tx, communityId, from);
  return {
    rooms: await listRooms(tx, communityId),
    activities: activities.map(({ id, name }) => ({ id, name: inWords(name, locale) }))
  };
}
