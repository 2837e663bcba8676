import { m } from '../paraglide/messages';
import type { RosterField, RosterPreview, RosterRow } from './roster';
import { rosterProblemText } from './roster-words';

/**
 * The rows of a roster that were not imported, under the headers of the file and in its order, with
 * a last column that says what is wrong: corrected, the table can be imported as it is.
 */
export function problemTable(
  aside: Omit<RosterPreview, 'rows'>,
  unknownGrid: readonly RosterRow[],
  locale: 'zh' | 'en'
): string[][] {
  const columns = [...aside.columns, ...aside.ignoredColumns];
  const width = Math.max(0, ...columns.map(({ column }) => indexOf(column) + 1));
  const empty = () => Array.from({ length: width }, () => '');
  const header = empty();
  for (const { column, header: text } of columns) header[indexOf(column)] = text;
  const faulty = aside.problems.map((problem) => ({
    row: problem.row,
    cells: [...empty().map((_, at) => problem.cells[at] ?? ''), rosterProblemText(problem, locale)]
  }));
  const homeless = unknownGrid.map((row) => {
    const cells = empty();
    for (const { column, field } of aside.columns) cells[indexOf(column)] = textOf(row, field);
    const { row: number, grid_name: grid = '' } = row;
    return {
      row: number,
      cells: [...cells, m.grids_import_row_unknown_grid({ row: number, grid }, { locale })]
    };
  });
  const rows = [...faulty, ...homeless].sort((a, b) => a.row - b.row).map(({ cells }) => cells);
  return [[...header, m.grids_import_problem({}, { locale })], ...rows];
}

/** "A" → 0, "AA" → 26. */
function indexOf(column: string): number {
  return [...column].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** A field as it may stand in a roster. */
function textOf(row: RosterRow, field: RosterField): string {
  if (field !== 'address') return String(row[field] ?? '');
  return [row.building, row.unit, row.room].filter(Boolean).join('-');
}
