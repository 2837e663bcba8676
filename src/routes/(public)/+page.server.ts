import { homePath } from '$lib/app/home.server';
import { hasDemo } from '$lib/communities/directory.server';
import { redirect } from '@sveltejs/kit';

export const load = async (event) => {
  const { account, app } = event.locals;
  if (account) redirect(303, await homePath(event, account.id, '/'));
  return { isDemo: app.demo.state === 'filling' || (await hasDemo(app.db.sql)) };
};
