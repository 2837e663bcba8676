import type { Command } from '../commands/command.server';
import { addCase, removeCase, restoreCase } from './cases.server';
import { comment, withdrawComment } from './comments.server';
import { consent, propose, withdrawProposal } from './proposals.server';
import { returnDraft, saveDraft } from './saving.server';
import { cancelReplay, startReplay } from './replays.server';
import { closeDraft, reopenDraft, startDraft } from './starting.server';

/** Everything that the committee and residents may send about new rules. */
export const rulemakingCommands: Command[] = [
  startDraft,
  saveDraft,
  returnDraft,
  closeDraft,
  reopenDraft,
  addCase,
  removeCase,
  restoreCase,
  propose,
  withdrawProposal,
  consent,
  comment,
  withdrawComment,
  startReplay,
  cancelReplay
];
