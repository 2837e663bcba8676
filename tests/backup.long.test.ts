import { PGlite } from '@electric-sql/pglite';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountOfPhone } from '../src/lib/accounts/accounts.server';
import { normalisePhone } from '../src/lib/accounts/phone';
import { openPhones } from '../src/lib/accounts/phone.server';
import { castVote } from '../src/lib/compacts/casting.server';
import { embed, openPostgres } from '../src/lib/db/connect.server';
import { EXTENSIONS } from '../src/lib/db/extensions.server';
import { lockFolder } from '../src/lib/db/lock.server';
import type { Database } from '../src/lib/db/types.server';
import { assert } from '../src/lib/shared/result';
import { PATROL_RULES } from './people/rules';
import { done, foundTown, joinWith, openHome } from './people/town';
import { HOUR, openVoteOn, publishCompact, turn } from './people/votes';
import { findWholePostgres } from './server/debian';
import { startOwnServer, type Server } from './server/postgres';
import { asAdmin, prepareRoles, urlOf, type Roles } from './server/roles';

const SECRET = 'the secret of the backup drill, long enough';

/** Two communities with members, an account, a vote that has ended and its points. */
async function live(db: Database): Promise<void> {
  const phone = normalisePhone('13900001234');
  assert(phone, 'a number that could exist');
  await accountOfPhone(db.sql, openPhones(SECRET), phone, new Date());
  for (let at = 0; at < 2; at++) {
    const town = await foundTown(db, PATROL_RULES, new Date());
    const wang = await joinWith(town, await openHome(town), '王秀英');
    const { version } = await publishCompact(town);
    const vote_id = await openVoteOn(town, version, { ballot: 'open', activity: 'good-deed' });
    done(await town.send(wang, castVote, { vote_id, choice: 'in_favour' }));
    town.clock.at = new Date((town.clock.at ?? new Date()).getTime() + HOUR);
    await turn(town);
  }
}

/** `npm run backup:drill` as an operator runs it. */
function drill(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const args = ['--import', 'tsx', 'scripts/backup-drill.ts'];
  const settings = { ...process.env, APP_SECRET: SECRET, ...env };
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { env: settings });
    let said = '';
    child.stdout.on('data', (text) => (said += text));
    child.stderr.on('data', (text) => (said += text));
    child.on('close', (code) => resolve({ code, said }));
  });
}

describe('On a PostgreSQL server', () => {
  let programs: string;
  let server: Server;
  let roles: Roles;
  let source: string;
  let db: Database;
  beforeAll(async () => {
    programs = findWholePostgres();
    server = await startOwnServer(programs);
    roles = await prepareRoles(server.adminUrl);
    await asAdmin(server.adminUrl, async (client) => {
      await client.unsafe(`create database linli template ${roles.template} owner ${roles.owner}`);
      // As docs/operations.md says.
      await client.unsafe(`create role linli_backup login bypassrls password '${roles.password}'`);
      await client.unsafe('grant pg_read_all_data to linli_backup');
    });
    source = urlOf(roles, 'linli', roles.login);
    db = await openPostgres(source, { ownerUrl: urlOf(roles, 'linli', roles.owner) });
    await live(db);
  });
  afterAll(async () => {
    await db.close();
    await server.stop();
  });

  const settings = (into: string, user = 'linli_backup') => ({
    PATH: `${programs}${delimiter}${process.env.PATH}`,
    DATABASE_URL: source,
    BACKUP_DATABASE_URL: urlOf(roles, 'linli', user),
    DRILL_DATABASE_URL: urlOf(roles, into, roles.owner)
  });
  const emptyDatabase = (name: string) =>
    asAdmin(server.adminUrl, (client) =>
      client.unsafe(`create database ${name} template template0 owner ${roles.owner}`)
    );

  test('the role for backups dumps everything, and the restored database is the same and adds up', async () => {
    await emptyDatabase('drill');
    const { code, said } = await drill(settings('drill'));
    expect(said).toMatch(/\d+ tables with \d{2,} rows/);
    expect(said.match(/: adds up/g)).toHaveLength(2);
    expect(said).toContain('The backup is whole.');
    expect(code).toBe(0);
    const again = await drill(settings('drill'));
    expect(again).toMatchObject({ code: 1, said: expect.stringMatching(/is not empty/) });
  });

  test.each(['linli_test_owner', 'linli_test_login'])(
    'the role %s, which row-level security binds, is refused instead of dumping nothing',
    async (user) => {
      const { code, said } = await drill(settings('postgres', user));
      expect(said).toMatch(/bound by row-level security.*docs\/operations\.md/s);
      expect(code).toBe(1);
    }
  );

  test('the app does not serve with the role for backups', async () => {
    const url = urlOf(roles, 'linli', 'linli_backup');
    await expect(openPostgres(url)).rejects.toThrow();
  });

  test('the role for backups changes nothing', async () => {
    const client = postgres(urlOf(roles, 'linli', 'linli_backup'), { max: 1 });
    await expect(client`update members set name = 'x'`).rejects.toThrow(/permission denied/);
    await expect(client`delete from transfers`).rejects.toThrow(/permission denied/);
    await client.end();
  });
});

describe('In the embedded folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'linli-backup-'));
    const client = await PGlite.create(join(folder, 'pg'), { extensions: EXTENSIONS });
    const db = await embed(client, folder);
    await live(db);
    await db.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('a copy of the stopped folder is the same and adds up', async () => {
    const { code, said } = await drill({ DATA_DIR: folder, DATABASE_URL: '' });
    expect(said.match(/: adds up/g)).toHaveLength(2);
    expect(said).toContain('The backup is whole.');
    expect(code).toBe(0);
  });

  test('a folder that is being served is not copied', async () => {
    const unlock = lockFolder(folder);
    const { code, said } = await drill({ DATA_DIR: folder, DATABASE_URL: '' });
    unlock();
    expect(said).toMatch(/is in use by process/);
    expect(code).toBe(1);
  });

  test('another secret than the one of the data is found out', async () => {
    const settings = { DATA_DIR: folder, DATABASE_URL: '', APP_SECRET: `${SECRET}!` };
    const { code, said } = await drill(settings);
    expect(said).toMatch(/APP_SECRET is not the secret/);
    expect(code).toBe(1);
  });
});
