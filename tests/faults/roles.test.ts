import postgres from 'postgres';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { afterEach, expect, test } from 'vitest';
import { openPostgres } from '../../src/lib/db/connect.server';
import { isMigrated, migratePostgres } from '../../src/lib/db/migrate.server';
import { rows } from '../../src/lib/db/rows.server';
import { guardRole } from '../../src/lib/db/role.server';
import type { Database, Sql } from '../../src/lib/db/types.server';
import { OperatorError } from '../../src/lib/shared/operator-error';
import { lintCatalogue } from '../server/catalogue';
import { freshDatabase, type Fresh } from '../server/fresh';
import { asAdmin } from '../server/roles';

let fresh: Fresh;
let opened: Database | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
  await fresh.drop();
});

/** The guard's answer to a connection that keeps the role it came with. */
async function guard(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  const connection = drizzle({ client }) as Sql;
  return guardRole(connection, 'postgres').finally(() => client.end({ timeout: 5 }));
}

test('the app serves as a role of its own, after the owner has migrated', async () => {
  fresh = await freshDatabase({ empty: true });
  opened = await openPostgres(fresh.loginUrl, { ownerUrl: fresh.ownerUrl });
  expect(await isMigrated(opened.sql)).toBe(true);
  expect(await lintCatalogue(opened.sql)).toEqual([]);
});

test('one role may migrate and serve: the app steps down from it', async () => {
  fresh = await freshDatabase({ empty: true });
  opened = await openPostgres(fresh.ownerUrl);
  const [role] = await rows(opened.sql, sql`select current_user`);
  expect(role).toEqual({ current_user: 'linli_app' });
});

test('a superuser is refused with a sentence that says what to do', async () => {
  fresh = await freshDatabase();
  const refused = openPostgres(fresh.adminUrl);
  await expect(refused).rejects.toThrow(OperatorError);
  await expect(openPostgres(fresh.adminUrl)).rejects.toThrow(
    /could bypass row-level security\. Use a role without SUPERUSER and BYPASSRLS/
  );
});

test('a role with BYPASSRLS is refused', async () => {
  fresh = await freshDatabase();
  const url = new URL(fresh.loginUrl);
  url.username = 'linli_test_bypass';
  await asAdmin(fresh.adminUrl, async (client) => {
    await client.unsafe(`create role linli_test_bypass login bypassrls password 'for-tests-only'`);
    await client.unsafe('grant linli_app to linli_test_bypass');
  });
  const refused = openPostgres(url.href, { ownerUrl: fresh.ownerUrl });
  await expect(refused).rejects.toThrow(/could bypass row-level security/);
  await asAdmin(fresh.adminUrl, (client) => client.unsafe('drop role linli_test_bypass'));
});

test('a connection that acts as the owner of the tables is refused', async () => {
  fresh = await freshDatabase();
  await expect(guard(fresh.ownerUrl)).rejects.toThrow(/could bypass row-level security/);
});

test('mistakes in DATABASE_URL are sentences without the password', async () => {
  fresh = await freshDatabase();
  const wrong = (change: (url: URL) => void) => {
    const url = new URL(fresh.loginUrl);
    change(url);
    return openPostgres(url.href).catch((error: unknown) => error);
  };
  const found = await Promise.all([
    wrong((url) => (url.password = 'guessed')),
    wrong((url) => (url.pathname = '/nowhere')),
    wrong((url) => (url.port = '1'))
  ]);
  for (const error of found) {
    expect(error).toBeInstanceOf(OperatorError);
    expect(String(error)).not.toMatch(/guessed|for-tests-only/);
  }
});

/** A server that answers to `create extension` as one without the contrib modules, or a strict one. */
const refuseExtensions = (url: string, code: string, words: string) =>
  asAdmin(url, async (client) => {
    await client.unsafe(`create function refuse() returns event_trigger language plpgsql as
      $$ begin raise exception using errcode = '${code}', message = '${words}'; end $$`);
    await client.unsafe(`create event trigger refuse on ddl_command_start
      when tag in ('CREATE EXTENSION') execute function refuse()`);
  });

test('a server without btree_gist, or whose owner may not create it, is a sentence for the operator', async () => {
  const answers: [string, string, RegExp][] = [
    ['0A000', 'extension "btree_gist" is not available', /does not have the extension btree_gist/],
    [
      '42501',
      'permission denied to create extension "btree_gist"',
      /Let an administrator run "create extension btree_gist"/
    ]
  ];
  for (const [code, words, sentence] of answers) {
    fresh = await freshDatabase({ empty: true });
    await refuseExtensions(fresh.adminUrl, code, words);
    const refused = await openPostgres(fresh.ownerUrl).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(OperatorError);
    expect(String(refused)).toMatch(sentence);
    if (code === '0A000') await fresh.drop();
  }
});

test('the owner of a database creates btree_gist without being a superuser', async () => {
  fresh = await freshDatabase({ empty: true });
  await migratePostgres(fresh.ownerUrl);
  const found = await asAdmin(
    fresh.adminUrl,
    (client) => client`select r.rolname as owner, r.rolsuper as super from pg_extension e
      join pg_roles r on r.oid = e.extowner where e.extname = 'btree_gist'`
  );
  expect([...found]).toEqual([{ owner: 'linli_test_owner', super: false }]);
});

test('migrating twice changes nothing, and two apps that start at once migrate once', async () => {
  fresh = await freshDatabase({ empty: true });
  await Promise.all([migratePostgres(fresh.ownerUrl), migratePostgres(fresh.ownerUrl)]);
  const count = () =>
    asAdmin(
      fresh.adminUrl,
      (client) => client`select count(*)::int from drizzle.__drizzle_migrations`
    );
  const [before] = await count();
  await migratePostgres(fresh.ownerUrl);
  expect(await count()).toEqual([before]);
});
