import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rows } from '../../src/lib/db/rows.server';
import { withCommunity } from '../../src/lib/db/tenancy.server';
import type { Database } from '../../src/lib/db/types.server';
import { newId } from '../../src/lib/shared/id';
import { APPEND_ONLY } from './catalogue';

/** What must hold for tenants on whatever database: two communities, 尧化 and 仙林. */
export function testTenancy(open: () => Promise<Database>): void {
  let db: Database;
  beforeAll(async () => {
    db = await open();
    await addGrid(yaohua, '尧化一网格');
    await addGrid(xianlin, '仙林一网格');
  });
  afterAll(() => db.close());

  const [yaohua, xianlin] = [newId(), newId()];
  const insert = (community: string, name: string) =>
    sql`insert into grids (community_id, id, level, name, created_at)
        values (${community}, ${newId()}, 'community', ${name}, now())`;
  const addGrid = (community: string, name: string) =>
    withCommunity(db, community, (tx) => tx.execute(insert(community, name)));

  test('a query that forgets its community still sees only the community of its transaction', async () => {
    const seen = await withCommunity(db, yaohua, (tx) => rows(tx, sql`select name from grids`));
    expect(seen).toEqual([{ name: '尧化一网格' }]);
  });

  test('a query that names another community sees nothing', async () => {
    const asked = sql`select name from grids where community_id = ${xianlin}`;
    expect(await withCommunity(db, yaohua, (tx) => rows(tx, asked))).toEqual([]);
  });

  test('outside a community there is nothing to see, also after a transaction has ended', async () => {
    expect(await rows(db.sql, sql`select name from grids`)).toEqual([]);
    await withCommunity(db, yaohua, (tx) => rows(tx, sql`select 1`));
    expect(await rows(db.sql, sql`select name from grids`)).toEqual([]);
  });

  test('a row for another community is refused', async () => {
    const mixed = withCommunity(db, yaohua, (tx) => tx.execute(insert(xianlin, '混入')));
    await expect(mixed).rejects.toThrow();
  });

  test('a change that forgets its community reaches nobody else, and no row can move', async () => {
    await withCommunity(db, yaohua, (tx) => tx.execute(sql`update grids set name = name || '!'`));
    const others = await withCommunity(db, xianlin, (tx) => rows(tx, sql`select name from grids`));
    expect(others).toEqual([{ name: '仙林一网格' }]);
    const move = sql`update grids set community_id = ${xianlin}`;
    await expect(withCommunity(db, yaohua, (tx) => tx.execute(move))).rejects.toThrow();
  });

  test('a community id that is none never reaches the database', async () => {
    const forged = async () => withCommunity(db, "x'; reset role; --", async () => undefined);
    await expect(forged()).rejects.toThrow('a community id is a UUID');
  });

  test.each(APPEND_ONLY)('history cannot be changed or deleted: %s', async (table) => {
    for (const words of [
      `delete from ${table}`,
      `update ${table} set community_id = community_id`
    ]) {
      const change = withCommunity(db, yaohua, (tx) => tx.execute(sql.raw(words)));
      await expect(change).rejects.toThrow();
    }
  });
}
