import type { Command } from '../commands/command.server';
import { callOffVote, callVote } from './calling.server';
import { castVote } from './casting.server';
import {
  addArticle,
  createCompact,
  editArticle,
  moveArticle,
  removeArticle,
  renameCompact,
  restoreArticle
} from './drafting.server';
import { publishVersion } from './publishing.server';

/** Everything that the committee and the voters may send. */
export const compactsCommands: Command[] = [
  createCompact,
  renameCompact,
  addArticle,
  editArticle,
  moveArticle,
  removeArticle,
  restoreArticle,
  publishVersion,
  callVote,
  callOffVote,
  castVote
];
