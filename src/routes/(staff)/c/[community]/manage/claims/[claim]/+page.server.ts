import { mayReview } from '$lib/app/claim-desk.server';
import { sayGives, sayStory } from '$lib/app/claim-page.server';
import { sayRefusal } from '$lib/app/commands.server';
import { atDesk } from '$lib/app/officer.server';
import { formAction } from '$lib/app/submit.server';
import { momentOf, MOST_QUANTITY } from '$lib/claims/claim';
import { describeClaim } from '$lib/claims/describe';
import { readStory } from '$lib/claims/read-story.server';
import { listAlike } from '$lib/claims/read.server';
import { approve, ask, correct, decline, revoke } from '$lib/claims/review.server';
import { tooNear } from '$lib/claims/reviewer.server';
import { refuseUpheld } from '$lib/objections/upheld.server';
import { readActivities } from '$lib/rules/read.server';
import { error } from '@sveltejs/kit';

/** A claim with all that a reviewer needs to decide it. */
export const load = (event) =>
  atDesk(event, 'reviewClaims', async (tx, { communityId, standing, now }) => {
    const { locale } = event.locals;
    const { time_zone: timeZone } = standing.community;
    const story = await readStory(tx, communityId, event.params.claim);
    if (!story || !(await mayReview(tx, standing, story.claim))) error(404);
    const { claim, factId } = story;
    const near = await tooNear(tx, claim, standing.accountId);
    const isOpen = claim.state === 'waiting' || claim.state === 'asked';
    const upheld = factId ? await refuseUpheld(tx, communityId, [factId]) : undefined;
    const described = await sayStory(tx, communityId, story, { locale, timeZone });
    const activities = await readActivities(tx, communityId);
    const alike = isOpen ? await listAlike(tx, claim) : [];
    return {
      claim: described,
      most: MOST_QUANTITY[described.unit],
      near: near && sayRefusal(near.refused, near.params),
      upheld: upheld && sayRefusal(upheld.refused, upheld.params),
      alike: alike.map((one) => ({
        ...describeClaim(one, { activities, locale, timeZone }),
        name: one.name
      })),
      gives: isOpen
        ? await sayGives(tx, communityId, locale, {
            activity: claim.activity,
            memberId: claim.member_id,
            householdId: claim.household_id,
            occurredAt: momentOf(claim.occurred_on, timeZone, now),
            quantity: claim.quantity,
            attributes: claim.attributes
          })
        : null
    };
  });

const next = (_: unknown, { params }: { params: Partial<Record<string, string>> }) =>
  `/c/${params.community}/manage/claims/${params.claim}`;
const toQueue = (_: unknown, { params }: { params: Partial<Record<string, string>> }) =>
  `/c/${params.community}/manage/claims`;

export const actions = {
  approve: formAction(approve, toQueue),
  ask: formAction(ask, toQueue),
  decline: formAction(decline, toQueue),
  correct: formAction(correct, next),
  revoke: formAction(revoke, next)
};
