import type { HouseholdPlace } from './roster-address';
import {
  findColumns,
  type RosterColumns,
  type RosterColumnsMissing,
  type RosterField
} from './roster-columns';
import { RosterRowReader, type FindGrid, type RosterFault, type RosterRow } from './roster-row';
import { bareText, gridFinder, visibleText, withoutLeadingZeros } from './roster-text';

export type { HouseholdPlace } from './roster-address';
export type { RosterColumnsMissing, RosterField } from './roster-columns';
export type { RosterFault, RosterFaultCode, RosterHousehold, RosterRow } from './roster-row';

/** A row that is not imported, with everything that is wrong in it and the cells as they stand. */
export interface RosterProblem {
  row: number;
  faults: RosterFault[];
  cells: string[];
}

/** What would be read from a file. Every row of the file is in exactly one of the lists. */
export interface RosterPreview {
  headerRow: number;
  columns: { field: RosterField; header: string; column: string }[];
  ignoredColumns: { header: string; column: string }[];
  rows: RosterRow[];
  duplicates: { row: number; sameAs: number }[];
  problems: RosterProblem[];
  notes: { row: number; text: string }[];
  blankRows: number;
}

const TOTAL =
  /^(?:合计|总计|小计|共计|总数|累计|合计数|SUBTOTAL|GRANDTOTAL|TOTALS?)(?=$|[:：\d(户人])/;
const REMARK =
  /^(?:注|备注|说明|填表|制表|审核|负责人|联系|单位|日期|NOTE|REMARK|PREPAREDBY)[^:]{0,10}:/;
const SERIAL_HEADERS = /^(?:序号|编号|序|NO\.?|#|S\/N|INDEX)$/;
const LONG_REMARK = 20;
/** Long enough for every cell that a roster may hold, so that a problem row can be given back whole. */
const LONGEST_CELL_KEPT = 1000;

/**
 * Reads the rows of a roster (`rows[0]` is row 1 of the spreadsheet) without changing anything.
 * With `gridNames`, a household in a grid of another name is a problem. Refuses with
 * `roster_columns_missing` when building and room cannot be told.
 */
export function previewRoster(
  rows: readonly string[][],
  { gridNames }: { gridNames?: Iterable<string> } = {}
): RosterPreview | RosterColumnsMissing {
  const columns = findColumns(rows);
  if ('refused' in columns) return columns;
  const preview = emptyPreview(columns);
  const findGrid = gridNames && gridFinder(gridNames);
  const seen = new Map<string, RosterRow>();
  rows.forEach((cells, index) => {
    if (index === columns.headerIndex) return;
    const sort = sortOfRow(columns, rows[columns.headerIndex] ?? [], cells, index);
    if (sort === 'blank') preview.blankRows += 1;
    else if (sort === 'note') preview.notes.push({ row: index + 1, text: rowText(cells) });
    else addHousehold(preview, seen, new RosterRowReader(columns, cells, index + 1), findGrid);
  });
  return preview;
}

/** The same for two texts of one home: "0101" and "101", which Excel makes of it, are one room. */
export function householdKey({ building, unit, room }: HouseholdPlace): string {
  return [building, unit, withoutLeadingZeros(room)].join('\n');
}

function emptyPreview({ headerIndex, taken, ignored }: RosterColumns): RosterPreview {
  return {
    headerRow: headerIndex + 1,
    columns: taken.map(({ field, header, column }) => ({ field, header, column })),
    ignoredColumns: ignored.map(({ header, column }) => ({ header, column })),
    rows: [],
    duplicates: [],
    problems: [],
    notes: [],
    blankRows: 0
  };
}

function sortOfRow(
  columns: RosterColumns,
  headers: string[],
  cells: string[],
  index: number
): 'blank' | 'note' | 'household' {
  const filled = cells.filter((cell) => visibleText(cell) !== '');
  if (filled.length === 0) return 'blank';
  if (index < columns.headerIndex) return 'note';
  const isRepeatedHeader = columns.taken.every(
    ({ index: at }) => bareText(cells[at] ?? '') === bareText(headers[at] ?? '')
  );
  if (isRepeatedHeader) return 'note';
  const said = columns.taken.filter(({ index: at }) => visibleText(cells[at] ?? '') !== '');
  if (said.length === 0 && onlySerialNumbers(columns, cells)) return 'blank';
  const first = bareText(filled[0] ?? '');
  if (TOTAL.test(first)) return 'note';
  const isAlone = filled.length === 1;
  const isLong = first.length > LONG_REMARK && said.every(({ field }) => field !== 'address');
  return isAlone && (REMARK.test(first) || isLong) ? 'note' : 'household';
}

/** Prepared lists are often numbered far beyond their last household. */
function onlySerialNumbers({ ignored }: RosterColumns, cells: string[]): boolean {
  return cells.every((cell, at) => {
    if (visibleText(cell) === '') return true;
    if (!/^\d+$/.test(bareText(cell))) return false;
    const header = ignored.find((column) => column.index === at)?.header ?? '';
    return SERIAL_HEADERS.test(bareText(header));
  });
}

function rowText(cells: string[]): string {
  return cells.map(visibleText).filter(Boolean).join(' ').slice(0, 200);
}

function addHousehold(
  preview: RosterPreview,
  seen: Map<string, RosterRow>,
  reader: RosterRowReader,
  findGrid: FindGrid | undefined
): void {
  const household = reader.household(findGrid);
  const earlier = reader.faults.length === 0 ? seen.get(householdKey(household)) : undefined;
  if (earlier) reader.compare(household, earlier);
  if (reader.faults.length > 0) {
    const { row, faults, cells } = reader;
    preview.problems.push({
      row,
      faults,
      cells: cells.map((cell) => visibleText(cell).slice(0, LONGEST_CELL_KEPT))
    });
  } else if (earlier) {
    preview.duplicates.push({ row: reader.row, sameAs: earlier.row });
  } else {
    seen.set(householdKey(household), household);
    preview.rows.push(household);
  }
}
