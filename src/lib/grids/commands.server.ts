import { appoint, endAppointment } from '../communities/appointments.server';
import { issueCards } from './card-commands.server';
import { createGrid, createNamedGrids, renameGrid } from './grid-commands.server';
import { addHousehold, editHousehold, moveHousehold } from './household-commands.server';
import { addPerson, noteBirthYear } from './person-commands.server';
import { importBatch } from './roster-import.server';
import { uploadRoster } from './roster-upload.server';

/** The commands of the committee's side around grids, households, cards and people. */
export const gridCommands = [
  createGrid,
  createNamedGrids,
  renameGrid,
  addHousehold,
  editHousehold,
  moveHousehold,
  uploadRoster,
  importBatch,
  issueCards,
  addPerson,
  noteBirthYear,
  appoint,
  endAppointment
];
