import { homePath } from '$lib/app/home.server';
import { redirect } from '@sveltejs/kit';
import { phoneOfAccount } from '$lib/accounts/accounts.server';
import { maskPhone } from '$lib/ui/masked';

const HERE = '/sign-in/not-joined';

export const load = async (event) => {
  const { account, app } = event.locals;
  if (!account) redirect(303, '/sign-in');
  const home = await homePath(event, account.id, '/');
  if (home !== HERE) redirect(303, home);
  const phone = await phoneOfAccount(app.db.sql, app.phones, account.id);
  return { phone: phone ? maskPhone(phone) : '' };
};
