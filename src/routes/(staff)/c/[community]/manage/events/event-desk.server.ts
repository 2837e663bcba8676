import { atDesk, type Desk } from '$lib/app/officer.server';
import type { Sql } from '$lib/db/types.server';
import { readEvent, type EventDetail } from '$lib/events/detail.server';
import { error, type RequestEvent } from '@sveltejs/kit';

type DeskEvent = Pick<RequestEvent, 'locals' | 'params' | 'url' | 'cookies' | 'request'>;

/** Reads for those who run events, with the event of the address. */
export const withEvent = <T>(
  request: DeskEvent,
  read: (tx: Sql, desk: Desk & { event: EventDetail }) => Promise<T>
): Promise<T> =>
  atDesk(request, 'runEvents', async (tx, desk) => {
    const event = await readEvent(tx, desk.communityId, request.params.event ?? '');
    if (!event) error(404);
    return read(tx, { ...desk, event });
  });
