import { sayStory } from '$lib/app/claim-page.server';
import { standingOf } from '$lib/app/standing.server';
import { formAction } from '$lib/app/submit.server';
import { answer } from '$lib/claims/claims.server';
import { readStory } from '$lib/claims/read-story.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { isWithdrawn } from '$lib/rules/read.server';
import { error } from '@sveltejs/kit';

/** One's own claim: what was reported, asked and decided. */
export const load = async (event) => {
  const { community, member } = await standingOf(event);
  const { app, locale } = event.locals;
  return withCommunity(app.db, community.id, async (tx) => {
    const story = await readStory(tx, community.id, event.params.claim);
    if (story?.claim.member_id !== member.id) error(404);
    const describing = { locale, timeZone: community.time_zone };
    const { factId, state } = story;
    return {
      claim: await sayStory(tx, community.id, story, describing),
      withdrawn:
        state === 'approved' && factId !== null && (await isWithdrawn(tx, community.id, factId))
    };
  });
};

export const actions = {
  default: formAction(
    answer,
    (_, { params }) => `/c/${params.community}/mine/claims/${params.claim}`
  )
};
