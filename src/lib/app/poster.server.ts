import { error, type RequestEvent } from '@sveltejs/kit';
import { findCommunity } from '../communities/directory.server';
import { readStanding, type Standing } from '../communities/standing.server';
import { withCommunity } from '../db/tenancy.server';
import type { Sql } from '../db/types.server';
import { isGenuinePoster, keepScan } from '../door/scan.server';
import { readSaid } from './said.server';
import { PERSON_COOKIE } from './standing.server';

const SCAN_COOKIE = 'scan';
const KEPT_SECONDS = 3 * 60 * 60;

interface Readers<Shown, Own> {
  /** What anybody reads on the poster's page. */
  poster(tx: Sql, communityId: string): Promise<Shown | null>;
  /** What a member of the community sees beside it. */
  own(tx: Sql, standing: Standing): Promise<Own>;
}

/**
 * What the QR poster of a shift or an event opens. The time of the first opening is kept on the
 * phone, signed, so that somebody who has to sign in first is not late by it. Nothing is recorded.
 */
export async function openPoster<Shown, Own>(
  event: RequestEvent,
  occasionId: string,
  { poster, own }: Readers<Shown, Own>
) {
  const { locals, params, url, cookies } = event;
  const { db, clock } = locals.app;
  const community = await findCommunity(db.sql, params.community ?? '');
  if (!community) error(404);
  const name = locals.locale === 'en' ? community.name_en : community.name;
  const shown = { slug: community.slug, name, timeZone: community.time_zone };
  const now = await clock(db.sql);
  const occasion = { communityId: community.id, occasionId };
  const found = isGenuinePoster(occasion, params.token ?? '')
    ? await withCommunity(db, community.id, (tx) => poster(tx, community.id))
    : null;
  if (!found) return { community: shown, now, genuine: false as const };
  const scan = keepScan(occasion, cookies.get(SCAN_COOKIE), now);
  cookies.set(SCAN_COOKIE, scan, {
    path: url.pathname,
    maxAge: KEPT_SECONDS,
    httpOnly: true,
    sameSite: 'lax'
  });
  const standing = await standingHere(event, community.slug);
  return {
    community: shown,
    now,
    genuine: true as const,
    poster: found,
    scan,
    token: params.token ?? '',
    signIn: `/sign-in?to=${encodeURIComponent(url.pathname)}`,
    signedIn: locals.account !== null,
    said: standing && (await readSaid(event, standing)),
    own: standing && (await withCommunity(db, community.id, (tx) => own(tx, standing)))
  };
}

async function standingHere(
  { locals, cookies }: RequestEvent,
  slug: string
): Promise<Standing | null> {
  const { account, app } = locals;
  if (!account) return null;
  return readStanding(app.db, account.id, slug, cookies.get(PERSON_COOKIE) ?? null);
}
