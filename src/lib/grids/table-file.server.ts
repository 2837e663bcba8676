import writeXlsxFile from 'write-excel-file/node';

export type TableCell = string | number | null;

/**
 * Text that a spreadsheet would run as a formula gets an apostrophe before it, also after a full-width
 * sign, which Chinese versions of Excel take for the narrow one. A sign alone, as in the unit "-", is
 * no formula.
 */
export const neutralised = (text: string): string =>
  /^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n]./s.test(text) ? `'${text}` : text;

/** A csv file that Excel opens in Chinese: UTF-8 with its mark, formulas neutralised. */
export function csvFile(table: readonly (readonly TableCell[])[]): string {
  const lines = table.map((row) => row.map(csvCell).join(','));
  return '\uFEFF' + lines.join('\r\n') + '\r\n';
}

/** An xlsx file with one sheet whose first row is the header; texts stay texts ("3-2" is no date). */
export async function xlsxFile(
  sheet: string,
  table: readonly (readonly TableCell[])[]
): Promise<Uint8Array<ArrayBuffer>> {
  const [header = [], ...body] = table;
  const widths = header.map((_, at) => ({ width: widthOf(table.map((row) => row[at] ?? '')) }));
  const data = [header.map(headerCell), ...body.map((row) => row.map(xlsxCell))];
  const file = await writeXlsxFile(data, {
    sheet: sheet.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31),
    columns: widths,
    stickyRowsCount: 1
  }).toBuffer();
  return new Uint8Array(file);
}

/** The answer of a download; the name is for people and may be Chinese. */
export const download = (
  body: string | Uint8Array<ArrayBuffer>,
  name: string,
  type: 'csv' | 'xlsx'
): Response =>
  new Response(body, {
    headers: {
      'content-type':
        type === 'csv'
          ? 'text/csv; charset=utf-8'
          : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="linli.${type}"; filename*=UTF-8''${encodeURIComponent(name)}.${type}`,
      'cache-control': 'private, no-store'
    }
  });

/** A table as the download that the address asks for: `?format=csv`, otherwise xlsx. */
export async function downloadTable(
  name: string,
  table: readonly (readonly TableCell[])[],
  format: string | null
): Promise<Response> {
  return format === 'csv'
    ? download(csvFile(table), name, 'csv')
    : download(await xlsxFile(name, table), name, 'xlsx');
}

/** Also what programs of other countries take for the end of a cell or of a line. */
const SEPARATES = /[",;|\p{Cc}\u2028\u2029]/u;

function csvCell(cell: TableCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = neutralised(cell);
  return SEPARATES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const headerCell = (cell: TableCell) => ({
  value: String(cell ?? ''),
  type: String,
  fontWeight: 'bold' as const
});

const xlsxCell = (cell: TableCell) => {
  if (cell === null || cell === '') return null;
  return typeof cell === 'number'
    ? { value: cell, type: Number }
    : { value: neutralised(cell), type: String, format: '@' };
};

const widthOf = (cells: TableCell[]): number =>
  Math.min(50, 2 + Math.max(6, ...cells.slice(0, 500).map((cell) => wide(String(cell ?? '')))));

/** Chinese characters are twice as wide as digits. */
const wide = (text: string): number => text.length + (text.match(/[^\0-\u00FF]/g)?.length ?? 0);
