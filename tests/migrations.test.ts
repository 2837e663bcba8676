import { sql, TransactionRollbackError } from 'drizzle-orm';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase } from '../src/lib/db/testing.server';
import type { Database } from '../src/lib/db/types.server';
import { lintCatalogue } from './server/catalogue';
import { lintMigration } from './server/migration-files';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
  await db.sql.execute(sql`reset role`);
});
afterAll(() => db.close());

/** What is wrong with the database after one more migration, which is taken back again. */
async function migratedWith(...statements: string[]): Promise<string[]> {
  let found: string[] = [];
  const attempt = db.sql.transaction(async (tx) => {
    for (const statement of statements) await tx.execute(sql.raw(statement));
    found = await lintCatalogue(tx);
    tx.rollback();
  });
  await expect(attempt).rejects.toThrow(TransactionRollbackError);
  return found;
}

const files = readdirSync('drizzle').filter((name) => name.endsWith('.sql'));

test.each(files)('migration %s keeps to what can be distributed and guarded', (name) => {
  expect(lintMigration(name, readFileSync(`drizzle/${name}`, 'utf8'))).toEqual([]);
});

test('every table of the migrated database is bound to its community', async () => {
  expect(await migratedWith()).toEqual([]);
});

const BALLOTS =
  'create table ballots (community_id uuid not null, id uuid not null, shift_id uuid,';
const GUARDED = [
  'alter table ballots enable row level security',
  'alter table ballots force row level security',
  `create policy tenant on ballots using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid)`,
  'grant select, insert on ballots to linli_app'
];

test('a new table as it should be passes', async () => {
  const table = `${BALLOTS} primary key (community_id, id), unique (community_id, shift_id),
    foreign key (community_id, shift_id) references shifts (community_id, id))`;
  expect(await migratedWith(table, ...GUARDED)).toEqual([]);
});

test('a table without row-level security, policy and grants is found', async () => {
  expect(await migratedWith(`${BALLOTS} primary key (community_id, id))`)).toEqual([
    'ballots: row-level security is not enabled',
    'ballots: row-level security is not forced',
    'ballots: must have exactly one policy, has 0',
    'ballots: the app may not read it'
  ]);
});

test('keys that could reach into another community are found', async () => {
  const table = `create table ballots (id uuid primary key, community_id uuid not null,
    shift_id uuid unique, number serial, account_id uuid references accounts (id))`;
  const found = await migratedWith(table, ...GUARDED);
  expect(found).toEqual([
    'ballots: the first column is not community_id uuid',
    'ballots: primary key ballots_pkey does not begin with community_id',
    'ballots: unique ballots_shift_id_key does not begin with community_id',
    'ballots: foreign key ballots_account_id_fkey does not begin with community_id',
    'ballots: foreign key ballots_account_id_fkey refers to something outside the community',
    'ballots: number is numbered by the database (serial)'
  ]);
});

test('a constraint that would look beyond the community for overlaps is found', async () => {
  const booking = `alter table room_bookings add constraint anywhere
    exclude using gist (room_id with =, tstzrange(starts_at, ends_at) with &&)`;
  expect(await migratedWith(booking)).toEqual([
    'room_bookings: exclusion anywhere does not begin with community_id'
  ]);
});

test('a unique index, a weaker policy, a wider grant and a trigger are found', async () => {
  const found = await migratedWith(
    `${BALLOTS} primary key (community_id, id))`,
    'create unique index one_ballot on ballots (shift_id)',
    'alter table ballots enable row level security',
    'alter table ballots force row level security',
    'create policy anybody on ballots using (true)',
    'grant select, delete on ballots to linli_app',
    'grant update on transfers to linli_app',
    `create function nothing() returns trigger language plpgsql as 'begin return new; end'`,
    'create trigger behind before insert on ballots for each row execute function nothing()'
  );
  expect(found).toEqual([
    'ballots: the policy is not that of the tenant',
    'ballots: unique index one_ballot does not begin with community_id',
    'ballots: the app may delete',
    'transfers: the app may update',
    'ballots: trigger behind'
  ]);
});

test('what a migration must not say is found with its line, but not in comments and texts', () => {
  const bad = `-- a trigger is never made\ncreate table t (community_id uuid, n serial);\nselect 'savepoint';\ngrant all on t to public;`;
  expect(lintMigration('9999_bad.sql', bad)).toEqual([
    '9999_bad.sql:2: serial: serial columns number rows in one place',
    '9999_bad.sql:4: grant all: grants must name what the app may do',
    '9999_bad.sql:4: to public: nothing is granted to everybody'
  ]);
});
