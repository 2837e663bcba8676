import { sayRefusal } from '$lib/app/commands.server';
import { readShownCard } from '$lib/app/joining.server';
import { listCommunities } from '$lib/communities/directory.server';
import { normaliseCardCode } from '$lib/grids/card-code';
import { isRefused } from '$lib/shared/result';
import { fail, redirect } from '@sveltejs/kit';

export const load = async ({ locals }) => {
  const found = await listCommunities(locals.app.db.sql);
  return {
    communities: found.map(({ slug, name, name_en }) => ({
      value: slug,
      label: locals.locale === 'en' ? name_en : name
    }))
  };
};

export const actions = {
  /** A card that this community does not know leaves what was typed, to be compared with the card. */
  default: async ({ request, locals, getClientAddress }) => {
    const form = await request.formData();
    const community = String(form.get('community') ?? '');
    const code = String(form.get('code') ?? '').slice(0, 100);
    const card = normaliseCardCode(code);
    if (!card || !/^[a-z0-9-]{1,64}$/.test(community)) {
      return fail(422, { community, code, error: sayRefusal('card_unknown') });
    }
    const params = { community, code: card };
    const shown = await readShownCard({ locals, params, getClientAddress });
    if (isRefused(shown) && shown.refused === 'card_unknown') {
      return fail(422, { community, code, error: sayRefusal('card_unknown') });
    }
    redirect(303, `/join/${community}/${card}`);
  }
};
