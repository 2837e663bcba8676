/** Attributes may hold ">" between quotation marks, but never "<". */
const ATTRIBUTES = `([^<>"']*(?:(?:"[^"<]*"|'[^'<]*')[^<>"']*){0,60})>`;
const CELL_START = /<(?:\w+:)?c(?=[\s>])/g;
const CELL = new RegExp(CELL_START.source + ATTRIBUTES, 'g');
const ROW_START = /<(?:\w+:)?row(?=[\s>])/g;
const ROW = new RegExp(ROW_START.source + ATTRIBUTES, 'g');
const CELL_PLACE = /\sr\s*=\s*["']([A-Z]{1,3})([1-9]\d{0,6})["']/;
const ROW_NUMBER = /\sr\s*=\s*["']([^"']*)["']/;
/** The size of a sheet in Excel. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
/** The reader makes a table of as many rows as the lowest filled one and as many columns as the widest. */
const MOST_TABLE_CELLS = 4_000_000;
const MOST_TABLE_ROWS = 100_000;
const MOST_MERGED_CELLS = 1_000_000;

/**
 * Whether reading this XML of a sheet takes bounded memory: a few bytes may claim a cell in row four
 * thousand million, for which a reader would make as many empty rows.
 */
export function isSafeSheet(entry: Buffer): boolean {
  const xml = entry.toString('latin1');
  return rowsAreWithinExcel(xml) && cellsAreBounded(xml);
}

/** The sheets that are not hidden, in their order; `number` counts all sheets from 1. */
export function sheetsOfWorkbook(
  entries: ReadonlyMap<string, Buffer>
): { number: number; xml: string }[] {
  const workbook = entries.get('xl/workbook.xml')?.toString('utf8') ?? '';
  const relations = entries.get('xl/_rels/workbook.xml.rels')?.toString('utf8') ?? '';
  const targets = new Map(
    tags(relations, 'Relationship').map((tag) => [attribute(tag, 'Id'), attribute(tag, 'Target')])
  );
  return tags(workbook, 'sheet').flatMap((tag, index) => {
    if (/hidden/i.test(attribute(tag, 'state'))) return [];
    const target = targets.get(attribute(tag, '(?:\\w+:)?id')) ?? '';
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    return [{ number: index + 1, xml: entries.get(path)?.toString('latin1') ?? '' }];
  });
}

/**
 * Writes the value of a cell that is merged over several rows into each of them, as people read it:
 * one "3栋" beside twenty rooms. Across columns nothing is repeated.
 */
export function fillMergedCells(rows: string[][], xml: string): string[][] {
  let filled = 0;
  for (const tag of tags(xml, 'mergeCell')) {
    const range = /^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/.exec(attribute(tag, 'ref'));
    if (!range?.[1]) continue;
    const column = columnNumber(range[1]) - 1;
    const [first, last] = [Number(range[2]) - 1, Math.min(Number(range[3]), rows.length) - 1];
    const value = rows[first]?.[column];
    if (!value) continue;
    for (let at = first + 1; at <= last && filled < MOST_MERGED_CELLS; at += 1, filled += 1) {
      setCell(rows[at] ?? [], column, value);
    }
  }
  return rows;
}

function rowsAreWithinExcel(xml: string): boolean {
  let rows = 0;
  for (const [, attributes = ''] of xml.matchAll(ROW)) {
    rows += 1;
    const number = ROW_NUMBER.exec(attributes)?.[1] ?? '1';
    if (!/^\d{1,7}$/.test(number) || Number(number) > MOST_ROWS) return false;
  }
  return rows === count(xml, ROW_START);
}

function cellsAreBounded(xml: string): boolean {
  let [cells, height, width] = [0, 0, 0];
  for (const [, attributes = ''] of xml.matchAll(CELL)) {
    cells += 1;
    if (attributes.endsWith('/')) continue;
    const [, letters = '', number = ''] = CELL_PLACE.exec(attributes) ?? [];
    const column = columnNumber(letters);
    if (column < 1 || column > MOST_COLUMNS || Number(number) > MOST_ROWS) return false;
    [height, width] = [Math.max(height, Number(number)), Math.max(width, column)];
    if (height > MOST_TABLE_ROWS || height * width > MOST_TABLE_CELLS) return false;
  }
  return cells === count(xml, CELL_START);
}

function count(xml: string, start: RegExp): number {
  return xml.match(start)?.length ?? 0;
}

function setCell(row: string[], column: number, value: string): void {
  while (row.length < column) row.push('');
  row[column] = value;
}

function tags(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(\\s[^<>]*)>`, 'g'))].map(
    ([, attributes = '']) => attributes
  );
}

function attribute(tag: string, name: string): string {
  return new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1] ?? '';
}

function columnNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}
