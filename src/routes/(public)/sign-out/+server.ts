import { signOut } from '$lib/app/sign-in.server';
import { redirect } from '@sveltejs/kit';

/** Signs out here, or with `everywhere` on all devices; what this browser kept of the pages goes too. */
export const POST = async (event) => {
  const form = await event.request.formData();
  await signOut(event, form.has('everywhere'));
  event.setHeaders({ 'clear-site-data': '"cache"' });
  redirect(303, '/signed-out');
};
