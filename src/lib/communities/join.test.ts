import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { membershipsOf } from '../accounts/memberships.server';
import { readOwnReceipt } from '../commands/receipts.server';
import { runCommand } from '../commands/run.server';
import { withCommunity } from '../db/tenancy.server';
import { readCard } from '../grids/card-admission.server';
import { newCardCode } from '../grids/card-code';
import { newId } from '../shared/id';
import { isRefused } from '../shared/result';
import { communitiesOf } from './directory.server';
import { join } from './join.server';
import { enterPerson } from './people.server';
import { readStanding } from './standing.server';
import {
  account,
  baiyang,
  db,
  household,
  issueCard,
  joined,
  joins,
  now,
  openTown,
  placesUsed,
  yaohua
} from './town.testing.server';

beforeAll(openTown);
afterAll(() => db.close());

test('Mei joins with her household card and has a standing in that community alone', async () => {
  const home = await household();
  const mei = await account();
  const outcome = await joins(mei, await issueCard(home), ' 周　小 梅 ');
  expect(outcome).toMatchObject({ ok: true, name: '周小梅', welcome: 'new' });
  const standing = await readStanding(db, mei, 'yaohua', null);
  expect(standing?.member).toMatchObject({ name: '周小梅', household_id: home, kind: 'self' });
  expect(await readStanding(db, mei, 'baiyang', null)).toBeNull();
  expect(await placesUsed(home)).toEqual([1]);
});

test('Mei scans the card again with a new phone and is welcomed back without using a place', async () => {
  const home = await household();
  const code = await issueCard(home, { places: 1 });
  const mei = await account();
  const first = await joins(mei, code, '周小梅');
  const again = await joins(mei, code.toLowerCase().replace(/(.{4})/g, '$1-'), '周 小梅');
  expect(again).toMatchObject({ ok: true, welcome: 'back' });
  expect('ok' in first && 'ok' in again && first.member_id === again.member_id).toBe(true);
  expect(await placesUsed(home)).toEqual([1]);
});

test('two elders who share a phone join as two people of one account', async () => {
  const home = await household();
  const code = await issueCard(home);
  const shared = await account();
  await joined(shared, code, '李秀英');
  await joined(shared, code, '李大江');
  const standing = await readStanding(db, shared, 'yaohua', null);
  expect(standing?.people.map((person) => person.name)).toEqual(['李秀英', '李大江']);
  expect(await placesUsed(home)).toEqual([2]);
});

test('of two who reach for the last place at once, one joins and the other is told', async () => {
  const home = await household();
  const code = await issueCard(home, { places: 3, used: 2 });
  const [mei, wei] = [await account(), await account()];
  const both = await Promise.all([joins(mei, code, '周小梅'), joins(wei, code, '周卫')]);
  expect(both.filter((one) => !isRefused(one))).toHaveLength(1);
  expect(both.filter(isRefused)).toEqual([{ refused: 'card_used_up' }]);
  expect(await placesUsed(home)).toEqual([3]);
  expect(await joins(await account(), code, '周大海')).toEqual({ refused: 'card_used_up' });
});

test('a wrong code, a card of another community, a re-issued and an expired card each say why', async () => {
  const home = await household();
  const mei = await account();
  const live = await issueCard(home);
  const revoked = await issueCard(home, { revoked_at: now });
  const expired = await issueCard(await household(), { expires_at: now });
  expect(await joins(mei, newCardCode(randomBytes), '周小梅')).toEqual({ refused: 'card_unknown' });
  expect(await joins(mei, 'not a code', '周小梅')).toEqual({ refused: 'card_unknown' });
  expect(await joins(mei, live, '周小梅', baiyang)).toEqual({ refused: 'card_unknown' });
  expect(await joins(mei, revoked, '周小梅')).toEqual({ refused: 'card_revoked' });
  expect(await joins(mei, expired, '周小梅')).toEqual({ refused: 'card_expired' });
  expect(await membershipsOf(db.sql, mei)).toEqual([]);
});

test('a name that is blank or longer than thirty characters is refused and no place is used', async () => {
  const home = await household();
  const code = await issueCard(home);
  const mei = await account();
  for (const name of ['', ' 　 ', '\u200b\u200b', '123', '—']) {
    expect(await joins(mei, code, name)).toHaveProperty('refused', 'name_blank');
  }
  expect(await joins(mei, code, '梅'.repeat(31))).toMatchObject({
    refused: 'name_too_long',
    params: { most: 30, field: 'name' }
  });
  expect(await joins(mei, code, '梅'.repeat(501))).toHaveProperty('refused', 'input_invalid');
  expect(await placesUsed(home)).toEqual([0]);
});

test('old Mr Zhang, whom the committee entered without a phone, claims himself with the card', async () => {
  const home = await household();
  const entered = await withCommunity(db, yaohua, (tx) =>
    enterPerson(tx, {
      birthYear: null,
      communityId: yaohua,
      name: '张德福',
      householdId: home,
      now,
      mayShareName: false
    })
  );
  const zhang = await account();
  expect(await joined(zhang, await issueCard(home), '张德福')).toBe(entered);
  const stranger = await account();
  const other = await joined(stranger, await issueCard(await household()), '张德福');
  expect(other).not.toBe(entered);
});

test('a card that is looked at tells the address and no names', async () => {
  const home = await household();
  const code = await issueCard(home);
  await joined(await account(), code, '周小梅');
  const card = await withCommunity(db, yaohua, (tx) => readCard(tx, yaohua, code, now));
  expect(JSON.stringify(card)).not.toContain('周小梅');
  expect(card).toHaveProperty('place');
});

test('Mei lives in two communities and switches between them', async () => {
  const mei = await account();
  await joined(mei, await issueCard(await household()), '周小梅');
  const other = await household(baiyang);
  const code = await issueCard(other, { community_id: baiyang });
  await joins(mei, code, '周小梅', baiyang);
  const mine = await communitiesOf(db.sql, mei);
  expect(mine.map(({ slug }) => slug).sort()).toEqual(['baiyang', 'yaohua']);
});

test('a join that is sent five times joins once, and only its sender can read what became of it', async () => {
  const home = await household();
  const mei = await account();
  const input = { code: await issueCard(home), name: '周小梅' };
  const key = newId();
  const caller = { accountId: mei, memberId: null };
  const outcomes = await Promise.all(
    Array.from({ length: 5 }, () =>
      runCommand(db, join, { communityId: yaohua, key, caller, input }, async () => now)
    )
  );
  for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
  expect(await placesUsed(home)).toEqual([1]);
  const read = (accountId: string) =>
    withCommunity(db, yaohua, (tx) => readOwnReceipt(tx, yaohua, accountId, key));
  expect(await read(mei)).toHaveProperty('name', 'communities.join');
  expect(await read(await account())).toBeNull();
});
