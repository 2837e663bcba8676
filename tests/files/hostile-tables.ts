import { deflateRawSync } from 'node:zlib';
import { crc32 } from 'node:zlib';

/** Files that nobody means well with, made in memory: what is sent as a roster. */
export interface HostileFile {
  name: string;
  bytes: Uint8Array;
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const text = (place: string) => `<c r="${place}" t="inlineStr"><is><t>3</t></is></c>`;
const rowOf = (number: number, cells: string) => `<row r="${number}">${cells}</row>`;
const sheetOf = (rows: string, after = '') =>
  `${XML}<worksheet ${MAIN}><sheetData>${rows}</sheetData>${after}</worksheet>`;
const oneCell = (column: string, row: number) => sheetOf(rowOf(row, text(`${column}${row}`)));

/** All of them, each with a name that says what it tries. */
export function hostileTables(): HostileFile[] {
  return [
    workbook('one cell in the last row and column', oneCell('XFD', 1_048_576)),
    workbook('one cell far down in a hundredth column', oneCell('CV', 1_048_576)),
    workbook('one cell in row 100,000 and column 1,000', oneCell('ALL', 100_000)),
    workbook('one cell in a row beyond the last', oneCell('A', 4_294_967_295)),
    workbook('cells in a diagonal', diagonal(2_000)),
    workbook(
      'a merged range over everything',
      sheetOf(rowOf(1, text('A1')), '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    ),
    workbook(
      'twenty thousand overlapping merged ranges',
      sheetOf(
        rowOf(1, text('A1')),
        `<mergeCells>${'<mergeCell ref="A1:A1048576"/>'.repeat(20_000)}</mergeCells>`
      )
    ),
    workbook('a formula that calls a program', sheetOf(rowOf(1, '<c r="A1"><f>cmd|1</f></c>'))),
    workbook(
      'an entity that names itself ten times over',
      `<!DOCTYPE a [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]>` +
        sheetOf(rowOf(1, '<c r="A1" t="inlineStr"><is><t>&b;</t></is></c>'))
    ),
    workbook('a sheet that is not closed', `${XML}<worksheet ${MAIN}><sheetData><row r="1">`),
    workbook(
      'attributes without an end',
      `${XML}<worksheet><sheetData><c ${'r="A1" '.repeat(2e5)}`
    ),
    {
      name: 'sixty thousand entries',
      bytes: zip(
        Array.from({ length: 60_000 }, (_, at) => [`xl/worksheets/s${at}.xml`, Buffer.from('<a/>')])
      )
    },
    {
      name: 'a bomb of 100 MB in 100 KB',
      bytes: zip([['xl/workbook.xml', Buffer.alloc(100 * 2 ** 20, 0x20)]])
    },
    { name: 'a zip that claims another size', bytes: claiming(1) },
    { name: 'a zip whose directory points outside', bytes: pointing(0xfffffff0) },
    { name: 'two letters', bytes: Buffer.from('PK') },
    {
      name: 'a quotation mark that never ends',
      bytes: Buffer.from(`楼栋,房号\n"${'3,'.repeat(2e6)}`)
    },
    { name: 'a line of two million cells', bytes: Buffer.from('3,'.repeat(2e6)) },
    { name: 'a million lines', bytes: Buffer.from('3\n'.repeat(1e6)) },
    { name: 'nothing but NUL bytes', bytes: Buffer.alloc(2 ** 20) }
  ];
}

const diagonal = (size: number) =>
  sheetOf(
    Array.from({ length: size }, (_, at) =>
      rowOf(at * 500 + 1, text(`${columnOf(at)}${at * 500 + 1}`))
    ).join('')
  );

function columnOf(index: number): string {
  const letter = (at: number) => String.fromCharCode(65 + at);
  let rest = index;
  let letters = letter(rest % 26);
  while ((rest = Math.floor(rest / 26) - 1) >= 0) letters = letter(rest % 26) + letters;
  return letters;
}

function workbook(name: string, sheet: string): HostileFile {
  const bytes = zip([
    [
      'xl/workbook.xml',
      Buffer.from(
        `${XML}<workbook ${MAIN} xmlns:r="${RELATIONS}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`
      )
    ],
    [
      'xl/_rels/workbook.xml.rels',
      Buffer.from(
        `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
      )
    ],
    ['xl/worksheets/sheet1.xml', Buffer.from(sheet)]
  ]);
  return { name, bytes };
}

/** A deflated zip archive. */
function zip(entries: [string, Buffer][]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of entries) {
    const packed = deflateRawSync(content);
    const name = Buffer.from(path);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(content.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    locals.push(Buffer.from([0x50, 0x4b, 3, 4]), facts, name, packed);
    central.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), facts, place, name);
    offset += 30 + name.length + packed.length;
  }
  const size = central.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...central, end]);
}

/** A workbook whose directory claims so many packed bytes for its first entry. */
function claiming(packedBytes: number): Buffer {
  const bytes = zip([['xl/workbook.xml', Buffer.from('<workbook/>')]]);
  bytes.writeUInt32LE(packedBytes, bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 20);
  return bytes;
}

function pointing(offset: number): Buffer {
  const bytes = zip([['xl/workbook.xml', Buffer.from('<workbook/>')]]);
  bytes.writeUInt32LE(offset, bytes.length - 6);
  return bytes;
}
