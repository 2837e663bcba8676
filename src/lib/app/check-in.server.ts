import { z } from 'zod';
import { defineCommand, type CommandContext } from '../commands/command.server';
import { resident } from '../communities/authority.server';
import type { Sql } from '../db/types.server';
import { Members } from '../door/party.server';
import { ProofInput, readProof } from '../door/proof.server';
import { actedAt } from '../door/window';
import { checkInWords } from '../door/words';
import { hasGuessedTooOften } from '../door/wrong-codes.server';
import { refuse } from '../shared/result';
import { checkIn as checkInToEvent } from '../events/check-in.server';
import { listEventsToCheckInto } from '../events/open-events.server';
import { checkIn as checkInToShift } from '../volunteering/check-in.server';
import { listShiftsToCheckInto } from '../volunteering/open-shifts.server';

/**
 * Checks in by the six digits alone: to whichever shift or event is open now and has this code, the
 * person's own first; with `join=yes` also without a sign-up. Refuses `nothing_to_check_into` and what
 * the feature's own check-in refuses.
 */
export const checkInByCode = defineCommand({
  name: 'door.check_in',
  input: z.object({ code: ProofInput.code, join: ProofInput.join, member: Members }),
  who: resident,
  async run(tx, { code, join, member }, person, context) {
    if (await hasGuessedTooOften(tx, context)) return refuse('check_in_tries');
    const open = await listOpenDoors(tx, person.memberId, context);
    if (open.length === 0) return refuse('nothing_to_check_into');
    const { communityId } = context;
    const shown = open.find(({ id }) =>
      readProof({ token: '', code }, { communityId, occasionId: id }, context)
    );
    if (!shown) return refuse('check_in_code_wrong', { field: 'code' });
    const proof = { code, join, member, token: '', scan: '' };
    return shown.kind === 'shift'
      ? checkInToShift.run(tx, { shift_id: shown.id, ...proof }, person, context)
      : checkInToEvent.run(tx, { event_id: shown.id, ...proof }, person, context);
  },
  done: ({ title, already }) => ({ text: checkInWords(String(title), Boolean(already)) })
});

async function listOpenDoors(tx: Sql, memberId: string, context: CommandContext) {
  const { communityId, caller, now, phoneAt } = context;
  const at = actedAt(now, phoneAt);
  const viewer = { accountId: caller.accountId, memberId };
  const shifts = await listShiftsToCheckInto(tx, communityId, memberId, at);
  const events = await listEventsToCheckInto(tx, communityId, viewer, at);
  return [
    ...shifts.map((id) => ({ kind: 'shift' as const, id })),
    ...events.map((id) => ({ kind: 'event' as const, id }))
  ];
}
