import { expect, test } from 'vitest';
import { openTestDatabase } from '../db/testing.server';
import { isDemoOnly } from './directory.server';
import { foundCommunity } from './found.server';

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
