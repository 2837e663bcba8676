import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres } from '../../src/lib/db/connect.server';
import { newId } from '../../src/lib/shared/id';
import { startBuiltApp, type BuiltApp } from '../built-app';
import { peopleTown } from '../isolation/samples';
import { SECRET, type Town } from '../people/town';
import { startOwnServer, type OwnServer } from '../server/postgres';
import { asAdmin, prepareRoles, urlOf, type Roles } from '../server/roles';

/** Two processes of the built app on one PostgreSQL server, which crashes twenty times under load. */
const KILLS = 20;
const PHONES = 8;

let server: OwnServer;
let roles: Roles;
let urls: { loginUrl: string; ownerUrl: string };
let apps: BuiltApp[] = [];
let town: Town;
let cookie: string;

beforeAll(async () => {
  server = await startOwnServer();
  roles = await prepareRoles(server.adminUrl);
  const of = (user: string) => urlOf(roles, roles.template, user);
  urls = { loginUrl: of(roles.login), ownerUrl: of(roles.owner) };
  const db = await openPostgres(urls.loginUrl, { ownerUrl: urls.ownerUrl });
  const made = await peopleTown(db);
  town = made.town;
  cookie = `linli_session=${made.session}; person=${town.chen.memberId}`;
  await db.close();
  const env = {
    DATABASE_URL: urls.loginUrl,
    DATABASE_OWNER_URL: urls.ownerUrl,
    APP_SECRET: SECRET,
    ORIGIN: ''
  };
  apps = [await startBuiltApp(env), await startBuiltApp(env)];
});
afterAll(async () => {
  await Promise.all(apps.map((app) => app.stop()));
  await server.stop();
});

/** By turns to the two processes, under one key, until one of them has an answer. */
async function untilAnswered(n: number): Promise<{ tries: number; outcome: unknown }> {
  const body = JSON.stringify({
    community: town.slug,
    command: 'grids.add_household',
    key: newId(),
    person: town.chen.memberId,
    input: { building: '9', unit: '1', room: String(1000 + n), people: '', note: '' }
  });
  for (let tries = 1; ; tries++) {
    const { origin } = apps[(n + tries) % apps.length]!;
    const headers = { cookie, origin, 'content-type': 'application/json' };
    const signal = AbortSignal.timeout(20_000);
    const answer = await fetch(`${origin}/api/commands`, { method: 'POST', headers, body, signal })
      .then(async (sent) => (sent.status < 500 ? { outcome: await sent.json() } : null))
      .catch(() => null);
    // A session that could not be read for the outage is no sign-out, and nothing was refused.
    if (answer) return { tries, ...answer };
    await pause(50);
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** How long the slowest answer of `/readyz` took, asked of both all the time. */
async function watch(isOver: () => boolean): Promise<number> {
  let slowest = 0;
  while (!isOver()) {
    for (const { origin } of apps) {
      const began = performance.now();
      await fetch(`${origin}/readyz`).then((answer) => answer.text());
      slowest = Math.max(slowest, performance.now() - began);
    }
    await pause(100);
  }
  return slowest;
}

const endAllConnections = () =>
  asAdmin(
    server.adminUrl,
    (client) => client`select pg_terminate_backend(pid) from pg_stat_activity
      where usename = ${roles.login}`
  );

test('twenty crashes of twenty are survived by both, each command is done once, readiness is said in time', async () => {
  let isOver = false;
  let sent = 0;
  const answers: { tries: number; outcome: unknown }[] = [];
  const phones = Array.from({ length: PHONES }, async () => {
    while (!isOver) answers.push(await untilAnswered(sent++));
  });
  const watched = watch(() => isOver);
  for (let kill = 0; kill < KILLS; kill++) {
    await pause(500 + (kill % 4) * 250);
    if (kill % 4 === 3) await endAllConnections();
    else {
      await server.crash();
      await pause(kill % 2 === 0 ? 0 : 700);
      await server.startAgain();
    }
  }
  await pause(1500);
  isOver = true;
  await Promise.all(phones);
  for (const { outcome } of answers) expect(outcome).toMatchObject({ outcome: { ok: true } });
  expect(answers.some(({ tries }) => tries > 1)).toBe(true);
  for (const { origin } of apps) expect((await fetch(`${origin}/readyz`)).status).toBe(200);
  expect(await watched).toBeLessThan(1000);

  const admin = new URL(server.adminUrl);
  admin.pathname = `/${roles.template}`;
  const [found] = await asAdmin(
    admin.href,
    (client) => client`select
      (select count(*)::int from households where building = '9') as homes,
      (select count(distinct room)::int from households where building = '9') as rooms`
  );
  expect(found).toEqual({ homes: sent, rooms: sent });
});
