import { sayGives } from '$lib/app/claim-page.server';
import { sayRefusal } from '$lib/app/commands.server';
import { standingOf } from '$lib/app/standing.server';
import { formAction } from '$lib/app/submit.server';
import { asked, MOST_DAYS_BACK, MOST_QUANTITY } from '$lib/claims/claim';
import { readClaimable, send } from '$lib/claims/claims.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { listClaimable, rulesForActivity } from '$lib/rules/read.server';
import { inWords, quantityText } from '$lib/rules/words';
import { addDays, civilDate, instantOf } from '$lib/shared/civil-time';
import { readNumber } from '$lib/shared/number';
import { isRefused } from '$lib/shared/result';
import { error } from '@sveltejs/kit';

/**
 * The second and the third step of a claim: when and how much; then, with these in the address, what
 * it would give, and what happened.
 */
export const load = async (event) => {
  const { community, member } = await standingOf(event);
  const { app, locale } = event.locals;
  const typed = Object.fromEntries(event.url.searchParams);
  return withCommunity(app.db, community.id, async (tx) => {
    const now = await app.clock(tx);
    const activity = (await listClaimable(tx, community.id, now)).find(
      ({ id }) => id === event.params.activity
    );
    if (!activity) error(404);
    const today = civilDate(now.getTime(), community.time_zone);
    const shown = {
      activity: {
        id: activity.id,
        name: inWords(activity.name, locale),
        unit: activity.unit,
        rules: await rulesForActivity(tx, community.id, activity.id, now, locale)
      },
      attributes: asked(activity.attributes).map((attribute) => ({
        id: attribute.id,
        name: inWords(attribute.name, locale),
        kind: attribute.kind,
        options:
          attribute.kind === 'choice'
            ? attribute.options.map(({ value, name }) => ({ value, label: inWords(name, locale) }))
            : []
      })),
      today,
      earliest: addDays(today, -MOST_DAYS_BACK),
      most: MOST_QUANTITY[activity.unit],
      typed
    };
    if (typed.occurred_on === undefined) return { ...shown, problem: null, ready: null };
    const claim = {
      activity: activity.id,
      occurred_on: typed.occurred_on,
      quantity: readNumber(typed.quantity) ?? NaN,
      typed
    };
    const claimable = await readClaimable(tx, community.id, claim, now);
    if (isRefused(claimable)) {
      const text = sayRefusal(claimable.refused, claimable.params);
      return { ...shown, problem: { text, field: claimable.params?.field ?? null }, ready: null };
    }
    return {
      ...shown,
      problem: null,
      ready: {
        occurredAt: new Date(instantOf(claim.occurred_on, community.time_zone, '12:00')),
        quantity: quantityText(claim.quantity, activity.unit, locale),
        gives: member.household_id
          ? await sayGives(tx, community.id, locale, {
              activity: activity.id,
              memberId: member.id,
              householdId: member.household_id,
              occurredAt: claimable.occurredAt,
              quantity: claim.quantity,
              attributes: claimable.attributes
            })
          : null
      }
    };
  });
};

export const actions = {
  default: formAction(
    send,
    ({ claim_id }, { params }) => `/c/${params.community}/mine/claims/${claim_id}`
  )
};
