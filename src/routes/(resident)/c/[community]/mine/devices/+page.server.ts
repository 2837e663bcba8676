import { deviceWords } from '$lib/accounts/device-words';
import { hashSessionId } from '$lib/accounts/sessions.server';
import { standingOf } from '$lib/app/standing.server';
import { redirect } from '@sveltejs/kit';

export const load = async (event) => {
  const { accountId } = await standingOf(event);
  const { app, locale, sessionId } = event.locals;
  const here = sessionId ? hashSessionId(sessionId) : '';
  const sessions = await app.sessions.list(accountId);
  const devices = sessions.reverse().map(({ id_hash, device, created_at }) => ({
    id: id_hash,
    name: deviceWords(device, locale),
    since: created_at,
    isHere: id_hash === here
  }));
  return { devices: devices.sort((one, other) => Number(other.isHere) - Number(one.isHere)) };
};

export const actions = {
  /** Signs one other device out. */
  end: async (event) => {
    const { accountId } = await standingOf(event);
    const id = String((await event.request.formData()).get('device') ?? '');
    await event.locals.app.sessions.endOne(accountId, id);
    redirect(303, `${event.url.pathname}?ended=1`);
  }
};
