import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import type { Acting, Command } from '../commands/command.server';
import { readFields } from '../commands/fields';
import { runCommand } from '../commands/run.server';
import { newKey } from '../commands/key';
import { isId } from '../shared/id';
import { isRefused, type Outcome } from '../shared/result';
import { sayOutcome, type SaidOutcome } from './commands.server';
import { standingOf } from './standing.server';

interface Submitted {
  key: string;
  input: unknown;
  /** The form's field `as`. */
  as?: FormDataEntryValue | null;
  phoneAt?: Date | null;
}

/**
 * Runs a command in the community of the address, for the person whose page the form was on (`as`),
 * or else the one chosen in this browser. Whether the account may speak for them, the command checks.
 */
export async function submit<Schema extends z.ZodType, Authority extends Acting>(
  event: RequestEvent,
  command: Command<Schema, Authority>,
  { as, ...sent }: Submitted
): Promise<Outcome> {
  const { community, member, accountId } = await standingOf(event);
  const memberId = typeof as === 'string' && isId(as) ? as : member.id;
  return runCommand(
    event.locals.app.db,
    command,
    { ...sent, communityId: community.id, caller: { accountId, memberId } },
    event.locals.app.clock
  );
}

/** Where a form may lead back to: a path of ours, never another site. */
export const safePath = (path: unknown, otherwise: string): string =>
  typeof path === 'string' && /^\/(?![/\\])[^\t\n\r]*$/.test(path) && !leadsAway(path)
    ? path
    : otherwise;

/** "/.//elsewhere" becomes "//elsewhere" once its dots are resolved. */
const leadsAway = (path: string): boolean =>
  new URL(path, 'http://internal').pathname.startsWith('//');

/**
 * A form action for a page with fields: on success leads to `next` and says what was done there; on
 * refusal stays on the page with the words and what was typed.
 */
export const formAction =
  <Schema extends z.ZodType, Authority extends Acting>(
    command: Command<Schema, Authority>,
    next: (outcome: Extract<Outcome, { ok: true }>, event: RequestEvent) => string
  ) =>
  async (event: RequestEvent) => {
    const form = await event.request.formData();
    const input = readFields(form);
    const key = String(form.get('key') ?? newKey());
    const outcome = await submit(event, command, { key, input, as: form.get('as') });
    if (!isRefused(outcome)) redirect(303, withDone(next(outcome, event), key));
    const said: SaidOutcome = sayOutcome(command.name, outcome);
    return fail(422, { values: input, said, field: outcome.params?.field ?? null });
  };

/** Adds `done=<key>` to a path, so that the next page can say what happened. */
export function withDone(path: string, key: string): string {
  const url = new URL(path, 'http://internal');
  url.searchParams.set('done', key);
  return url.pathname + url.search + url.hash;
}
