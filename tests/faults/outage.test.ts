import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readiness } from '../../src/lib/app/readiness.server';
import type { Database } from '../../src/lib/db/types.server';
import { addHousehold } from '../../src/lib/grids/household-commands.server';
import { households } from '../../src/lib/grids/tables.server';
import { newId } from '../../src/lib/shared/id';
import { PATROL_RULES } from '../people/rules';
import { foundTown, type Town } from '../people/town';
import { openFreshPostgres, type Fresh } from '../server/fresh';
import { asAdmin } from '../server/roles';

/**
 * The server ends the connections of an app that is at work. An exception that the driver throws
 * outside of any promise would fail this run: vitest counts those.
 */
let db: Database & { fresh: Fresh };
let town: Town;
beforeAll(async () => {
  db = await openFreshPostgres(6);
  town = await foundTown(db, PATROL_RULES);
});
afterAll(() => db.close());

const endAllConnections = () =>
  asAdmin(
    db.fresh.adminUrl,
    (client) => client`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and usename = 'linli_test_login'`
  );

/** Sends until it is answered, as a phone does: the same key, whatever went wrong. */
async function untilAnswered(room: string): Promise<number> {
  const key = newId();
  for (let tries = 1; ; tries++) {
    const place = { building: '9', unit: '1', room };
    const outcome = await town.send(town.chen, addHousehold, place, key).catch(() => null);
    if (outcome) {
      expect(outcome).toMatchObject({ ok: true });
      return tries;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('connections that end eight times under load: nobody is lost, nobody twice, none hangs', async () => {
  let isOver = false;
  let sent = 0;
  const tries: number[] = [];
  const phones = Array.from({ length: 12 }, async () => {
    while (!isOver) tries.push(await untilAnswered(String(1000 + sent++)));
  });
  for (let kill = 0; kill < 8; kill++) {
    await new Promise((resolve) => setTimeout(resolve, 150));
    await endAllConnections();
  }
  isOver = true;
  await Promise.all(phones);
  expect(Math.max(...tries)).toBeGreaterThan(1);
  expect(await town.inside((tx) => tx.$count(households, sql`building = '9'`))).toBe(sent);
});

test('a transaction whose connection has ended goes on in no other', async () => {
  const lost = db.sql.transaction(async (tx) => {
    await tx.execute(sql`select 1`);
    await endAllConnections();
    await new Promise((resolve) => setTimeout(resolve, 50));
    // By now others use the pool's connections again.
    await Promise.all(
      Array.from({ length: 6 }, () => db.sql.execute(sql`select 1`).catch(() => null))
    );
    await tx.execute(sql`insert into rate_limits (key, points) values ('stray', 1)`);
  });
  await expect(lost).rejects.toThrow();
  const strays = asAdmin(
    db.fresh.adminUrl,
    (client) => client`select from rate_limits where key = 'stray'`
  );
  expect(await strays).toHaveLength(0);
});

test('readiness is said in time while everybody else waits, and the loss of the server is noticed', async () => {
  expect(await readiness(db)).toBe('migrated');
  await asAdmin(db.fresh.adminUrl, (client) =>
    client.begin(async (holder) => {
      await holder`lock table households`;
      const waiting = Array.from({ length: 30 }, (_, n) => untilAnswered(String(9000 + n)));
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await readiness(db)).toBe('migrated');
      await holder`lock table drizzle.__drizzle_migrations in access exclusive mode`;
      expect(await readiness(db)).toBe('unanswered');
      return { waiting };
    })
  ).then(({ waiting }) => Promise.all(waiting));
  await endAllConnections();
  await expect.poll(() => readiness(db), { timeout: 5000 }).toBe('migrated');
});
