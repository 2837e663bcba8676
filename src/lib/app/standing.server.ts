import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { holds, readStanding, type Standing } from '../communities/standing.server';
import type { Office } from '../communities/tables.server';

type CommunityEvent = Pick<RequestEvent, 'locals' | 'params' | 'url' | 'cookies' | 'request'>;

/** The cookie that says as which member the account acts; checked against the database each time. */
export const PERSON_COOKIE = 'person';

/**
 * The viewer's standing in the community of the address. Without a session: to sign in and back,
 * after a write to the page it came from. Not a member and no such community are the same 404.
 * @param back the page that a form was on, when it is not the one that it is sent to
 */
export async function standingOf(event: CommunityEvent, back?: string): Promise<Standing> {
  if (!event.locals.account) redirect(303, signInPath(event, back));
  return (await standingIfAny(event)) ?? error(404);
}

/** As `standingOf`, for pages that anybody may read: null for strangers. */
export async function standingIfAny({
  locals,
  params,
  cookies
}: Pick<CommunityEvent, 'locals' | 'params' | 'cookies'>): Promise<Standing | null> {
  if (!locals.account) return null;
  locals.standing ??= readStanding(
    locals.app.db,
    locals.account.id,
    params.community ?? '',
    cookies.get(PERSON_COOKIE) ?? null
  );
  return locals.standing;
}

/**
 * To sign in and back. What was sent after the session ended is not done, and the page there says
 * so; its own address may be no page, or do something when it is opened again.
 */
export function signInPath({ request, url }: Pick<RequestEvent, 'request' | 'url'>, back?: string) {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const to = encodeURIComponent(isRead ? url.pathname + url.search : (back ?? url.pathname));
  return isRead ? `/sign-in?to=${to}` : `/sign-in?to=${to}&${NOT_DONE}=1`;
}

/** In the address of the page for signing in: the last tap came too late. */
export const NOT_DONE = 'not_done';

/** As `standingOf`, for pages of officers: others get the same 404 as for a page that is not there. */
export async function officerStanding(
  event: CommunityEvent,
  ...offices: Office[]
): Promise<Standing> {
  const standing = await standingOf(event);
  return holds(standing, ...offices) ? standing : error(404);
}
