import { normalisePhone } from '$lib/accounts/phone';
import { network } from '$lib/accounts/limits.server';
import { checkPassword } from '$lib/accounts/password.server';
import { sayRefusal } from '$lib/app/commands.server';
import { homePath } from '$lib/app/home.server';
import { dressAs, signIn } from '$lib/app/sign-in.server';
import { safePath } from '$lib/app/submit.server';
import { isRefused } from '$lib/shared/result';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';

export const load = ({ locals, url }) => {
  const to = safePath(url.searchParams.get('to'), '/');
  if (locals.account) redirect(303, to);
  return { to };
};

export const actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const phone = String(form.get('phone') ?? '');
    const entered = await enter(event, phone, String(form.get('password') ?? ''));
    if (isRefused(entered)) {
      return fail(422, { phone, error: sayRefusal(entered.refused, entered.params) });
    }
    await signIn(event, entered.accountId);
    await dressAs(event, entered.accountId);
    redirect(303, await homePath(event, entered.accountId, safePath(form.get('to'), '/')));
  }
};

async function enter(event: RequestEvent, typed: string, password: string) {
  const { db, phones, limits } = event.locals.app;
  const phone = normalisePhone(typed);
  if (!phone) return { refused: 'phone_invalid' };
  const address = network(event.getClientAddress());
  const allowed = await limits.count(
    ['password_by_phone', phone],
    ['password_by_address', address]
  );
  if (isRefused(allowed)) return allowed;
  return checkPassword(db.sql, phones, phone, password);
}
