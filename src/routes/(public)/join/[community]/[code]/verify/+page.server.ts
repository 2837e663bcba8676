import { sayRefusal } from '$lib/app/commands.server';
import { joinWithCard, readShownCard } from '$lib/app/joining.server';
import { askForCode, pendingSignIn, rememberChoice, signInByCode } from '$lib/app/sign-in.server';
import { PERSON_COOKIE } from '$lib/app/standing.server';
import { withDone } from '$lib/app/submit.server';
import { newKey } from '$lib/commands/key';
import { isRefused } from '$lib/shared/result';
import { maskPhone } from '$lib/ui/masked';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';

const cardPath = ({ params }: Pick<RequestEvent, 'params'>) =>
  `/join/${params.community}/${params.code}`;

/** The phone and name of the step before; without them back to that step. */
function pendingOrBack(event: RequestEvent) {
  const pending = pendingSignIn(event, cardPath(event));
  return pending?.name ? { ...pending, name: pending.name } : redirect(303, cardPath(event));
}

export const load = (event) => {
  const { phone, shown, name } = pendingOrBack(event);
  return { phone: maskPhone(phone), shown, name, back: cardPath(event) };
};

export const actions = {
  check: async (event) => {
    const pending = pendingOrBack(event);
    const code = String((await event.request.formData()).get('code') ?? '');
    const entered = await signInByCode(event, pending, code);
    if (isRefused(entered)) {
      return fail(422, { code, error: sayRefusal(entered.refused, entered.params) });
    }
    const shown = await readShownCard(event);
    // A card that closed meanwhile says so on its own page; the person is signed in all the same.
    if (isRefused(shown)) redirect(303, cardPath(event));
    const key = newKey();
    const sent = { accountId: entered.accountId, name: pending.name, key };
    const joined = await joinWithCard(event, shown.community, sent);
    if (isRefused(joined)) redirect(303, cardPath(event));
    rememberChoice(event, PERSON_COOKIE, String(joined.member_id));
    redirect(303, withDone(`/c/${shown.community.slug}`, key));
  },
  again: async (event) => {
    const { phone, name } = pendingOrBack(event);
    const asked = await askForCode(event, { phone, name, purpose: cardPath(event) });
    if (isRefused(asked)) {
      return fail(422, { code: '', error: sayRefusal(asked.refused, asked.params) });
    }
    redirect(303, `${cardPath(event)}/verify?again=1`);
  }
};
