import { phoneOfAccount } from '$lib/accounts/accounts.server';
import { setPassword } from '$lib/accounts/password.server';
import { sayRefusal } from '$lib/app/commands.server';
import { signIn } from '$lib/app/sign-in.server';
import { standingOf } from '$lib/app/standing.server';
import { formAction } from '$lib/app/submit.server';
import { readOwnBirthYear, stateBirthYear } from '$lib/communities/birth-year.server';
import { renameSelf } from '$lib/communities/rename.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { isRefused } from '$lib/shared/result';
import { maskPhone } from '$lib/ui/masked';
import { error, fail, redirect } from '@sveltejs/kit';

export const load = async (event) => {
  const { accountId, offices, community, member } = await standingOf(event);
  const { app } = event.locals;
  const phone = await phoneOfAccount(app.db.sql, app.phones, accountId);
  const theme = event.cookies.get('theme');
  const birthYear =
    member.kind === 'self'
      ? await withCommunity(app.db, community.id, (tx) =>
          readOwnBirthYear(tx, community.id, member.id)
        )
      : null;
  return {
    birthYear,
    phone: phone ? maskPhone(phone) : null,
    /** Only officers sign in with a password. */
    mayHavePassword: offices.length > 0,
    display: {
      mode: event.cookies.get('mode') === 'elder' ? 'elder' : 'normal',
      theme: theme === 'dark' || theme === 'light' ? theme : 'auto',
      locale: event.locals.locale
    }
  };
};

export const actions = {
  rename: formAction(renameSelf, (_outcome, event) => event.url.pathname),
  birth_year: formAction(stateBirthYear, (_outcome, event) => event.url.pathname),
  /** Sets the password and signs the other devices out, in case somebody else knew the old one. */
  password: async (event) => {
    const { accountId, offices } = await standingOf(event);
    if (offices.length === 0) error(404);
    const { app } = event.locals;
    const form = await event.request.formData();
    const [password, again] = [String(form.get('password') ?? ''), String(form.get('again') ?? '')];
    const set = await setPassword(app.db.sql, accountId, password, again);
    if (isRefused(set)) return fail(422, { password: sayRefusal(set.refused, set.params) });
    await app.sessions.endAll(accountId);
    await signIn(event, accountId);
    redirect(303, `${event.url.pathname}?password=set`);
  }
};
