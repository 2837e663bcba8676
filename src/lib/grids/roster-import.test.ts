import { eq } from 'drizzle-orm';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withCommunity } from '../db/tenancy.server';
import { openTestDatabase } from '../db/testing.server';
import type { Database } from '../db/types.server';
import { isRefused } from '../shared/result';
import { committeeOf, MORNING, type Committee, type Person } from './committee.examples';
import { createNamedGrids } from './grid-commands.server';
import { moveHousehold } from './household-commands.server';
import { readRosterFile } from './roster-file.server';
import { batchKey, importBatch, planUpload } from './roster-import.server';
import { readUpload, readUploadRows, uploadRoster } from './roster-upload.server';
import { households } from './tables.server';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

const HEADERS = ['所属网格', '房号', '户主', '楼栋', '单元', '人口'];
const ZHOU = ['第一网格', '501', '周秀兰', '3栋', '2单元', '2'];
const LIN = ['第一网格', '502', '林国强', '3栋', '2单元', '4'];

async function upload(community: Committee, table: string[][], by: Person = community.wang) {
  const outcome = await community.run(by, uploadRoster, { filename: '户名册.xlsx', table });
  if (isRefused(outcome)) throw new Error(outcome.refused);
  return String(outcome.upload_id);
}

/** Imports all parts of an upload and gives its counts, which must add up to the file's rows. */
async function importAll(community: Committee, uploadId: string) {
  const { communityId, wang } = community;
  const read = () =>
    withCommunity(db, communityId, (tx) => readUpload(tx, communityId, uploadId, MORNING));
  for (const { number } of (await read())!.batches) {
    const key = batchKey(uploadId, number, wang.accountId);
    await community.run(wang, importBatch, { upload_id: uploadId, batch: number }, key);
  }
  const { batches, aside, fileRows } = (await read())!;
  const sum = (count: (batch: (typeof batches)[number]) => number) =>
    batches.reduce((total, batch) => total + count(batch), 0);
  const counts = {
    created: sum(({ created }) => created),
    updated: sum(({ updated }) => updated),
    unchanged: sum(({ unchanged }) => unchanged),
    problems: aside.problems.length + sum(({ unknownGrid }) => unknownGrid.length)
  };
  const other = aside.duplicates.length + aside.notes.length + aside.blankRows + 1;
  const { created, updated, unchanged, problems } = counts;
  expect(created + updated + unchanged + problems + other).toBe(fileRows);
  return counts;
}

const householdsOf = ({ communityId }: Committee) =>
  withCommunity(db, communityId, (tx) =>
    tx.select().from(households).where(eq(households.community_id, communityId))
  );

async function communityWithGrids(slug: string): Promise<Committee> {
  const community = await committeeOf(db, slug);
  await community.run(community.wang, createNamedGrids, { names: ['第一网格', '第二网格'] });
  return community;
}

test("importing Wang Xiuying's roster twice creates the households once", async () => {
  const baiyang = await communityWithGrids('twice');
  const first = await importAll(baiyang, await upload(baiyang, [HEADERS, ZHOU, LIN]));
  expect(first).toEqual({ created: 2, updated: 0, unchanged: 0, problems: 0 });
  const before = await householdsOf(baiyang);
  const second = await importAll(baiyang, await upload(baiyang, [HEADERS, ZHOU, LIN]));
  expect(second).toEqual({ created: 0, updated: 0, unchanged: 2, problems: 0 });
  expect(await householdsOf(baiyang)).toEqual(before);
});

test('a new child of the Lins is an update, and an empty cell keeps the head of the Zhous', async () => {
  const baiyang = await communityWithGrids('update');
  await importAll(baiyang, await upload(baiyang, [HEADERS, ZHOU, LIN]));
  const changed = [HEADERS, ['', '501', '', '3', '2', ''], LIN.with(5, '5')];
  const counts = await importAll(baiyang, await upload(baiyang, changed));
  expect(counts).toEqual({ created: 0, updated: 1, unchanged: 1, problems: 0 });
  const known = await householdsOf(baiyang);
  expect(known.map(({ head_name, people }) => [head_name, people]).sort()).toEqual([
    ['周秀兰', 2],
    ['林国强', 5]
  ]);
});

test("two rows that disagree about the Zhous' household are a problem, the first one stands", async () => {
  const baiyang = await communityWithGrids('disagree');
  const table = [HEADERS, ZHOU, ZHOU, ZHOU.with(2, '周秀英'), ['', '', '', '', '', '']];
  const counts = await importAll(baiyang, await upload(baiyang, table));
  expect(counts).toEqual({ created: 1, updated: 0, unchanged: 0, problems: 1 });
});

test('a household of a grid that is not there waits as a problem until the grid is created', async () => {
  const baiyang = await committeeOf(db, 'no-grids');
  const table = [HEADERS, ZHOU];
  expect(await importAll(baiyang, await upload(baiyang, table))).toMatchObject({ problems: 1 });
  await baiyang.run(baiyang.wang, createNamedGrids, { names: ['第一网格'] });
  expect(await importAll(baiyang, await upload(baiyang, table))).toMatchObject({ created: 1 });
});

test('a roster without a column of rooms is refused with the columns that are missing and found', async () => {
  const baiyang = await committeeOf(db, 'columns');
  const sent = {
    filename: 'x.csv',
    table: [
      ['楼栋', '户主'],
      ['3', '周秀兰']
    ]
  };
  expect(await baiyang.run(baiyang.wang, uploadRoster, sent)).toEqual({
    refused: 'roster_columns_missing',
    params: { missing: 'room', found: '楼栋\n户主' }
  });
});

test.each(['gb18030-crlf.csv', 'titles-merged-total.xlsx', 'utf8-bom-semicolon.csv'])(
  'every row of %s is accounted for',
  async (name) => {
    const baiyang = await communityWithGrids(`file-${name.length}`);
    const file = await readRosterFile(await readFile(`tests/files/rosters/${name}`), name);
    if ('refused' in file) throw new Error(file.refused);
    const counts = await importAll(baiyang, await upload(baiyang, file.rows));
    expect(counts.created).toBeGreaterThan(0);
  }
);

test('5,000 households come in ten parts, and a part sent again has no second effect', async () => {
  const baiyang = await communityWithGrids('large');
  const table = [
    HEADERS,
    ...Array.from({ length: 5000 }, (_, at) => [
      at % 2 ? '第一网格' : '2网格',
      String(101 + (at % 50)),
      `户主${at}`,
      String(1 + Math.floor(at / 50)),
      '1',
      '3'
    ])
  ];
  const id = await upload(baiyang, table);
  const key = batchKey(id, 0, baiyang.wang.accountId);
  const once = { upload_id: id, batch: 0 };
  const first = await baiyang.run(baiyang.wang, importBatch, once, key);
  expect(await baiyang.run(baiyang.wang, importBatch, once, key)).toEqual(first);
  expect(await baiyang.run(baiyang.wang, importBatch, once)).toEqual({
    refused: 'roster_part_gone'
  });
  expect(await householdsOf(baiyang)).toHaveLength(500);
  expect(await importAll(baiyang, id)).toEqual({
    created: 5000,
    updated: 0,
    unchanged: 0,
    problems: 0
  });
});

test('the preview says what would change, and which households the file does not name', async () => {
  const baiyang = await communityWithGrids('preview');
  await importAll(baiyang, await upload(baiyang, [HEADERS, ZHOU, LIN]));
  const id = await upload(baiyang, [HEADERS, ZHOU.with(5, '3')]);
  const { communityId } = baiyang;
  const plan = await withCommunity(db, communityId, async (tx) =>
    planUpload(tx, communityId, await readUploadRows(tx, communityId, id))
  );
  expect(plan.update.map(({ changes }) => changes)).toEqual([{ people: { from: 2, to: 3 } }]);
  expect(plan.missing_from_file.map(({ head_name }) => head_name)).toEqual(['林国强']);
});

test("an upload of another community is not there, and Wang's clerk may finish her import", async () => {
  const [baiyang, xianlin] = [await communityWithGrids('ours'), await committeeOf(db, 'theirs')];
  const id = await upload(baiyang, [HEADERS, ZHOU]);
  const sent = { upload_id: id, batch: 0 };
  expect(await xianlin.run(xianlin.wang, importBatch, sent)).toEqual({
    refused: 'roster_part_gone'
  });
  const clerk = await baiyang.officer('赵小燕', 'clerk');
  expect(await baiyang.run(clerk, importBatch, sent)).toMatchObject({ ok: true, created: 1 });
});

test('the auditor Qian reads but imports and moves nothing', async () => {
  const baiyang = await communityWithGrids('auditor');
  await importAll(baiyang, await upload(baiyang, [HEADERS, ZHOU]));
  const qian = await baiyang.officer('钱建国', 'auditor');
  const [zhou] = await householdsOf(baiyang);
  const denied = { refused: 'not_allowed' };
  const sent = { filename: 'x', table: [HEADERS, LIN] };
  expect(await baiyang.run(qian, uploadRoster, sent)).toEqual(denied);
  expect(await baiyang.run(qian, moveHousehold, { household_id: zhou!.id, grid_id: '' })).toEqual(
    denied
  );
  expect(await householdsOf(baiyang)).toEqual([zhou]);
});

test('names that jsonb could not hold, and a name of a rare character cut in half, are kept whole', async () => {
  const baiyang = await communityWithGrids('rare');
  const long = `${'甲'.repeat(59)}𠮷`;
  const table = [HEADERS, ZHOU.with(2, '𠮷田\u0000花'), LIN.with(5, long)];
  const counts = await importAll(baiyang, await upload(baiyang, table));
  expect(counts).toMatchObject({ created: 1, problems: 1 });
});
