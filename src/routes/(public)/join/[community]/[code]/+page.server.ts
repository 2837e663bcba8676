import { phoneOfAccount } from '$lib/accounts/accounts.server';
import { membershipsOf } from '$lib/accounts/memberships.server';
import { sayRefusal } from '$lib/app/commands.server';
import { joinWithCard, readShownCard } from '$lib/app/joining.server';
import { askForCode, rememberChoice } from '$lib/app/sign-in.server';
import { PERSON_COOKIE } from '$lib/app/standing.server';
import { withDone } from '$lib/app/submit.server';
import { newKey } from '$lib/commands/key';
import { readPersonName } from '$lib/communities/person-name';
import { addressWords } from '$lib/grids/address-words';
import { isRefused } from '$lib/shared/result';
import { maskPhone } from '$lib/ui/masked';
import { fail, redirect } from '@sveltejs/kit';

export const load = async (event) => {
  const { locals, url } = event;
  const shown = await readShownCard(event);
  if (isRefused(shown)) {
    const { refused, params } = shown;
    return { closed: { code: refused, words: sayRefusal(refused, params) }, open: null };
  }
  const { community, card } = shown;
  const account = url.searchParams.has('other') ? null : locals.account;
  const { db, phones } = locals.app;
  const phone = account && (await phoneOfAccount(db.sql, phones, account.id));
  const mine = account ? await membershipsOf(db.sql, account.id) : [];
  return {
    closed: null,
    open: {
      community: locals.locale === 'en' ? community.name_en : community.name,
      /** The door is known to whoever holds the card; the page still does not print it. */
      address: addressWords({ ...card.place, room: '***' }, locals.locale),
      account: account ? { phone: phone ? maskPhone(phone) : '' } : null,
      home: mine.some((one) => one.community_id === community.id) ? `/c/${community.slug}` : null,
      key: newKey()
    }
  };
};

export const actions = {
  default: async (event) => {
    const { locals, params, url } = event;
    const form = await event.request.formData();
    const typed = { name: String(form.get('name') ?? ''), phone: String(form.get('phone') ?? '') };
    const answer = (refused: string, words?: Record<string, string | number>) =>
      fail(422, { ...typed, error: sayRefusal(refused, words), field: words?.field ?? null });

    const shown = await readShownCard(event);
    if (isRefused(shown)) return answer(shown.refused, shown.params);
    const read = readPersonName(typed.name);
    if (isRefused(read)) return answer(read.refused, read.params);
    const here = `/join/${params.community}/${params.code}`;

    if (!locals.account || url.searchParams.has('other')) {
      const asked = await askForCode(event, {
        phone: typed.phone,
        purpose: here,
        name: read.name
      });
      if (isRefused(asked)) return answer(asked.refused, { field: 'phone', ...asked.params });
      redirect(303, `${here}/verify`);
    }

    const key = String(form.get('key') ?? newKey());
    const sent = { accountId: locals.account.id, name: read.name, key };
    const joined = await joinWithCard(event, shown.community, sent);
    if (isRefused(joined)) return answer(joined.refused, joined.params);
    rememberChoice(event, PERSON_COOKIE, String(joined.member_id));
    redirect(303, withDone(`/c/${shown.community.slug}`, key));
  }
};
