import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { holds, readStanding, type Standing } from '../communities/standing.server';
import type { Office } from '../communities/tables.server';

type CommunityEvent = Pick<RequestEvent, 'locals' | 'params' | 'url' | 'cookies'>;

/** The cookie that says as which member the account acts; checked against the database each time. */
export const PERSON_COOKIE = 'person';

/**
 * The viewer's standing in the community of the address. Without a session: to sign in and back.
 * Not a member and no such community are the same 404.
 */
export async function standingOf(event: CommunityEvent): Promise<Standing> {
  const { locals, params, url, cookies } = event;
  if (!locals.account) {
    redirect(303, `/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`);
  }
  locals.standing ??= readStanding(
    locals.app.db,
    locals.account.id,
    params.community ?? '',
    cookies.get(PERSON_COOKIE) ?? null
  );
  return (await locals.standing) ?? error(404);
}

/** As `standingOf`, for pages of officers: others get the same 404 as for a page that is not there. */
export async function officerStanding(
  event: CommunityEvent,
  ...offices: Office[]
): Promise<Standing> {
  const standing = await standingOf(event);
  return holds(standing, ...offices) ? standing : error(404);
}
