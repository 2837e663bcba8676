import { PERSON_COOKIE } from '$lib/app/standing.server';
import { readSaid } from '$lib/app/said.server';
import { findCommunity } from '$lib/communities/directory.server';
import { readStanding } from '$lib/communities/standing.server';
import { keepScan } from '$lib/door/scan.server';
import { readPoster, readPosterFor } from '$lib/volunteering/poster-page.server';
import { error } from '@sveltejs/kit';

const SCAN_COOKIE = 'scan';
const KEPT_SECONDS = 3 * 60 * 60;

/**
 * What the QR poster of a shift opens. The time of the first opening is kept on the phone, signed,
 * so that somebody who has to sign in first is not late by it. Nothing is recorded here.
 */
export const load = async (event) => {
  const { locals, params, url, cookies } = event;
  const { db, clock } = locals.app;
  const community = await findCommunity(db.sql, params.community);
  if (!community) error(404);
  const poster = await readPoster(db, community.id, params.shift, params.token);
  const name = locals.locale === 'en' ? community.name_en : community.name;
  const shown = { slug: community.slug, name, timeZone: community.time_zone };
  const now = await clock(db.sql);
  if (!poster) return { community: shown, now, genuine: false as const };
  const scan = keepScan(
    { communityId: community.id, occasionId: poster.id },
    cookies.get(SCAN_COOKIE),
    now
  );
  cookies.set(SCAN_COOKIE, scan, {
    path: url.pathname,
    maxAge: KEPT_SECONDS,
    httpOnly: true,
    sameSite: 'lax'
  });
  const { account } = locals;
  const standing =
    account &&
    (await readStanding(db, account.id, params.community, cookies.get(PERSON_COOKIE) ?? null));
  const signIn = `/sign-in?to=${encodeURIComponent(url.pathname)}`;
  const opened = { community: shown, now, genuine: true as const, poster, scan, signIn };
  if (!account || !standing) return { ...opened, signedIn: account !== null, shift: null };
  return {
    ...opened,
    signedIn: true,
    said: await readSaid(event, standing),
    shift: await readPosterFor(db, community.id, poster.id, standing.member.id)
  };
};
