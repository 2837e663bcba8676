import type { Command } from '../commands/command.server';
import {
  confirmAttendance,
  correctAttendance,
  restoreAttendance,
  withdrawAttendance
} from './attendance.server';
import { checkIn } from './check-in.server';
import { addWalkIn, markAbsent, markPresent, restoreMark, undoWalkIn } from './door.server';
import { cancelEvent, createEvent, editEvent, restoreEvent } from './planning.server';
import { cancelRegistration, register } from './registration.server';
import { addRoom, editRoom, reopenRoom, retireRoom } from './room-commands.server';

/** Everything that residents and organisers may send. */
export const eventCommands: Command[] = [
  register,
  cancelRegistration,
  checkIn,
  markPresent,
  markAbsent,
  restoreMark,
  addWalkIn,
  undoWalkIn,
  createEvent,
  editEvent,
  cancelEvent,
  restoreEvent,
  confirmAttendance,
  correctAttendance,
  withdrawAttendance,
  restoreAttendance,
  addRoom,
  editRoom,
  retireRoom,
  reopenRoom
];
