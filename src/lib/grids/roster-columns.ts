import { parseAddress } from './roster-address';
import { halfWidth, visibleText } from './roster-text';

/** What a column of a roster can hold. `address` stands for building, unit and room in one cell. */
export type RosterField =
  'building' | 'unit' | 'room' | 'address' | 'grid_name' | 'head_name' | 'people' | 'note';

export interface RosterColumn {
  /** The letter above the column in a spreadsheet. */
  column: string;
  /** From 0. */
  index: number;
  header: string;
}

export interface RosterColumns {
  /** From 0. */
  headerIndex: number;
  taken: (RosterColumn & { field: RosterField })[];
  ignored: RosterColumn[];
}

/** The file has no row of headers with which building and room can be told. */
export interface RosterColumnsMissing {
  refused: 'roster_columns_missing';
  missing: RosterField[];
  found: string[];
}

const HEADER_WITHIN_ROWS = 15;
const ROWS_LOOKED_AT = 200;

/** Within a field the better name comes first: a column 户主 is preferred to a column 姓名. */
const HEADERS: Record<RosterField, string> = {
  building:
    '楼栋 楼栋号 栋 栋号 幢 幢号 楼幢 楼幢号 楼号 楼 号楼 楼宇 座 座号 栋数 幢数 building bldg block ' +
    'buildingno buildingnumber 自然村 村民小组 小组 组别 组',
  unit: '单元 单元号 单元数 unit unitno entrance',
  room:
    '室 室号 房号 房间号 房间 房室号 房屋号 户号 门牌 门牌号 门牌号码 门号 ' +
    'room roomno roomnumber flat flatno apartment apt doorno',
  address:
    '详细地址 房屋地址 房屋坐落 楼栋单元室 楼栋单元室号 楼栋单元房号 楼幢单元室 楼单元室 栋单元室 幢单元室 ' +
    '楼栋房号 楼栋门牌 楼栋室号 家庭住址 家庭地址 现住址 居住地址 住址 地址 房屋 address homeaddress fulladdress',
  grid_name: '网格 所属网格 网格名称 网格名 所在网格 网格号 网格编号 grid gridname',
  head_name:
    '户主 户主姓名 户主名 户主名字 户代表 业主 业主姓名 房主 姓名 headofhousehold householdhead head ' +
    'headname householder owner name',
  people:
    '人口 家庭人口 家庭人口数 人口数 人数 家庭人数 户人口 户内人口 常住人口 常住人数 居住人数 居住人口 ' +
    'people persons residents householdsize numberofpeople members',
  note: '备注 备注说明 说明 note notes remark remarks comment comments'
};

const FIELDS: RosterField[] = [
  'building',
  'unit',
  'room',
  'address',
  'grid_name',
  'head_name',
  'people',
  'note'
];

const MEANINGS = new Map(
  FIELDS.flatMap((field) =>
    HEADERS[field].split(/\s+/).map((header, rank) => [header, { field, rank }] as const)
  )
);

/**
 * Finds the row of headers among the first 15 rows (titles and notes may stand above it) and says
 * which column was taken for which field. A column of rooms whose cells read "3-2-501" is taken as
 * the address when there is no column of buildings.
 */
export function findColumns(rows: readonly string[][]): RosterColumns | RosterColumnsMissing {
  const candidates = rows
    .slice(0, HEADER_WITHIN_ROWS)
    .map((row, headerIndex) => readHeaders(rows, row, headerIndex))
    .sort((one, other) => other.taken.length - one.taken.length);
  const best = candidates.find((candidate) => missingFields(candidate).length === 0);
  return best ?? columnsMissing(rows, candidates[0]);
}

/** 0 → "A", 26 → "AA": the letter that spreadsheets show above a column. */
export function columnLetter(index: number): string {
  const before = Math.floor(index / 26);
  return (before > 0 ? columnLetter(before - 1) : '') + String.fromCharCode(65 + (index % 26));
}

function readHeaders(rows: readonly string[][], row: string[], headerIndex: number): RosterColumns {
  const columns = row.map((cell, index) => ({
    column: columnLetter(index),
    index,
    header: visibleText(cell),
    meaning: meaningOf(cell)
  }));
  const takenBy = new Map<RosterField, (typeof columns)[number]>();
  for (const column of columns) {
    if (!column.meaning) continue;
    const rival = takenBy.get(column.meaning.field);
    if (!rival?.meaning || column.meaning.rank < rival.meaning.rank) {
      takenBy.set(column.meaning.field, column);
    }
  }
  settlePlace(takenBy, rows.slice(headerIndex + 1, headerIndex + 1 + ROWS_LOOKED_AT));
  const taken = [...takenBy].map(([field, { column, index, header }]) => ({
    field,
    column,
    index,
    header
  }));
  const ignored = columns
    .filter(({ index, header }) => header !== '' && !taken.some((one) => one.index === index))
    .map(({ column, index, header }) => ({ column, index, header }));
  return { headerIndex, taken: taken.sort((a, b) => a.index - b.index), ignored };
}

/** Either building and room in columns of their own, or the address: never both. */
function settlePlace<Column extends { index: number }>(
  takenBy: Map<RosterField, Column>,
  below: readonly string[][]
): void {
  const room = takenBy.get('room');
  if (takenBy.has('building') && room) {
    takenBy.delete('address');
    return;
  }
  if (!takenBy.has('address') && !takenBy.has('building') && room && holdsAddresses(below, room)) {
    takenBy.set('address', room);
  }
  if (takenBy.has('address')) {
    takenBy.delete('building');
    takenBy.delete('unit');
    takenBy.delete('room');
  }
}

function holdsAddresses(rows: readonly string[][], column: { index: number }): boolean {
  const cells = rows.map((row) => visibleText(row[column.index] ?? '')).filter(Boolean);
  return cells.length > 0 && cells.filter(parseAddress).length * 2 > cells.length;
}

function meaningOf(cell: string): { field: RosterField; rank: number } | undefined {
  if (cell.length > 40) return undefined;
  const plain = halfWidth(cell)
    .toLowerCase()
    .replace(/[\s*:_.。]/g, '');
  const outside = plain.replace(/\(.*?\)|\[.*?\]|【.*?】/g, '');
  const whole = MEANINGS.get(outside.replace(/[-/、&和]/g, '')) ?? MEANINGS.get(plain);
  if (whole) return whole;
  const parts = outside.split(/[/、或]/).flatMap((part) => MEANINGS.get(part) ?? []);
  const [first] = parts;
  return first && parts.every((part) => part.field === first.field) ? first : undefined;
}

function missingFields({ taken }: RosterColumns): RosterField[] {
  const has = (field: RosterField) => taken.some((column) => column.field === field);
  if (has('address')) return [];
  const needed: RosterField[] = ['building', 'room'];
  return needed.filter((field) => !has(field));
}

function columnsMissing(
  rows: readonly string[][],
  closest: RosterColumns | undefined
): RosterColumnsMissing {
  const someTaken = closest && closest.taken.length > 0;
  const widest = rows
    .slice(0, HEADER_WITHIN_ROWS)
    .map((row) => row.map(visibleText).filter(Boolean))
    .reduce((wide, row) => (row.length > wide.length ? row : wide), []);
  return {
    refused: 'roster_columns_missing',
    missing: someTaken ? missingFields(closest) : ['building', 'room'],
    found: someTaken
      ? [...closest.taken, ...closest.ignored]
          .sort((a, b) => a.index - b.index)
          .map(({ header }) => header)
      : widest
  };
}
