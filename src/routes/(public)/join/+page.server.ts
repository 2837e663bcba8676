import { sayRefusal } from '$lib/app/commands.server';
import { listCommunities } from '$lib/communities/directory.server';
import { normaliseCardCode } from '$lib/grids/card-code';
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
  default: async ({ request }) => {
    const form = await request.formData();
    const community = String(form.get('community') ?? '');
    const code = String(form.get('code') ?? '').slice(0, 100);
    const card = normaliseCardCode(code);
    if (!card || !/^[a-z0-9-]{1,64}$/.test(community)) {
      return fail(422, { community, code, error: sayRefusal('card_unknown') });
    }
    redirect(303, `/join/${community}/${card}`);
  }
};
