import { isId } from '../shared/id';

/** The last row of a page, in an address: 2026-03-07T01:00:00.000Z_<id>. */
export const cursorOf = ({ startsAt, id }: { startsAt: Date; id: string }): string =>
  `${startsAt.toISOString()}_${id}`;

/** Null for none and for anything that is not a cursor of ours. */
export function readCursor(text: string | null): { startsAt: Date; id: string } | null {
  const [time = '', id = ''] = text?.split('_') ?? [];
  const startsAt = new Date(time);
  return isId(id) && !Number.isNaN(startsAt.getTime()) ? { startsAt, id } : null;
}

/** The same address with some of its query changed; null takes one away. */
export function withQuery(url: URL, changes: Record<string, string | null>): string {
  const query = new URLSearchParams(url.searchParams);
  query.delete('done');
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  return query.size > 0 ? `?${query}` : url.pathname;
}
