import type { Command } from '../commands/command.server';
import { checkIn, checkOut, stay } from './check-in.server';
import { confirm, correctConfirmation, withdrawConfirmation } from './confirmation.server';
import { addWalkIn, markAbsent, markPresent, restoreMark, undoWalkIn } from './door.server';
import { cancelShift, createShift, editShift, restoreShift } from './planning.server';
import { cancelSignup, signUp } from './sign-up.server';
import {
  addTeamMember,
  createTeam,
  editTeam,
  joinTeam,
  leaveTeam,
  removeTeamMember
} from './team-commands.server';

/** Everything that residents and coordinators may send. */
export const volunteeringCommands: Command[] = [
  signUp,
  cancelSignup,
  checkIn,
  checkOut,
  stay,
  markPresent,
  markAbsent,
  restoreMark,
  addWalkIn,
  undoWalkIn,
  createShift,
  editShift,
  cancelShift,
  restoreShift,
  confirm,
  correctConfirmation,
  withdrawConfirmation,
  joinTeam,
  leaveTeam,
  createTeam,
  editTeam,
  addTeamMember,
  removeTeamMember
];
