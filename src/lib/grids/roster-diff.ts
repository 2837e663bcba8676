import { householdKey, type HouseholdPlace, type RosterRow } from './roster';
import { gridFinder } from './roster-text';

/** A household as the community has it. */
export interface KnownHousehold extends HouseholdPlace {
  id: string;
  grid_id?: string | null;
  head_name?: string | null;
  people?: number | null;
  note?: string | null;
}

export interface HouseholdDetails {
  grid_id?: string;
  head_name?: string;
  people?: number;
  note?: string;
}

export type HouseholdChanges = {
  [Detail in keyof HouseholdDetails]?: {
    from: HouseholdDetails[Detail] | null;
    to: HouseholdDetails[Detail];
  };
};

/** What importing a roster would do. Every row of the preview is in one of the first four lists. */
export interface ImportPlan {
  create: ({ row: number } & HouseholdPlace & HouseholdDetails)[];
  update: { id: string; row: number; changes: HouseholdChanges }[];
  unchanged: { id: string; row: number }[];
  /** The grid was known when the preview was made and is not any more. */
  unknown_grid: { row: number; grid_name: string }[];
  /** Only mentioned: a household that a file does not name is kept. */
  missing_from_file: KnownHousehold[];
}

const DETAILS = ['grid_id', 'head_name', 'people', 'note'] as const;

/**
 * Compares the rows of a roster with the households of the community. An empty cell never erases
 * what is known, so that the same file imported again changes nothing. `gridsByName` maps the names
 * of the grids to their ids.
 */
export function planImport(
  existing: readonly KnownHousehold[],
  rows: readonly RosterRow[],
  gridsByName: ReadonlyMap<string, string>
): ImportPlan {
  const plan: ImportPlan = {
    create: [],
    update: [],
    unchanged: [],
    unknown_grid: [],
    missing_from_file: []
  };
  const known = new Map(existing.map((household) => [householdKey(household), household]));
  const findGrid = gridFinder(gridsByName.keys());
  const named = new Set<string>();
  for (const row of rows) {
    named.add(householdKey(row));
    const grid_id = row.grid_name && gridsByName.get(findGrid(row.grid_name) ?? '');
    if (row.grid_name && !grid_id) {
      plan.unknown_grid.push({ row: row.row, grid_name: row.grid_name });
      continue;
    }
    planRow(plan, known.get(householdKey(row)), row, detailsOf(row, grid_id || undefined));
  }
  plan.missing_from_file = existing.filter((household) => !named.has(householdKey(household)));
  return plan;
}

function planRow(
  plan: ImportPlan,
  known: KnownHousehold | undefined,
  { row, building, unit, room }: RosterRow,
  details: HouseholdDetails
): void {
  if (!known) {
    plan.create.push({ row, building, unit, room, ...details });
    return;
  }
  const changes = changesBetween(known, details);
  if (Object.keys(changes).length === 0) plan.unchanged.push({ id: known.id, row });
  else plan.update.push({ id: known.id, row, changes });
}

function detailsOf({ head_name, people, note }: RosterRow, grid_id?: string): HouseholdDetails {
  const details: HouseholdDetails = {};
  if (grid_id !== undefined) details.grid_id = grid_id;
  if (head_name !== undefined) details.head_name = head_name;
  if (people !== undefined) details.people = people;
  if (note !== undefined) details.note = note;
  return details;
}

function changesBetween(known: KnownHousehold, details: HouseholdDetails): HouseholdChanges {
  const changed = DETAILS.filter(
    (detail) => details[detail] !== undefined && details[detail] !== (known[detail] ?? undefined)
  );
  return Object.fromEntries(
    changed.map((detail) => [detail, { from: known[detail] ?? null, to: details[detail] }])
  );
}
