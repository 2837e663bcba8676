import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddress } from './roster-address';
import { householdKey, previewRoster, type RosterPreview, type RosterRow } from './roster';
import { normaliseBuilding, normaliseRoom, normaliseUnit, readPeople } from './roster-text';
import { rosterProblemText, rosterRefusalText } from './roster-words';

const HEADERS = ['楼栋', '单元', '房号', '户主', '人口', '所属网格', '备注'];

describe('the words people use for a home', () => {
  test.each([
    ['3栋', '3'],
    ['第３幢', '3'],
    ['03号楼', '3'],
    ['三栋', '3'],
    ['十二栋', '12'],
    ['3#楼', '3'],
    ['a座', 'A'],
    ['3.0', '3'],
    ['白杨苑3栋', '白杨苑3'],
    ['3组', '3组']
  ])('building %s is %s', (typed, building) => {
    expect(normaliseBuilding(typed)).toBe(building);
  });

  test.each([
    ['2单元', '2'],
    ['二单元', '2'],
    ['　０２ ', '2'],
    ['/', ''],
    ['无', '']
  ])('unit %s is "%s"', (typed, unit) => {
    expect(normaliseUnit(typed)).toBe(unit);
  });

  test.each([
    ['501室', '501'],
    ['0101', '0101'],
    ['101.0', '101'],
    ['#501', '501'],
    ['５０１Ａ', '501A']
  ])('room %s is %s', (typed, room) => {
    expect(normaliseRoom(typed)).toBe(room);
  });

  test.each([
    ['3-2-501', '3', '2', '501'],
    ['3—2—501', '3', '2', '501'],
    ['3-501', '3', '', '501'],
    ['3栋2单元501室', '3', '2', '501'],
    ['３栋２单元５０１', '3', '2', '501'],
    ['3栋-2单元-501室', '3', '2', '501'],
    ['白杨路12号3幢二单元5楼501室', '白杨路12号3', '2', '501'],
    ['白杨苑3号楼501', '白杨苑3', '', '501'],
    ['3栋2单元501-1', '3', '2', '501-1']
  ])('address %s', (typed, building, unit, room) => {
    expect(parseAddress(typed)).toEqual({ building, unit, room });
  });

  test.each(['', '村口老房子', '501', '3--501', '栋'])('address "%s" is not guessed', (typed) => {
    expect(parseAddress(typed)).toBeUndefined();
  });

  test.each([
    ['4', 4],
    ['４人', 4],
    ['四口', 4],
    ['4.0', 4],
    ['', undefined],
    ['/', undefined],
    ['好多', null],
    ['3.5', null],
    ['-1', null],
    ['100', null]
  ])('"%s" people', (typed, people) => {
    expect(readPeople(typed)).toBe(people);
  });
});

describe('a roster', () => {
  test('of Zhou Xiulan is found below a title and a note, whatever the order of its columns', () => {
    const preview = read([
      ['白杨社区户名册', '', '', ''],
      ['单位：白杨社区居委会'],
      ['备注', '室号（必填）', '*楼幢号', '户主\n姓名', '单 元', '电话'],
      ['', '501室', '3栋', '周　秀兰', '2单元', '13900000000']
    ]);
    expect(preview.headerRow).toBe(3);
    expect(preview.rows).toEqual([
      { row: 4, building: '3', unit: '2', room: '501', head_name: '周秀兰' }
    ]);
    expect(preview.ignoredColumns).toEqual([{ header: '电话', column: 'F' }]);
    expect(preview.notes.map(({ row }) => row)).toEqual([1, 2]);
  });

  test('with English headers is read as well', () => {
    const preview = read([
      ['Building No.', 'Unit', 'Room', 'Head of household', 'People'],
      ['3', '2', '501', 'Mei Zheng', '4']
    ]);
    expect(preview.rows).toEqual([
      { row: 2, building: '3', unit: '2', room: '501', head_name: 'Mei Zheng', people: 4 }
    ]);
  });

  test('whose only place column is 房号 with "3-2-501" is read as addresses', () => {
    const preview = read([
      ['房号', '业主'],
      ['3-2-501', '周秀兰']
    ]);
    expect(preview.rows).toEqual([
      { row: 2, building: '3', unit: '2', room: '501', head_name: '周秀兰' }
    ]);
  });

  test('with nothing but long addresses takes none of them for a remark', () => {
    const preview = read([
      ['地址'],
      ['栖霞区仙林街道白杨路十二号大院12号3幢二单元501室'],
      ['村'.repeat(130)]
    ]);
    expect(preview.rows.map(({ room }) => room)).toEqual(['501']);
    expect(preview.problems.map(({ row, faults }) => [row, faults[0]?.code])).toEqual([
      [3, 'too_long']
    ]);
  });

  test('prefers the column 户主 to 姓名 and names the other as ignored', () => {
    const preview = read([
      ['楼栋', '房号', '姓名', '户主'],
      ['3', '501', '周小妹', '周秀兰']
    ]);
    expect(preview.rows[0]?.head_name).toBe('周秀兰');
    expect(preview.ignoredColumns).toEqual([{ header: '姓名', column: 'C' }]);
  });

  test('without building and room says which columns are missing and which were found', () => {
    const missing = previewRoster([
      ['姓名', '电话', '网格'],
      ['周秀兰', '', '第一网格']
    ]);
    if (!('refused' in missing)) throw new Error('expected a refusal');
    expect(missing.missing).toEqual(['building', 'room']);
    expect(rosterRefusalText(missing, 'zh')).toContain('没找到这些列：楼栋、房号');
    expect(rosterRefusalText(missing, 'zh')).toContain('姓名、电话、网格');
    expect(rosterRefusalText(missing, 'en')).toContain('building, room');
  });

  test('takes two equal rows for the Caos once and asks a person about two different ones', () => {
    const preview = read([
      HEADERS,
      ['5', '1', '0101', '曹阳', '3', '', ''],
      ['5栋', '1单元', '101室', '曹阳', '3', '', ''],
      ['5', '1', '101', '曹磊', '', '', '']
    ]);
    expect(preview.rows.map(({ row }) => row)).toEqual([2]);
    expect(preview.duplicates).toEqual([{ row: 3, sameAs: 2 }]);
    const [problem] = preview.problems;
    expect(problem && rosterProblemText(problem, 'zh')).toBe(
      '第 4 行：和第 2 行是同一户，但户主不一样：第 2 行是“曹阳”，这一行是“曹磊”；' +
        '和第 2 行是同一户，但人口不一样：第 2 行是“3”，这一行是“空”。'
    );
  });

  test('shows everything that is wrong in a row, by the cell as the spreadsheet names it', () => {
    const preview = read(
      [HEADERS, ['', '1', '3月2日', '严'.repeat(51), '好多', '第九网格', '']],
      ['第一网格']
    );
    const [problem] = preview.problems;
    expect(problem?.faults.map(({ code, cell }) => `${code} ${cell}`)).toEqual([
      'missing A2',
      'became_date C2',
      'grid_unknown F2',
      'too_long D2',
      'people_unreadable E2'
    ]);
    expect(problem && rosterProblemText(problem, 'en')).toContain('A2: the building is missing');
  });

  test('knows 第一网格 by the ways it is written and refuses to guess between two grids', () => {
    const names = ['第一网格', '2号网格', '第二网格'];
    const preview = read(
      [
        HEADERS,
        ...['1网格', '第1网格', '第一网格', '2'].map((grid, n) => ['5', '', `${n}`, '', '', grid])
      ],
      names
    );
    expect(preview.rows.map(({ grid_name }) => grid_name)).toEqual(Array(3).fill('第一网格'));
    expect(preview.problems.map(({ row }) => row)).toEqual([5]);
  });

  test('counts totals, remarks and repeated headers as notes and numbered empty rows as blank', () => {
    const headers = ['序号', ...HEADERS];
    const preview = read([
      headers,
      ['1', '5', '1', '101', '曹阳', '3', '', ''],
      headers,
      ['2', '', '', '', '', '', '', ''],
      ['合 计', '', '', '', '1户', '3', '', ''],
      ['填表人：何平']
    ]);
    expect(preview.notes.map(({ row }) => row)).toEqual([3, 5, 6]);
    expect(preview.blankRows).toBe(1);
    expect(preview.problems).toEqual([]);
  });

  test('never loses or doubles a row, whatever is in the cells', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '',
        '3栋',
        '2单元',
        '501',
        '合计',
        '注：',
        '/',
        '3-2-501',
        '2025-03-02',
        '好多'
      ),
      fc.string({ maxLength: 8 })
    );
    const body = fc.array(fc.array(cell, { maxLength: 9 }), { maxLength: 30 });
    fc.assert(
      fc.property(body, fc.nat({ max: 10 }), (rows, above) => {
        const all = [...rows.slice(0, above), HEADERS, ...rows.slice(above)];
        expect(rowsAccountedFor(read(all))).toEqual(all.map((_, index) => index + 1));
      })
    );
  });

  test('gives the same households when its columns are shuffled', () => {
    const order = fc.shuffledSubarray(
      HEADERS.map((_, index) => index),
      { minLength: HEADERS.length }
    );
    const row = fc.tuple(
      fc.constantFrom('3栋', '四栋', 'A座', ''),
      fc.constantFrom('', '1', '2单元'),
      fc.constantFrom('101', '0101', '502室', '2025-03-02'),
      fc.constantFrom('', '周秀兰', '吴建国'),
      fc.constantFrom('', '3', '好多'),
      fc.constantFrom('', '第一网格'),
      fc.constantFrom('', '楼栋长')
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), order, (rows, columns) => {
        const shuffled = [HEADERS, ...rows].map((cells) => columns.map((at) => cells[at] ?? ''));
        expect(read(shuffled).rows).toEqual(read([HEADERS, ...rows]).rows);
      })
    );
  });

  test('gives every household a key of its own', () => {
    expect(householdKey({ building: '1', unit: '11', room: '1' })).not.toBe(
      householdKey({ building: '11', unit: '1', room: '1' })
    );
  });
});

function read(rows: string[][], gridNames?: string[]): RosterPreview {
  const preview = previewRoster(rows, { gridNames });
  if ('refused' in preview) throw new Error(rosterRefusalText(preview, 'en'));
  return preview;
}

/** Every row number in the lists; the blank rows, which are only counted, fill the gaps. */
function rowsAccountedFor(preview: RosterPreview): number[] {
  const lists: { row: number }[][] = [
    preview.rows satisfies RosterRow[],
    preview.duplicates,
    preview.problems,
    preview.notes
  ];
  const listed = [preview.headerRow, ...lists.flat().map(({ row }) => row)];
  expect(new Set(listed).size).toBe(listed.length);
  const total = listed.length + preview.blankRows;
  return Array.from({ length: total }, (_, index) => index + 1);
}
