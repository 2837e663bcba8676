import { sayRefusal } from '$lib/app/commands.server';
import { askForCode } from '$lib/app/sign-in.server';
import { NOT_DONE } from '$lib/app/standing.server';
import { safePath } from '$lib/app/submit.server';
import { hasDemo } from '$lib/communities/directory.server';
import { isRefused } from '$lib/shared/result';
import { fail, redirect } from '@sveltejs/kit';

export const load = async ({ locals, url }) => {
  const to = safePath(url.searchParams.get('to'), '/');
  if (locals.account) redirect(303, to);
  const isNotDone = url.searchParams.has(NOT_DONE);
  return { to, isNotDone, isDemo: await hasDemo(locals.app.db.sql) };
};

export const actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const phone = String(form.get('phone') ?? '');
    const to = safePath(form.get('to'), '/');
    const asked = await askForCode(event, { phone, purpose: 'sign-in' });
    if (isRefused(asked)) {
      return fail(422, { phone, error: sayRefusal(asked.refused, asked.params) });
    }
    redirect(303, `/sign-in/code?to=${encodeURIComponent(to)}`);
  }
};
