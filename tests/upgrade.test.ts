import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { sql } from 'drizzle-orm';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EXTENSIONS } from '../src/lib/db/extensions.server';
import { migratePglite } from '../src/lib/db/migrate.server';
import { rows } from '../src/lib/db/rows.server';

/** What a community has already must survive an upgrade: databases of before, with data. */
let client: PGlite;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linli-upgrade-'));
  client = await PGlite.create({ extensions: EXTENSIONS });
});
afterEach(async () => {
  await client.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Migrates to where `last` was the newest migration; gives the database. */
async function asOf(last: string) {
  cpSync('drizzle', folder, { recursive: true });
  const file = join(folder, 'meta', '_journal.json');
  const journal: { entries: { tag: string }[] } = JSON.parse(readFileSync(file, 'utf8'));
  const count = journal.entries.findIndex(({ tag }) => tag === last) + 1;
  expect(count, last).toBeGreaterThan(0);
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }));
  const db = drizzle({ client });
  await migrate(db, { migrationsFolder: folder });
  return db;
}

const TOWNS = ['01990000-0000-7000-8000-00000000000a', '01990000-0000-7000-8000-00000000000b'];

test('cards that were handed out before open the door by their code alone', async () => {
  const db = await asOf('0022_deductions');
  for (const [place, town] of TOWNS.entries()) {
    await db.execute(sql`insert into communities (id, slug, name, name_en, district, created_at)
      values (${town}, ${`town-${place}`}, '社区', 'Town', '', now())`);
    await db.execute(sql`insert into households (community_id, id, building, unit, room, created_at)
      values (${town}, ${town}, '3', '2', '501', now())`);
    await db.execute(sql`insert into household_cards
        (community_id, id, household_id, code_hash, places, issued_by, issued_at, expires_at)
      values (${town}, ${town}, ${town}, ${`hash-${place}`}, 4, ${town}, now(), now())`);
  }
  await migratePglite(db);
  const found = await rows(db, sql`select code_hash, community_id from card_directory order by 1`);
  expect(found).toEqual(
    TOWNS.map((town, place) => ({ code_hash: `hash-${place}`, community_id: town }))
  );
});
