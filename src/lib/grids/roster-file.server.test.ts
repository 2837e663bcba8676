import fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { encodeGb18030 } from '../../../tests/files/gb18030';
import { previewRoster, type RosterHousehold } from './roster';
import { planImport } from './roster-diff';
import { readRosterFile, type RosterFile } from './roster-file.server';
import { rosterRefusalText } from './roster-words';
import { zipUncompressed } from './roster-zip.server';

const HEADERS = ['楼栋', '单元', '房号', '户主', '人口', '所属网格', '备注'];
const household: fc.Arbitrary<RosterHousehold> = fc.record({
  building: fc.constantFrom('1', '2', '12', 'A', '白杨苑3'),
  unit: fc.constantFrom('', '1', '2'),
  room: fc.stringMatching(/^[1-9]\d{2,3}[AB]?$/),
  head_name: fc.constantFrom('周秀兰', '郑梅', '欧阳志强', 'Mei Zheng'),
  people: fc.integer({ min: 0, max: 99 }),
  grid_name: fc.constantFrom('第一网格', '第二网格'),
  note: fc.constantFrom('楼栋长', '独居, 每周探望', '他说"明天来"', 'a;b', '两行 备注')
});
const households = fc.uniqueArray(household, {
  minLength: 1,
  maxLength: 25,
  selector: ({ building, unit, room }) => `${building}-${unit}-${room}`
});

describe('a roster file', () => {
  test.each([
    ['utf8.csv', 'utf-8'],
    ['utf8-bom-semicolon.csv', 'utf-8-bom'],
    ['gb18030-crlf.csv', 'gb18030'],
    ['utf16-tab.txt', 'utf-16le']
  ])('%s gives the same five households', async (name, encoding) => {
    const file = await readOk(await bytesOf(name), name);
    expect(file).toMatchObject({ format: 'csv', encoding });
    const preview = previewRoster(file.rows, { gridNames: ['第一网格', '第二网格'] });
    expect(preview).toMatchObject({ problems: [], blankRows: 0, notes: [] });
    expect('rows' in preview && preview.rows.map(({ head_name }) => head_name)).toEqual([
      '周秀兰',
      '吴建国',
      '郑梅',
      '王德明',
      '冯玉珍'
    ]);
  });

  test('as the committee of Baiyang prints it: merged buildings, titles and total', async () => {
    const file = await readOk(await bytesOf('titles-merged-total.xlsx'), '户名册.xlsx');
    const preview = previewRoster(file.rows);
    if ('refused' in preview) throw new Error('refused');
    expect(
      preview.rows.map(({ row, building, unit, room }) => [row, building, unit, room])
    ).toEqual([
      [5, '3', '1', '101'],
      [6, '3', '1', '102'],
      [7, '3', '2', '201'],
      [9, '4', '', '301']
    ]);
    expect(preview.problems.map(({ row, faults }) => [row, faults[0]?.code])).toEqual([
      [10, 'became_date']
    ]);
    expect(preview.notes.map(({ row }) => row)).toEqual([1, 2, 11, 12]);
    expect(preview.blankRows).toBe(2);
  });

  test('is read by its content when somebody gave it the wrong ending', async () => {
    const file = await readOk(await bytesOf('conflicts.xlsx'), 'conflicts.csv');
    expect(file.format).toBe('xlsx');
  });

  test.each([
    ['old-format.xls', 'roster_old_xls', '另存为'],
    ['with-password.xlsx', 'roster_file_has_password', '密码'],
    ['empty.xlsx', 'roster_file_empty', '没有内容']
  ])('%s is refused with %s', async (name, refused, words) => {
    const refusal = await readRosterFile(await bytesOf(name), name);
    expect(refusal).toMatchObject({ refused });
    expect('refused' in refusal && rosterRefusalText(refusal, 'zh')).toContain(words);
  });

  test('of 50 MB is refused with its size before anything is read', async () => {
    const refusal = await readRosterFile(new Uint8Array(50 * 2 ** 20), 'big.csv');
    expect(refusal).toEqual({
      refused: 'roster_file_too_large',
      params: { megabytes: 50, limit: 10 }
    });
  });

  test.each([
    ['nothing', new Uint8Array(), 'roster_file_empty'],
    ['only line ends', Buffer.from(',,,\r\n,,,\r\n'), 'roster_file_empty'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'roster_file_unreadable'],
    ['half a workbook', Buffer.from('504b030414000000', 'hex'), 'roster_file_unreadable'],
    ['a document', zip({ 'word/document.xml': '<w:document/>' }), 'roster_file_unreadable'],
    ['a web page called .xls', Buffer.from('<html><table></table></html>'), 'roster_old_xls'],
    ['too many rows', Buffer.from('1,2\n'.repeat(20_001)), 'roster_too_many_rows'],
    ['too many columns', Buffer.from(`${'1,'.repeat(300)}1\n`), 'roster_too_many_columns'],
    [
      'rows after 20,000 empty ones',
      Buffer.from(`1,2${'\n'.repeat(20_001)}3,4`),
      'roster_too_many_rows'
    ],
    ['an open quote', Buffer.from('楼栋,房号\n1,"101\n1,102\n'), 'roster_csv_quotes'],
    [
      'a row far below',
      sheet('<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>'),
      'roster_file_unreadable'
    ],
    [
      'a column far right',
      sheet('<row r="1"><c r="ZZZZZ1"><v>1</v></c></row>'),
      'roster_file_unreadable'
    ],
    ['a row hidden far below', sheet('<row a=">" r="4000000000"></row>'), 'roster_file_unreadable'],
    ['a tag never closed', sheet('<c '.repeat(500_000)), 'roster_file_unreadable'],
    ['a sheet of rubbish', sheet('<row r="1"><c r="A1"><v>1</'), 'roster_file_unreadable']
  ])('that is %s is refused in words', async (_, bytes, refused) => {
    const refusal = await readRosterFile(bytes, 'roster');
    expect(refusal).toMatchObject({ refused });
    if ('refused' in refusal) expect(rosterRefusalText(refusal, 'en')).toMatch(/\w{3}/);
  });

  test('that unpacks to a gigabyte is refused without unpacking it', async () => {
    const refusal = await readRosterFile(bomb(), 'bomb.xlsx');
    expect(refusal).toMatchObject({ refused: 'roster_file_unpacks_too_large' });
  });

  test('never makes the reader throw, whatever its bytes', async () => {
    const start = fc.constantFrom([], [0x50, 0x4b, 3, 4], [0xff, 0xfe], [0xef, 0xbb, 0xbf]);
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 200 }), async (magic, rest) => {
        const file = await readRosterFile(Uint8Array.from([...magic, ...rest]), 'x');
        expect('rows' in file || file.refused).toBeTruthy();
      })
    );
  });

  test('survives being cut or damaged anywhere', async () => {
    const whole = await bytesOf('titles-merged-total.xlsx');
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: whole.length - 1 }),
        fc.nat({ max: 255 }),
        async (at, byte) => {
          const damaged = Uint8Array.from(whole);
          damaged[at] = byte;
          expect(await readRosterFile(damaged, 'x.xlsx')).toBeTypeOf('object');
        }
      ),
      { numRuns: 150 }
    );
  });
});

describe('households written and read again are the same', () => {
  const writers: [string, (rows: string[][]) => Promise<Uint8Array>][] = [
    ['csv in UTF-8', async (rows) => Buffer.from(csv(rows, ','))],
    [
      'csv in UTF-8 with mark and semicolons',
      async (rows) => Buffer.from(`\uFEFF${csv(rows, ';')}`)
    ],
    ['csv in GB18030', async (rows) => encodeGb18030(csv(rows, ','))],
    ['xlsx', (rows) => writeXlsxFile(rows).toBuffer()],
    ['xlsx with numbers', (rows) => writeXlsxFile(rows.map((row) => row.map(asNumber))).toBuffer()]
  ];

  test.each(writers)('%s', async (_, write) => {
    await fc.assert(
      fc.asyncProperty(households, async (written) => {
        const { rows } = await readOk(await write([HEADERS, ...written.map(cellsOf)]), 'x');
        const preview = previewRoster(rows);
        if ('refused' in preview) throw new Error('refused');
        const expected = written.map((one, index) => ({ row: index + 2, ...one }));
        expect(preview.rows).toEqual(expected);
      }),
      { numRuns: 40 }
    );
  });
});

test('5,000 households are read, previewed and planned in well under two seconds', async () => {
  const rows = Array.from({ length: 5000 }, (_, n) => [
    `${1 + (n % 60)}栋`,
    `${1 + (n % 3)}单元`,
    `${100 + Math.floor(n / 60)}`,
    '周秀兰',
    '3',
    '第一网格',
    '备注'
  ]);
  const all = [HEADERS, ...rows];
  const files = [
    ['gb18030', encodeGb18030(csv(all, ','))],
    ['xlsx', await writeXlsxFile(all).toBuffer()]
  ] as const;
  for (const [name, bytes] of files) {
    const started = process.cpuUsage();
    const file = await readOk(bytes, name);
    const preview = previewRoster(file.rows, { gridNames: ['第一网格'] });
    if ('refused' in preview) throw new Error('refused');
    const plan = planImport([], preview.rows, new Map([['第一网格', 'grid-1']]));
    const milliseconds = Math.round(process.cpuUsage(started).user / 1000);
    expect(plan.create).toHaveLength(5000);
    expect(milliseconds, name).toBeLessThan(2000);
  }
});

async function readOk(bytes: Uint8Array, name: string): Promise<RosterFile> {
  const file = await readRosterFile(bytes, name);
  if ('refused' in file) throw new Error(rosterRefusalText(file, 'en'));
  return file;
}

function bytesOf(name: string): Promise<Buffer> {
  return readFile(new URL(`../../../tests/files/rosters/${name}`, import.meta.url));
}

function cellsOf(household: RosterHousehold): string[] {
  const { building, unit, room, head_name, people, grid_name, note } = household;
  return [building, unit, room, head_name, people, grid_name, note].map((cell) => `${cell ?? ''}`);
}

function asNumber(cell: string): string | number {
  return /^\d+$/.test(cell) ? Number(cell) : cell;
}

function csv(rows: string[][], separator: string): string {
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  return rows.map((row) => `${row.map(quoted).join(separator)}\r\n`).join('');
}

function zip(files: Record<string, string>): Buffer {
  return zipUncompressed(
    new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]))
  );
}

function sheet(rows: string): Buffer {
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zip({
    'xl/workbook.xml':
      '<workbook><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`
  });
}

/** A real archive whose one sheet of 200 MB of spaces is packed into 200 KB. */
function bomb(): Buffer {
  const path = 'xl/worksheets/sheet1.xml';
  const packed = deflateRawSync(Buffer.alloc(200 * 2 ** 20, ' '));
  const archive = zipUncompressed(new Map([[path, packed]]));
  const local = archive.indexOf(Buffer.from([0x50, 0x4b, 3, 4]));
  const central = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  archive.writeUInt16LE(8, local + 8);
  archive.writeUInt16LE(8, central + 10);
  return archive;
}
