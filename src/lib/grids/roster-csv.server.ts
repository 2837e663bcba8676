import { CsvError, parse } from 'csv-parse/sync';
import { ROSTER_MAX_ROWS, type RosterFileRefusal } from './roster-refusal';

export type TextEncoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'gb18030';

export interface DecodedText {
  text: string;
  encoding: TextEncoding;
}

const SEPARATORS = [',', ';', '\t'];
const ROWS_COMPARED = 30;
const UTF8_MARK = [0xef, 0xbb, 0xbf];
const UTF16_MARK = [0xff, 0xfe];

/**
 * Decodes UTF-8, UTF-16 with its mark (Excel's "Unicode text") or GB18030, strictly and in this
 * order. Gives undefined for anything that is no text.
 */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const starts = (mark: number[]) => mark.every((byte, at) => bytes[at] === byte);
  const encodings: TextEncoding[] = starts(UTF16_MARK)
    ? ['utf-16le']
    : [starts(UTF8_MARK) ? 'utf-8-bom' : 'utf-8', 'gb18030'];
  for (const encoding of encodings) {
    const text = decodeStrictly(bytes, encoding);
    if (text !== undefined && isText(text)) return { text, encoding };
  }
  return undefined;
}

/**
 * The rows of a csv text, separated by comma, semicolon or tab, whichever gives the most regular
 * table. Refuses a quotation mark that is never closed, because everything after it would be one
 * cell, and more rows than a roster may have.
 */
export function rowsOfCsv({
  text,
  encoding
}: DecodedText): { format: 'csv'; encoding: TextEncoding; rows: string[][] } | RosterFileRefusal {
  const { separator, table } = separatorOf(withoutBlankEnd(text));
  try {
    const rows = parseRows(table, separator, ROSTER_MAX_ROWS + 1);
    if (rows.length <= ROSTER_MAX_ROWS) return { format: 'csv', encoding, rows };
    return { refused: 'roster_too_many_rows', params: { limit: ROSTER_MAX_ROWS } };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { refused: 'roster_csv_quotes', params: { line: lineOfOpenQuote(table, error) } };
  }
}

function decodeStrictly(bytes: Uint8Array, encoding: TextEncoding): string | undefined {
  try {
    const label = encoding === 'utf-8-bom' ? 'utf-8' : encoding;
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Pictures and documents decode as GB18030 now and then, but not without control characters. */
function isText(text: string): boolean {
  return !/[^\P{Cc}\t\r\n\v\f\u0085]/u.test(text);
}

/** Spreadsheets save thousands of empty rows when somebody has once coloured them. */
function withoutBlankEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ',;\t\r\n '.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** A first line "sep=;" tells Excel the separator and is not shown as a row. */
function separatorOf(text: string): { separator: string; table: string } {
  const told = /^sep=([,;\t])\r?\n?/i.exec(text);
  if (told?.[1]) return { separator: told[1], table: text.slice(told[0].length) };
  const regularity = (separator: string) => regularRows(text, separator);
  const [best = ','] = [...SEPARATORS].sort((a, b) => regularity(b) - regularity(a));
  return { separator: best, table: text };
}

/** How many of the first rows have the commonest number of cells, if that is more than one. */
function regularRows(text: string, separator: string): number {
  const widths = new Map<number, number>();
  for (const row of firstRows(text, separator)) {
    if (row.length > 1) widths.set(row.length, (widths.get(row.length) ?? 0) + 1);
  }
  return Math.max(0, ...[...widths].map(([width, rows]) => rows + width / 1000));
}

function firstRows(text: string, separator: string): string[][] {
  try {
    return parseRows(text, separator, ROWS_COMPARED);
  } catch (error) {
    if (error instanceof CsvError) return [];
    throw error;
  }
}

function parseRows(text: string, separator: string, most: number): string[][] {
  return parse(text, {
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    to: most
  });
}

/** The parser only knows where the text ended; the row that swallowed the rest began before. */
function lineOfOpenQuote(text: string, { records }: CsvError): number {
  const complete = typeof records === 'number' ? records : 0;
  return Math.min(complete + 1, text.split(/\r\n|\n|\r/).length);
}
