import { expect, test } from 'vitest';
import { openTestDatabase } from '../db/testing.server';
import { newId } from '../shared/id';
import { eachCommunity, isDemoOnly } from './directory.server';
import { foundCommunity } from './found.server';
import { communities } from './tables.server';

test('once the operator founds a real community beside the demo, no code is shown on the screen', async () => {
  const db = await openTestDatabase();
  const found = (slug: string, is_demo: boolean) =>
    foundCommunity(
      db,
      {
        slug,
        name: slug,
        name_en: slug,
        district: '栖霞区',
        is_demo,
        committee: { name: '陈建国', phone_hmac: null, phone_cipher: null }
      },
      new Date('2026-11-23T04:00:00Z')
    );
  expect(await isDemoOnly(db.sql)).toBe(false);
  await found('yaohua', true);
  expect(await isDemoOnly(db.sql)).toBe(true);
  await found('yaolin', false);
  expect(await isDemoOnly(db.sql)).toBe(false);
  await db.close();
});

test('jobs and the check of the ledger reach also the 501st community, and each of them once', async () => {
  const db = await openTestDatabase();
  const about = { name: '社区', name_en: 'Town', district: '', created_at: new Date() };
  const many = Array.from({ length: 501 }, (_, n) => ({
    ...about,
    id: newId(),
    slug: `town-${n}`
  }));
  await db.sql.insert(communities).values(many);
  const reached: string[] = [];
  for await (const { id } of eachCommunity(db.sql)) reached.push(id);
  expect(reached.sort()).toEqual(many.map(({ id }) => id).sort());
  await db.close();
});
