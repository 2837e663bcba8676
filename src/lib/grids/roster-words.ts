import { m } from '$lib/paraglide/messages';
import type { RosterColumnsMissing, RosterFault, RosterField, RosterProblem } from './roster';
import type { RosterFileRefusal } from './roster-refusal';

export type RosterLocale = 'zh' | 'en';

/** One sentence for a row that is not imported: which row, which cells, what is wrong in them. */
export function rosterProblemText(problem: RosterProblem, locale: RosterLocale): string {
  const separator = m.grids_roster_fault_separator({}, { locale });
  const faults = problem.faults.map((fault) => faultText(fault, locale)).join(separator);
  return m.grids_roster_problem({ row: problem.row, faults }, { locale });
}

/** Why a file, or its columns, cannot be read, and what the person can do about it. */
export function rosterRefusalText(
  refusal: RosterFileRefusal | RosterColumnsMissing,
  locale: RosterLocale
): string {
  switch (refusal.refused) {
    case 'roster_file_too_large':
      return m.grids_roster_file_too_large(refusal.params, { locale });
    case 'roster_file_unpacks_too_large':
      return m.grids_roster_file_unpacks_too_large({}, { locale });
    case 'roster_too_many_rows':
      return m.grids_roster_too_many_rows(refusal.params, { locale });
    case 'roster_too_many_columns':
      return m.grids_roster_too_many_columns(refusal.params, { locale });
    case 'roster_file_empty':
      return m.grids_roster_file_empty({}, { locale });
    case 'roster_file_unreadable':
      return m.grids_roster_file_unreadable(refusal.params, { locale });
    case 'roster_old_xls':
      return m.grids_roster_old_xls({}, { locale });
    case 'roster_file_has_password':
      return m.grids_roster_file_has_password({}, { locale });
    case 'roster_csv_quotes':
      return m.grids_roster_csv_quotes(refusal.params, { locale });
    case 'roster_columns_missing':
      return columnsMissingText(refusal, locale);
  }
}

/** What a field of a roster is called. */
export function rosterFieldName(field: RosterField, locale?: RosterLocale): string {
  const names: Record<RosterField, string> = {
    building: m.grids_field_building({}, { locale }),
    unit: m.grids_field_unit({}, { locale }),
    room: m.grids_field_room({}, { locale }),
    address: m.grids_field_address({}, { locale }),
    grid_name: m.grids_field_grid_name({}, { locale }),
    head_name: m.grids_field_head_name({}, { locale }),
    people: m.grids_field_people({}, { locale }),
    note: m.grids_field_note({}, { locale })
  };
  return names[field];
}

function faultText(fault: RosterFault, locale: RosterLocale): string {
  const field = rosterFieldName(fault.field, locale);
  const { cell } = fault;
  const value = shown(fault.value, locale);
  switch (fault.code) {
    case 'missing':
      return m.grids_roster_fault_missing({ cell, field }, { locale });
    case 'unreadable':
      return m.grids_roster_fault_unreadable({ cell, field, value }, { locale });
    case 'became_date':
      return m.grids_roster_fault_became_date({ cell, field, value }, { locale });
    case 'too_long':
      return m.grids_roster_fault_too_long({ cell, field }, { locale });
    case 'people_unreadable':
      return m.grids_roster_fault_people_unreadable({ cell, field, value }, { locale });
    case 'grid_unknown':
      return m.grids_roster_fault_grid_unknown({ cell, value }, { locale });
    case 'duplicate_differs': {
      const other = shown(fault.otherValue ?? '', locale);
      const row = fault.otherRow ?? 0;
      return m.grids_roster_fault_duplicate_differs({ row, field, other, value }, { locale });
    }
  }
}

function columnsMissingText(
  { missing, found }: RosterColumnsMissing,
  locale: RosterLocale
): string {
  const separator = m.grids_roster_list_separator({}, { locale });
  const names = missing.map((field) => rosterFieldName(field, locale)).join(separator);
  const headers = found.slice(0, 20).join(separator);
  return found.length > 0
    ? m.grids_roster_columns_missing({ missing: names, found: headers }, { locale })
    : m.grids_roster_columns_missing_none_found({ missing: names }, { locale });
}

function shown(value: string, locale: RosterLocale): string {
  return value === '' ? m.grids_roster_value_empty({}, { locale }) : value;
}
