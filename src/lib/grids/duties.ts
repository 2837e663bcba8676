import type { Office } from '../communities/tables.server';

/** Which offices may do what on the committee's side; commands and pages read the same lists. */
export const DUTIES = {
  readHouseholds: ['committee', 'clerk', 'grid_leader', 'auditor'],
  seeNames: ['committee', 'clerk', 'grid_leader'],
  keepHouseholds: ['committee', 'clerk'],
  keepGrids: ['committee'],
  readPeople: ['committee', 'clerk'],
  addPeople: ['committee', 'clerk'],
  appoint: ['committee'],
  readAudit: ['committee', 'auditor'],
  runShifts: ['committee', 'coordinator'],
  keepCompacts: ['committee'],
  makeRules: ['committee'],
  runEvents: ['committee', 'clerk'],
  keepRooms: ['committee', 'clerk'],
  reviewClaims: ['committee', 'grid_leader'],
  handOut: ['committee', 'clerk'],
  decideObjections: ['committee'],
  deduct: ['committee'],
  postNotices: ['committee', 'clerk', 'grid_leader']
} as const satisfies Record<string, readonly Office[]>;

export type Duty = keyof typeof DUTIES;

/** Whether somebody who holds these offices has the duty. */
export const hasDuty = (offices: readonly { office: Office }[], duty: Duty): boolean => {
  const allowed: readonly Office[] = DUTIES[duty];
  return offices.some(({ office }) => allowed.includes(office));
};

/**
 * Whether the holder of these offices sees names in full in what they may read: `within` these grids,
 * or everywhere (null). A grid leader who also audits reads everywhere, but without names.
 */
export const seesNames = (
  offices: readonly { office: Office }[],
  within: readonly string[] | null
): boolean =>
  hasDuty(
    offices.filter(({ office }) => within !== null || office !== 'grid_leader'),
    'seeNames'
  );
