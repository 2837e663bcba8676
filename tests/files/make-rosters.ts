/** Makes the rosters beside it: `npx tsx tests/files/make-rosters.ts`. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import { encodeGb18030 } from './gb18030';

const HEADERS = [
  '序号',
  '楼栋',
  '单元',
  '房号',
  '户主姓名',
  '家庭人口',
  '所属网格',
  '联系人关系',
  '备注'
];
const HOUSEHOLDS = [
  ['1', '1栋', '1单元', '101', '周秀兰', '2', '第一网格', '本人', '独居老人，女儿住 3 栋'],
  ['2', '1栋', '1单元', '102室', '吴建国', '4', '第一网格', '本人', ''],
  ['3', '1幢', '二单元', '0201', '郑　梅', '３', '第一网格', '本人', '楼栋长'],
  ['4', '2号楼', '', '301', '王德明', '1', '第二网格', '儿子', '租户, 年底搬走'],
  ['5', '2号楼', '/', '302', '冯玉珍', '5', '第二网格', '本人', '备注里有“引号”和 "quotes"']
];

const folder = new URL('./rosters/', import.meta.url);
await Promise.all([
  save('utf8.csv', text(csv(',', '\n'))),
  save('utf8-bom-semicolon.csv', text(`\uFEFF${csv(';', '\r\n')}`)),
  save('gb18030-crlf.csv', encodeGb18030(csv(',', '\r\n'))),
  save('utf16-tab.txt', Buffer.from(`\uFEFF${csv('\t', '\r\n')}`, 'utf16le')),
  save('addresses.csv', text(addresses())),
  save('columns-missing.csv', text('姓名,电话,网格\n周秀兰,13900000000,第一网格\n')),
  save('titles-merged-total.xlsx', await xlsx(committeeSheet())),
  save('conflicts.xlsx', await xlsx(conflictSheet())),
  save('empty.xlsx', await xlsx([[null]])),
  save('old-format.xls', compoundFile('Workbook')),
  save('with-password.xlsx', compoundFile('EncryptedPackage'))
]);

function csv(separator: string, lineEnd: string): string {
  return [HEADERS, ...HOUSEHOLDS]
    .map((row) => row.map((cell) => quoted(cell, separator)).join(separator) + lineEnd)
    .join('');
}

function quoted(cell: string, separator: string): string {
  const mustQuote = cell.includes(separator) || cell.includes('"');
  return mustQuote ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function addresses(): string {
  const lines = [
    '1-1-101,周秀兰',
    '1栋1单元102室,吴建国',
    '白杨苑2号楼301,王德明',
    '村口老房子,冯玉珍'
  ];
  return ['详细地址,户主', ...lines].join('\n');
}

/** As committees print it: title, date line, merged buildings, numbers, a total and a signature. */
function committeeSheet(): SheetData {
  const title = '白杨社区居民户名册（2025年）';
  const secondOfMarch = { value: new Date(Date.UTC(2025, 2, 2)), format: 'm"月"d"日"' };
  const headers = ['楼栋', '单元', '房号', '户主', '人口', '备注'];
  return [
    [{ value: title, columnSpan: 6 }, null, null, null, null, null],
    ['制表日期：2025年10月8日'],
    [],
    headers.map((value) => ({ value, fontWeight: 'bold' as const })),
    [{ value: '3栋', rowSpan: 3 }, 1, 101, '孙丽华', 3, null],
    [null, 1, 102, '钱志强', 2, '党员户'],
    [null, 2, { value: 201, format: '0000' }, '李桂英', 1, null],
    [],
    ['4栋', null, '301', '赵永福', 6, null],
    ['4栋', null, secondOfMarch, '何小燕', 2, null],
    ['合计', null, null, '5户', 14, null],
    ['填表人：何平    审核人：沈洁']
  ];
}

function conflictSheet(): SheetData {
  return [
    ['楼号', '单元', '室', '户主', '人数', '网格'],
    ['5', '1', '101', '曹阳', 3, '第一网格'],
    ['5栋', '1单元', '101室', '曹阳', 3, '1网格'],
    ['5', '1', '101', '曹磊', 4, '第一网格'],
    ['5', '1', null, '严红', 2, '第一网格'],
    [null, '1', '103', '华强', 2, '第一网格'],
    ['5', '1', '104', '金凤', '好多', '第九网格']
  ];
}

function xlsx(rows: SheetData): Promise<Buffer> {
  return writeXlsxFile(rows, { sheet: '户名册' }).toBuffer();
}

/** Only the beginning of a compound file and the name of a stream in it. */
function compoundFile(stream: string): Buffer {
  const file = Buffer.alloc(1024);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(file);
  Buffer.from(stream, 'utf16le').copy(file, 512);
  return file;
}

function text(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}

function save(name: string, bytes: Uint8Array): Promise<void> {
  return writeFile(fileURLToPath(new URL(name, folder)), bytes);
}
