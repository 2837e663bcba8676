import type { Command } from '../commands/command.server';
import { stateBirthYear } from './birth-year.server';
import { appointHelper, revokeHelper } from './helpers.server';
import { join } from './join.server';
import { renameSelf } from './rename.server';

/** What residents change about their own belonging. */
export const communityCommands: Command[] = [
  join,
  appointHelper,
  revokeHelper,
  renameSelf,
  stateBirthYear
];
