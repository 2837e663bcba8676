import { findCommand, sayOutcome } from '$lib/app/commands.server';
import { isOversized, readBoundedForm } from '$lib/app/body.server';
import { readPictures } from '$lib/app/sent.server';
import { runCommand } from '$lib/commands/run.server';
import { readStanding } from '$lib/communities/standing.server';
import { accountTag } from '$lib/offline/account-tag.server';
import { isRefused, refuse, type Outcome } from '$lib/shared/result';
import { json } from '@sveltejs/kit';
import { z } from 'zod';

/** More than any command may bring, so that its own words say what is too large. */
const PICTURES_MOST_BYTES = 41 * 2 ** 20;

const Sent = z.object({
  community: z.string().max(64),
  command: z.string().max(64),
  key: z.uuid(),
  /** Whose the phone's entry is; a session of another account must not send it. */
  account: z.string().max(64).optional(),
  /** The member acted for when the person did it; a later switch must not change that. */
  person: z.uuid(),
  input: z.record(z.string(), z.unknown()),
  phone_at: z.iso.datetime({ offset: true }).nullish()
});

/** The outbox's way in: the same commands as the forms, as JSON. 401 means: sign in, keep it. */
export const POST = async ({ locals, request }) => {
  const { account, app } = locals;
  if (!account) return json({ refused: 'signed_out' }, { status: 401 });
  if (!isMultipart(request) && isOversized(request)) {
    return json({ refused: 'input_invalid' }, { status: 413 });
  }
  const sent = await readSent(request);
  const body = Sent.safeParse(sent.command);
  if (!body.success) return answer('', refuse('input_invalid'));
  const { community, person, key, input, phone_at } = body.data;
  if (body.data.account && body.data.account !== accountTag(account.id)) {
    return json({ refused: 'signed_out' }, { status: 401 });
  }
  const command = findCommand(body.data.command);
  if (!command) return answer('', refuse('command_unknown'));
  const standing = await readStanding(app.db, account.id, community, person);
  if (!standing) return answer(command.name, refuse('not_a_member'));
  const pictures = await readPictures(sent.form, command);
  if (isRefused(pictures)) return answer(command.name, pictures);
  const outcome = await runCommand(
    app.db,
    command,
    {
      communityId: standing.community.id,
      caller: { accountId: account.id, memberId: person },
      key,
      input,
      pictures,
      phoneAt: phone_at ? new Date(phone_at) : null
    },
    app.clock
  );
  return answer(command.name, outcome);
};

/** As JSON; with pictures as a form in which the command is a field. */
async function readSent(request: Request): Promise<{ command: unknown; form: FormData }> {
  if (!isMultipart(request)) {
    return { command: await request.json().catch(() => null), form: new FormData() };
  }
  const form = await readBoundedForm(request, PICTURES_MOST_BYTES);
  if (!(form instanceof FormData)) return { command: null, form: new FormData() };
  return { command: parse(String(form.get('command'))), form };
}

const isMultipart = (request: Request): boolean =>
  request.headers.get('content-type')?.startsWith('multipart/form-data') ?? false;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // What is no JSON is no command; the schema says so.
  }
}

const answer = (name: string, outcome: Outcome) =>
  json({ outcome, said: sayOutcome(name, outcome) }, { status: isRefused(outcome) ? 422 : 200 });
