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

test('a secret vote that is open keeps what was cast, and the pages that told on its voters go', async () => {
  const db = await asOf('0023_card_directory');
  const [town] = TOWNS;
  const [open, over] = [
    '01990000-0000-7000-8000-0000000000f1',
    '01990000-0000-7000-8000-0000000000f2'
  ];
  await db.execute(sql`insert into communities (id, slug, name, name_en, district, created_at)
    values (${town}, 'town', '社区', 'Town', '', now())`);
  await db.execute(sql`insert into compacts (community_id, id, title, created_by, created_at)
    values (${town}, ${town}, '公约', ${town}, now())`);
  await db.execute(sql`insert into compact_versions
      (community_id, id, compact_id, number, published_by, published_at)
    values (${town}, ${town}, ${town}, 1, ${town}, now())`);
  for (const [vote, ended] of [
    [open, null],
    [over, '2026-03-09']
  ]) {
    await db.execute(sql`insert into votes (community_id, id, compact_id, version_id, question,
        electorate, ballot, turnout_numerator, turnout_denominator, approval_numerator,
        approval_denominator, approval_rule, approval_of, opens_at, closes_at, called_by, called_at,
        opened_at, ended_at)
      values (${town}, ${vote}, ${town}, ${town}, '是否同意？', 'member', 'secret', 1, 2, 1, 2,
        'more_than', 'cast', '2026-03-02', '2026-03-09', ${town}, now(), now(), ${ended})`);
    await db.execute(sql`insert into ballot_boxes values (${town}, ${vote}, 3, 0, 0)`);
  }
  await db.execute(sql`insert into vote_results (community_id, vote_id, on_roll, turned_out,
      in_favour, against, abstaining, verdict, reason, counted_at)
    values (${town}, ${over}, 4, 3, 3, 0, 0, 'adopted', 'approved', now())`);
  await migratePglite(db);
  const seals = await rows(db, sql`select vote_id, public_key, carried from vote_seals`);
  expect(seals).toEqual([{ vote_id: open, public_key: null, carried: [3, 0, 0] }]);
  const past = await rows(db, sql`select in_favour, verdict from vote_results`);
  expect(past).toEqual([{ in_favour: null, verdict: 'adopted' }]);
  const boxes = await rows(db, sql`select to_regclass('ballot_boxes') as name`);
  expect(boxes).toEqual([{ name: null }]);
});
