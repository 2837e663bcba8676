import { readSheet } from 'read-excel-file/node';
import type { RosterFileRefusal } from './roster-refusal';
import { UnreadableArchive, unzip, ZipTooLarge, zipUncompressed } from './roster-zip.server';
import { fillMergedCells, isSafeSheet, sheetsOfWorkbook } from './roster-sheet.server';

const WANTED =
  /^xl\/(?:(?:workbook|sharedstrings|styles|worksheets\/[^/]+)\.xml|_rels\/workbook\.xml\.rels)$/i;
/** 20,000 rows of 30 columns take about 30 MB of XML. */
const MAX_UNPACKED_BYTES = 40 * 2 ** 20;
const LONGEST_FILENAME_SHOWN = 80;
const LONGEST_CELL = 2000;

/**
 * The rows of the first visible sheet that is not empty, every cell as text. A value that is merged
 * over several rows stands in each of them. The archive is unpacked here, within bounds, before the
 * reader of spreadsheets sees it.
 */
export async function rowsOfXlsx(
  bytes: Uint8Array,
  filename: string
): Promise<{ format: 'xlsx'; rows: string[][] } | RosterFileRefusal> {
  const unreadable: RosterFileRefusal = {
    refused: 'roster_file_unreadable',
    params: { filename: filename.slice(0, LONGEST_FILENAME_SHOWN) }
  };
  try {
    const wanted = (path: string) => WANTED.test(path);
    const entries = await unzip(bytes, { wanted, maxBytes: MAX_UNPACKED_BYTES });
    const isWorkbook = entries.has('xl/workbook.xml');
    if (!isWorkbook || ![...entries.values()].every(isSafeSheet)) return unreadable;
    const rows = await firstFilledSheet(entries);
    return rows ? { format: 'xlsx', rows } : { refused: 'roster_file_empty', params: {} };
  } catch (error) {
    if (error instanceof ZipTooLarge)
      return { refused: 'roster_file_unpacks_too_large', params: {} };
    if (error instanceof UnreadableArchive) return unreadable;
    throw error;
  }
}

async function firstFilledSheet(entries: Map<string, Buffer>): Promise<string[][] | undefined> {
  const workbook = zipUncompressed(entries);
  for (const sheet of sheetsOfWorkbook(entries)) {
    const cells = await cellsOfSheet(workbook, sheet.number);
    const rows = cells.map((row) => row.map(cellText));
    if (rows.some((row) => row.some((cell) => cell !== ''))) {
      return fillMergedCells(rows, sheet.xml);
    }
  }
  return undefined;
}

async function cellsOfSheet(workbook: Buffer, number: number): Promise<unknown[][]> {
  try {
    return await readSheet(workbook, number, { parseNumber: plainNumber });
  } catch (error) {
    throw new UnreadableArchive('the sheet cannot be read', { cause: error });
  }
}

/** A number without the noise of binary fractions: "3.0000000000000004" is 3, "101.0" is 101. */
function plainNumber(text: string): string {
  const number = Number(text);
  return Number.isFinite(number) ? String(Number(number.toPrecision(15))) : text;
}

/** Dates become 2025-03-02, so that "3-2" turned into a date by Excel can be told to the person. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date)
    return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
  return String(cell).slice(0, LONGEST_CELL);
}
