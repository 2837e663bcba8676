import { expect, test } from 'vitest';
import { previewRoster } from './roster';
import { readRosterFile } from './roster-file.server';
import { problemTable } from './roster-problems';
import { csvFile, neutralised, xlsxFile } from './table-file.server';

const read = async (file: Uint8Array | string) => {
  const bytes = typeof file === 'string' ? Buffer.from(file, 'utf8') : file;
  const found = await readRosterFile(bytes, 'x');
  if ('refused' in found) throw new Error(found.refused);
  return found.rows;
};

test.each(['=1+1', '+86 138', '-2+3', '@SUM(A1)', '\t=1', '＝1+1', '＋86', '－2', '＠SUM(A1)'])(
  'the note %j that a spreadsheet would run is exported as text',
  async (note) => {
    expect(neutralised(note)).toBe(`'${note}`);
    const table = [
      ['户主', '备注'],
      ['周秀兰', note]
    ];
    for (const file of [csvFile(table), await xlsxFile('住户', table)]) {
      expect((await read(file))[1]?.[1]?.trim()).toBe(`'${note}`);
    }
  }
);

test('a unit that says "-" and a room "0101" stay as they are', async () => {
  const table = [
    ['楼栋', '单元', '房号'],
    ['3', '-', '0101']
  ];
  expect(await read(await xlsxFile('住户', table))).toEqual(table);
});

test('commas, quotation marks and line breaks of a note come back from csv', async () => {
  const table = [
    ['备注', '人口'],
    ['"楼栋长",\n周三来', '2']
  ];
  expect(await read(csvFile(table))).toEqual(table);
  expect(csvFile(table).startsWith('\uFEFF')).toBe(true);
});

test.each(['周三;来', '3\t501', '周三|来', '周三\u2028来', '周三\v来'])(
  'the note %j stays one cell, whatever a program takes for the end of one',
  async (note) => {
    expect(
      csvFile([
        ['备注', '人口'],
        [note, 2]
      ])
    ).toContain(`\r\n"${note}",2\r\n`);
  }
);

test("Wang's rows with problems come back under their own headers and can be imported when corrected", () => {
  const rows = [
    ['序号', '楼栋', '房号', '户主'],
    ['1', '3', '', '周秀兰'],
    ['2', '3', '502', '林国强']
  ];
  const preview = previewRoster(rows);
  if ('refused' in preview) throw new Error(preview.refused);
  const [lin] = preview.rows;
  const table = problemTable(preview, [{ ...lin!, grid_name: '第九网格' }], 'zh');
  expect(table).toEqual([
    ['序号', '楼栋', '房号', '户主', '有问题'],
    ['1', '3', '', '周秀兰', '第 2 行：C2 没有填房号。'],
    ['', '3', '502', '林国强', '第 3 行：本社区没有网格“第九网格”。']
  ]);
  const corrected = previewRoster(table.map((row, at) => (at === 1 ? row.with(2, '501') : row)));
  expect('refused' in corrected ? corrected : corrected.rows.map(({ room }) => room)).toEqual([
    '501',
    '502'
  ]);
});
