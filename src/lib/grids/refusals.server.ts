import type { RefusalWords } from '../commands/command.server';
import { m } from '../paraglide/messages';
import { rosterFieldName } from './roster-words';
import type { RosterField } from './roster';

/** Words for what grids, households, cards and people refuse. */
export const gridRefusals: RefusalWords = {
  grid_name_taken: ({ name = '' }) => m.grids_refused_grid_name_taken({ name }),
  grid_parent_wrong: () => m.grids_refused_grid_parent_wrong(),
  household_exists: () => m.grids_refused_household_exists(),
  roster_columns_missing: ({ missing = '', found = '' }) => columnsMissing(missing, found),
  roster_part_gone: () => m.grids_refused_roster_part_gone(),
  cards_nobody: () => m.grids_refused_cards_nobody(),
  cards_too_many: ({ most = 0 }) => m.grids_refused_cards_too_many({ most }),
  person_exists: ({ name = '' }) => m.manage_refused_person_exists({ name }),
  last_committee_member: () => m.manage_refused_last_committee_member(),
  appointment_over: () => m.manage_refused_appointment_over(),
  appoint_without_account: ({ name = '' }) => m.manage_refused_appoint_without_account({ name }),
  appoint_without_grid: () => m.manage_refused_appoint_without_grid(),
  appoint_without_team: () => m.manage_refused_appoint_without_team()
};

function columnsMissing(missing: string | number, found: string | number): string {
  const separator = m.grids_roster_list_separator();
  const fields = String(missing).split('\n') as RosterField[];
  const names = fields.map((field) => rosterFieldName(field)).join(separator);
  const headers = String(found).split('\n').filter(Boolean).slice(0, 20).join(separator);
  return headers === ''
    ? m.grids_roster_columns_missing_none_found({ missing: names })
    : m.grids_roster_columns_missing({ missing: names, found: headers });
}
