import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import type { Acting, Command, Picture } from '../commands/command.server';
import { runCommand } from '../commands/run.server';
import { isId } from '../shared/id';
import { isRefused, type Outcome, type Refused } from '../shared/result';
import { sayOutcome, type SaidOutcome } from './commands.server';
import { readPictures, readSentForm, type SentForm } from './sent.server';
import { standingOf } from './standing.server';

interface Submitted {
  key: string;
  input: unknown;
  /** The form's field `as`. */
  as?: FormDataEntryValue | null;
  /** The page that the form was on, for who must sign in first; the address unless given. */
  back?: string;
  phoneAt?: Date | null;
  pictures?: readonly Picture[];
}

/**
 * Runs a command in the community of the address, for the person whose page the form was on (`as`),
 * or else the one chosen in this browser. Whether the account may speak for them, the command checks.
 */
export async function submit<Schema extends z.ZodType, Authority extends Acting>(
  event: RequestEvent,
  command: Command<Schema, Authority>,
  { as, back, ...sent }: Submitted
): Promise<Outcome> {
  const { community, member, accountId } = await standingOf(event, back);
  const memberId = typeof as === 'string' && isId(as) ? as : member.id;
  return runCommand(
    event.locals.app.db,
    command,
    { ...sent, communityId: community.id, caller: { accountId, memberId } },
    event.locals.app.clock
  );
}

/** Where a form may lead back to: a path of ours, never another site. */
export function safePath(path: unknown, otherwise: string): string {
  if (typeof path !== 'string' || !/^\/(?![/\\])[^\t\n\r]*$/.test(path)) return otherwise;
  // As a browser would write it: a header takes no other letters.
  const { pathname, search, hash } = new URL(path, 'http://internal');
  // "/.//elsewhere" becomes "//elsewhere" once its dots are resolved.
  return pathname.startsWith('//') ? otherwise : pathname + search + hash;
}

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
    // Nobody who may not be here makes us read their pictures.
    await standingOf(event);
    const sent = await readSentForm(event.request, command);
    if (isRefused(sent)) return refused(command.name, sent, {});
    const pictures = await readPictures(sent.form, command);
    if (isRefused(pictures)) return refused(command.name, pictures, sent.input);
    const { key, input, as } = sent;
    const outcome = await submit(event, command, { key, input, as, pictures });
    if (isRefused(outcome)) return refused(command.name, outcome, input);
    redirect(303, withDone(next(outcome, event), key));
  };

function refused(name: string, outcome: Refused, values: SentForm['input']) {
  const said: SaidOutcome = sayOutcome(name, outcome);
  return fail(422, { values, said, field: outcome.params?.field ?? null });
}

/** Adds `done=<key>` to a path, so that the next page can say what happened. */
export function withDone(path: string, key: string): string {
  const url = new URL(path, 'http://internal');
  url.searchParams.set('done', key);
  return url.pathname + url.search + url.hash;
}
