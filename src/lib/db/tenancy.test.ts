import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../shared/id';
import { rows } from './rows.server';
import { withCommunity } from './tenancy.server';
import { openTestDatabase } from './testing.server';
import type { Database } from './types.server';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

const [yaohua, xianlin] = [newId(), newId()];
const addGrid = (community: string, name: string) =>
  withCommunity(db, community, (tx) =>
    tx.execute(
      sql`insert into grids (community_id, id, level, name, created_at) values (${community}, ${newId()}, 'community', ${name}, now())`
    )
  );

test('a query that forgets its community still sees only the community of its transaction', async () => {
  await addGrid(yaohua, '尧化一网格');
  await addGrid(xianlin, '仙林一网格');
  const seen = await withCommunity(db, yaohua, (tx) => rows(tx, sql`select name from grids`));
  expect(seen).toEqual([{ name: '尧化一网格' }]);
});

test('outside a community there is nothing to see', async () => {
  expect(await rows(db.sql, sql`select name from grids`)).toEqual([]);
});

test('a row for another community is refused', async () => {
  const insert = withCommunity(db, yaohua, (tx) =>
    tx.execute(
      sql`insert into grids (community_id, id, level, name, created_at) values (${xianlin}, ${newId()}, 'area', '混入', now())`
    )
  );
  await expect(insert).rejects.toThrow();
});

test('transfers and receipts cannot be changed by the app', async () => {
  for (const table of ['transfers', 'command_receipts', 'awards', 'facts']) {
    const change = withCommunity(db, yaohua, (tx) => tx.execute(sql.raw(`delete from ${table}`)));
    await expect(change).rejects.toThrow();
  }
});
