import type { RequestEvent } from '@sveltejs/kit';
import { communitiesOf } from '../communities/directory.server';
import { COMMUNITY_COOKIE } from './sign-in.server';

/**
 * Where an account goes after signing in: to `wanted` unless that is the front page, to the
 * community it was in last, to its only one, or to the page for those who have joined none.
 */
export async function homePath(
  { locals, cookies }: Pick<RequestEvent, 'locals' | 'cookies'>,
  accountId: string,
  wanted: string
): Promise<string> {
  if (wanted.startsWith('/join')) return wanted;
  const mine = await communitiesOf(locals.app.db.sql, accountId);
  const last = cookies.get(COMMUNITY_COOKIE);
  const home = mine.find(({ slug }) => slug === last) ?? mine[0];
  if (!home) return '/sign-in/not-joined';
  return wanted === '/' ? `/c/${home.slug}` : wanted;
}
