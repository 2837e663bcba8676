import { mayReview } from '$lib/app/claim-desk.server';
import { standingOf } from '$lib/app/standing.server';
import { readPhoto } from '$lib/claims/read-story.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { error } from '@sveltejs/kit';

/** A photo for the claimant, who acts for them, and those who may review it; kept by nobody's cache. */
export const GET = async (event) => {
  const standing = await standingOf(event);
  const { community, member } = standing;
  const photo = await withCommunity(event.locals.app.db, community.id, async (tx) => {
    const found = await readPhoto(tx, community.id, event.params.claim, event.params.photo);
    if (!found) return null;
    const isOwn = found.claim.member_id === member.id;
    return isOwn || (await mayReview(tx, standing, found.claim)) ? found.bytes : null;
  });
  if (!photo) error(404);
  return new Response(new Uint8Array(photo), {
    headers: {
      'content-type': 'image/webp',
      'content-disposition': 'inline',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store'
    }
  });
};
