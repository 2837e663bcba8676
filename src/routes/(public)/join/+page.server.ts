import { sayRefusal } from '$lib/app/commands.server';
import { addressOfCard } from '$lib/app/joining.server';
import { isRefused } from '$lib/shared/result';
import { fail, redirect } from '@sveltejs/kit';

export const actions = {
  /** A card that nobody knows leaves what was typed, to be compared with the card. */
  default: async (event) => {
    const code = String((await event.request.formData()).get('code') ?? '').slice(0, 100);
    const found = await addressOfCard(event, code);
    if (isRefused(found)) {
      return fail(422, { code, error: sayRefusal(found.refused, found.params) });
    }
    redirect(303, found.href);
  }
};
