import { chosenDisplay, isDisplayChoice } from '$lib/accounts/display';
import { keepDisplay } from '$lib/accounts/display.server';
import { setDisplayCookies } from '$lib/app/sign-in.server';
import { safePath } from '$lib/app/submit.server';
import { redirect } from '@sveltejs/kit';

/** One tap on a display switch: kept in this browser for a year, and on the account if there is one. */
export const POST = async (event) => {
  const form = await event.request.formData();
  const set = form.get('set');
  if (isDisplayChoice(set)) {
    const chosen = chosenDisplay(set);
    setDisplayCookies(event, chosen);
    const { account, app } = event.locals;
    if (account) await keepDisplay(app.db.sql, account.id, chosen);
  }
  redirect(303, safePath(form.get('back'), '/'));
};
