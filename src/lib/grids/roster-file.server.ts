import { rowsOfCsv, decodeText, type TextEncoding } from './roster-csv.server';
import {
  ROSTER_FILE_MAX_BYTES,
  ROSTER_FILE_MAX_MEGABYTES,
  ROSTER_MAX_COLUMNS,
  ROSTER_MAX_ROWS,
  type RosterFileRefusal
} from './roster-refusal';
import { rowsOfXlsx } from './roster-xlsx.server';

export type RosterFile =
  | { format: 'csv'; encoding: TextEncoding; rows: string[][] }
  | { format: 'xlsx'; rows: string[][] };

const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** Compound files: Excel before 2007, but also newer workbooks with a password. */
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const LONGEST_FILENAME_SHOWN = 80;

/**
 * Reads the rows of a roster as texts: csv in UTF-8, UTF-16 (with its mark) or GB18030, or the first
 * visible sheet of an xlsx file that is not empty. What the file contains decides, not its name.
 * `rows[0]` is row 1 of the spreadsheet; empty rows and cells at the end are left out. Refuses files of more
 * than 10 MB, 20,000 rows or 200 columns, old .xls files, and what it cannot read.
 */
export async function readRosterFile(
  bytes: Uint8Array,
  filename: string
): Promise<RosterFile | RosterFileRefusal> {
  if (bytes.length > ROSTER_FILE_MAX_BYTES) return tooLarge(bytes.length);
  const file = await readByContent(bytes, filename);
  if ('refused' in file) return file;
  const rows = withoutBlankEnd(file.rows);
  if (rows.length === 0) return { refused: 'roster_file_empty', params: {} };
  if (rows.length > ROSTER_MAX_ROWS) {
    return { refused: 'roster_too_many_rows', params: { limit: ROSTER_MAX_ROWS } };
  }
  if (rows.some((row) => row.length > ROSTER_MAX_COLUMNS)) {
    return { refused: 'roster_too_many_columns', params: { limit: ROSTER_MAX_COLUMNS } };
  }
  return { ...file, rows };
}

async function readByContent(
  bytes: Uint8Array,
  filename: string
): Promise<RosterFile | RosterFileRefusal> {
  if (startsWith(bytes, ZIP)) return rowsOfXlsx(bytes, filename);
  if (startsWith(bytes, COMPOUND_FILE)) return oldOrLocked(bytes);
  const text = decodeText(bytes);
  if (!text) {
    const params = { filename: filename.slice(0, LONGEST_FILENAME_SHOWN) };
    return { refused: 'roster_file_unreadable', params };
  }
  if (isMarkup(text.text)) return { refused: 'roster_old_xls', params: {} };
  return rowsOfCsv(text);
}

function tooLarge(byteCount: number): RosterFileRefusal {
  const megabytes = Math.ceil((byteCount / 2 ** 20) * 10) / 10;
  return {
    refused: 'roster_file_too_large',
    params: { megabytes, limit: ROSTER_FILE_MAX_MEGABYTES }
  };
}

function oldOrLocked(bytes: Uint8Array): RosterFileRefusal {
  const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le');
  return Buffer.from(bytes).includes(encryptedPackage)
    ? { refused: 'roster_file_has_password', params: {} }
    : { refused: 'roster_old_xls', params: {} };
}

/** Many programs save a web page or Excel's XML of 2003 under the name of an .xls file. */
function isMarkup(text: string): boolean {
  return /^\s*<(?:\?xml|!doctype|html|head|meta|table|style)/i.test(text.slice(0, 1000));
}

function startsWith(bytes: Uint8Array, magic: number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

/** Without the empty cells at the end of a row and the empty rows at the end of the table. */
function withoutBlankEnd(rows: string[][]): string[][] {
  const trimmed = rows.map((row) =>
    row.slice(
      0,
      lengthUntil(row, (cell) => cell.trim() !== '')
    )
  );
  return trimmed.slice(
    0,
    lengthUntil(trimmed, (row) => row.length > 0)
  );
}

function lengthUntil<Item>(items: Item[], isFilled: (item: Item) => boolean): number {
  return items.findLastIndex(isFilled) + 1;
}
