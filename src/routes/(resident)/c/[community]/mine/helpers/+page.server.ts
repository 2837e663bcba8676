import { accountOfPhone } from '$lib/accounts/accounts.server';
import { normalisePhone } from '$lib/accounts/phone';
import { sayOutcome, sayRefusal } from '$lib/app/commands.server';
import { standingOf } from '$lib/app/standing.server';
import { submit, withDone } from '$lib/app/submit.server';
import { newKey } from '$lib/commands/key';
import { appointHelper, listDoneFor, listHelpers } from '$lib/communities/helpers.server';
import { readPersonName } from '$lib/communities/person-name';
import { withCommunity } from '$lib/db/tenancy.server';
import { isRefused, refuse } from '$lib/shared/result';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';

const PAGE_ROWS = 30;

export const load = async (event) => {
  const { community, member } = await standingOf(event);
  if (member.kind === 'helper') return { isOwn: false, helpers: [], acts: [], older: null };
  const { app } = event.locals;
  const before = Date.parse(event.url.searchParams.get('before') ?? '');
  return withCommunity(app.db, community.id, async (tx) => {
    const helpers = await listHelpers(tx, community.id, member.id);
    const until = Number.isNaN(before) ? await app.clock(tx) : new Date(before);
    const found = await listDoneFor(tx, community.id, member.id, until, PAGE_ROWS + 1);
    const acts = found.slice(0, PAGE_ROWS);
    const last = acts.at(-1);
    return {
      isOwn: true,
      helpers: helpers.map(({ mandateId, name, since }) => ({ mandateId, name, since })),
      acts: acts.map(({ key, name, outcome, at, by }) => ({
        key,
        text: sayOutcome(name, outcome).text,
        at,
        by
      })),
      older: found.length > PAGE_ROWS && last ? last.at.toISOString() : null
    };
  });
};

export const actions = {
  appoint: async (event) => {
    const form = await event.request.formData();
    const values = { name: String(form.get('name') ?? ''), phone: String(form.get('phone') ?? '') };
    const key = String(form.get('key') ?? newKey());
    const outcome = await appoint(event, values, { key, as: form.get('as') });
    if (isRefused(outcome)) {
      const text = sayRefusal(outcome.refused, outcome.params);
      const field = outcome.params?.field ?? null;
      return fail(422, { values, said: { tone: 'warn' as const, text }, field });
    }
    redirect(303, withDone(event.url.pathname, key));
  }
};

/** Finds, or opens, the account behind the helper's number; the command itself knows no numbers. */
async function appoint(
  event: RequestEvent,
  typed: { name: string; phone: string },
  sent: { key: string; as: FormDataEntryValue | null }
) {
  const { member, accountId } = await standingOf(event);
  if (member.kind === 'helper') return refuse('only_in_person');
  const read = readPersonName(typed.name);
  if (isRefused(read)) return read;
  const phone = normalisePhone(typed.phone);
  if (!phone) return refuse('phone_invalid', { field: 'phone' });
  const { db, phones, limits, clock } = event.locals.app;
  const allowed = await limits.count(['helper_by_account', accountId]);
  if (isRefused(allowed)) return allowed;
  const helper = await accountOfPhone(db.sql, phones, phone, await clock(db.sql));
  const input = { helper_account_id: helper.accountId, name: read.name };
  return submit(event, appointHelper, { ...sent, input });
}
