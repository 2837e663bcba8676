import { sayRefusal } from '$lib/app/commands.server';
import { homePath } from '$lib/app/home.server';
import { askForCode, pendingSignIn, signInByCode } from '$lib/app/sign-in.server';
import { safePath } from '$lib/app/submit.server';
import { isRefused } from '$lib/shared/result';
import { maskPhone } from '$lib/ui/masked';
import { fail, redirect } from '@sveltejs/kit';

export const load = (event) => {
  const pending = pendingSignIn(event, 'sign-in');
  const to = safePath(event.url.searchParams.get('to'), '/');
  if (!pending) redirect(303, `/sign-in?to=${encodeURIComponent(to)}`);
  return { to, phone: maskPhone(pending.phone), shown: pending.shown };
};

export const actions = {
  check: async (event) => {
    const form = await event.request.formData();
    const to = safePath(event.url.searchParams.get('to'), '/');
    const pending = pendingSignIn(event, 'sign-in');
    if (!pending) redirect(303, `/sign-in?to=${encodeURIComponent(to)}`);
    const code = String(form.get('code') ?? '');
    const entered = await signInByCode(event, pending, code);
    if (isRefused(entered)) {
      return fail(422, { code, error: sayRefusal(entered.refused, entered.params) });
    }
    redirect(303, await homePath(event, entered.accountId, to));
  },
  again: async (event) => {
    const to = safePath(event.url.searchParams.get('to'), '/');
    const pending = pendingSignIn(event, 'sign-in');
    if (!pending) redirect(303, `/sign-in?to=${encodeURIComponent(to)}`);
    const asked = await askForCode(event, { phone: pending.phone, purpose: 'sign-in' });
    if (isRefused(asked)) {
      return fail(422, { code: '', error: sayRefusal(asked.refused, asked.params) });
    }
    redirect(303, `/sign-in/code?again=1&to=${encodeURIComponent(to)}`);
  }
};
