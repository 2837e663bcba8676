import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountOfPhone } from '../accounts/accounts.server';
import { membershipsOf } from '../accounts/memberships.server';
import { normalisePhone } from '../accounts/phone';
import { openPhones } from '../accounts/phone.server';
import type { Acting, Command } from '../commands/command.server';
import { readOwnReceipt } from '../commands/receipts.server';
import { runCommand } from '../commands/run.server';
import { command_receipts } from '../commands/tables.server';
import { withCommunity } from '../db/tenancy.server';
import { openTestDatabase } from '../db/testing.server';
import type { Database } from '../db/types.server';
import { readCard } from '../grids/card-admission.server';
import { newCardCode } from '../grids/card-code';
import { hashCardCode } from '../grids/card-code.server';
import { household_cards, households } from '../grids/tables.server';
import { newId } from '../shared/id';
import { isRefused, type Outcome } from '../shared/result';
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { listDemoPeople } from './demo-people.server';
import { communitiesOf } from './directory.server';
import {
  appointHelper,
  listDoneFor,
  listHelpers,
  MOST_HELPERS,
  revokeHelper
} from './helpers.server';
import { join } from './join.server';
import { enterPerson } from './people.server';
import { renameSelf } from './rename.server';
import { readStanding } from './standing.server';
import { appointments, communities, members } from './tables.server';

let db: Database;
const now = new Date('2026-11-23T04:00:00Z');
const phones = openPhones('the secret of the joining tests, long enough');
const [yaohua, baiyang] = [newId(), newId()];

beforeAll(async () => {
  db = await openTestDatabase();
  for (const [id, slug, is_demo] of [
    [yaohua, 'yaohua', true],
    [baiyang, 'baiyang', false]
  ] as const) {
    await db.sql.insert(communities).values({
      id,
      slug,
      name: slug,
      name_en: slug,
      district: '栖霞区',
      is_demo,
      created_at: now
    });
  }
});
afterAll(() => db.close());

let numbers = 0;
const account = async () => {
  const phone = normalisePhone(`139${String(10_000_000 + numbers++)}`)!;
  return (await accountOfPhone(db.sql, phones, phone, now)).accountId;
};

async function household(communityId = yaohua): Promise<string> {
  const id = newId();
  await withCommunity(db, communityId, (tx) =>
    tx.insert(households).values({
      community_id: communityId,
      id,
      building: String(++numbers),
      unit: '1',
      room: '101',
      created_at: now
    })
  );
  return id;
}

async function issueCard(
  householdId: string,
  card: Partial<typeof household_cards.$inferInsert> = {}
): Promise<string> {
  const code = newCardCode(randomBytes);
  await withCommunity(db, card.community_id ?? yaohua, (tx) =>
    tx.insert(household_cards).values({
      community_id: yaohua,
      id: newId(),
      household_id: householdId,
      code_hash: hashCardCode(code),
      places: 4,
      issued_by: newId(),
      issued_at: now,
      expires_at: new Date('2027-05-01T00:00:00Z'),
      ...card
    })
  );
  return code;
}

const send = <Schema extends z.ZodType, Authority extends Acting>(
  command: Command<Schema, Authority>,
  caller: { accountId: string; memberId: string | null },
  input: unknown,
  communityId = yaohua
): Promise<Outcome> =>
  runCommand(db, command, { communityId, key: newId(), caller, input }, async () => now);

const joins = (accountId: string, code: string, name: string, communityId = yaohua) =>
  send(join, { accountId, memberId: null }, { code, name }, communityId);

async function joined(accountId: string, code: string, name: string): Promise<string> {
  const outcome = await joins(accountId, code, name);
  if (isRefused(outcome)) throw new Error(outcome.refused);
  return String(outcome.member_id);
}

const placesUsed = async (householdId: string) => {
  const cards = await withCommunity(db, yaohua, (tx) =>
    tx
      .select({ used: household_cards.used })
      .from(household_cards)
      .where(
        and(eq(household_cards.community_id, yaohua), eq(household_cards.household_id, householdId))
      )
  );
  return cards.map(({ used }) => used);
};

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

test("Mrs Li's daughter acts for her until she takes it back, and the record says who did it", async () => {
  const li = await account();
  const daughter = await account();
  const memberId = await joined(li, await issueCard(await household()), '李秀英');
  const own = { accountId: li, memberId };
  const appointed = await send(appointHelper, own, { helper_account_id: daughter, name: '女儿' });
  if (isRefused(appointed)) throw new Error(appointed.refused);
  const standing = await readStanding(db, daughter, 'yaohua', memberId);
  expect(standing?.member).toMatchObject({ id: memberId, kind: 'helper' });
  expect(standing?.offices).toEqual([]);

  // A helper decides nothing about mandates and names, but what it may do is done for her.
  const acting = { accountId: daughter, memberId };
  const onlyInPerson = { refused: 'only_in_person' };
  const friend = { helper_account_id: await account(), name: '朋友' };
  expect(await send(appointHelper, acting, friend)).toEqual(onlyInPerson);
  expect(await send(renameSelf, acting, { name: '李秀' })).toEqual(onlyInPerson);
  await withCommunity(db, yaohua, (tx) =>
    tx.insert(command_receipts).values({
      community_id: yaohua,
      key: newId(),
      actor: daughter,
      on_behalf_of: memberId,
      name: 'volunteering.sign_up',
      input_hash: '',
      outcome: { ok: true },
      at: now
    })
  );
  const done = await withCommunity(db, yaohua, (tx) =>
    listDoneFor(tx, yaohua, memberId, new Date(now.getTime() + 1), 10)
  );
  expect(done).toMatchObject([{ name: 'volunteering.sign_up', by: '女儿' }]);

  const mandate_id = appointed.mandate_id;
  const revoked = await send(revokeHelper, own, { mandate_id });
  expect(revoked).toMatchObject({ ok: true, name: '女儿' });
  expect(await readStanding(db, daughter, 'yaohua', memberId)).toBeNull();
  expect(await send(renameSelf, acting, { name: '李秀' })).toEqual({ refused: 'not_a_member' });
  expect(await send(revokeHelper, own, { mandate_id })).toEqual({ refused: 'not_found' });

  const undo = appointHelper.input.parse({ helper_account_id: daughter, name: '女儿' });
  expect(revokeHelper.done({ ok: true, helper_account_id: daughter, name: '女儿' }).undo).toEqual({
    command: 'communities.appoint_helper',
    fields: undo
  });
  expect(await send(appointHelper, own, undo)).toHaveProperty('ok', true);
});

test('Mrs Li cannot appoint herself, the same helper twice, a sixth helper or nobody', async () => {
  const li = await account();
  const memberId = await joined(li, await issueCard(await household()), '李秀英');
  const own = { accountId: li, memberId };
  const appoint = (helper_account_id: string, name = '小王') =>
    send(appointHelper, own, { helper_account_id, name });
  expect(await appoint(li)).toEqual({ refused: 'helper_is_self' });
  expect(await appoint(newId())).toEqual({ refused: 'not_found' });
  const wang = await account();
  expect(await appoint(wang)).toHaveProperty('ok', true);
  expect(await appoint(wang)).toHaveProperty('refused', 'helper_already');
  for (let count = 1; count < MOST_HELPERS; count++) await appoint(await account());
  expect(await appoint(await account())).toHaveProperty('refused', 'helpers_too_many');
  const held = await withCommunity(db, yaohua, (tx) => listHelpers(tx, yaohua, memberId));
  expect(held).toHaveLength(MOST_HELPERS);
});

test('Mei corrects her own name, and the undo gives the old one back', async () => {
  const mei = await account();
  const memberId = await joined(mei, await issueCard(await household()), '周小每');
  const renamed = await send(renameSelf, { accountId: mei, memberId }, { name: '周小梅' });
  if (isRefused(renamed)) throw new Error(renamed.refused);
  expect(renameSelf.done(renamed).undo).toEqual({
    command: 'communities.rename_self',
    fields: { name: '周小每' }
  });
  expect((await readStanding(db, mei, 'yaohua', null))?.member.name).toBe('周小梅');
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

test('the demo offers residents and officers of demo communities, and nobody of others', async () => {
  const chen = await account();
  const memberId = await joined(chen, await issueCard(await household()), '陈晓梅');
  await withCommunity(db, yaohua, (tx) =>
    tx.insert(appointments).values({
      community_id: yaohua,
      id: newId(),
      member_id: memberId,
      office: 'clerk',
      appointed_by: memberId,
      appointed_at: now
    })
  );
  const offered = await listDemoPeople(db);
  expect(offered.find(({ role }) => role === 'clerk')).toMatchObject({ accountId: chen });
  expect(offered.filter(({ role }) => role === 'resident')).toHaveLength(2);
  expect(offered.find(({ role }) => role === 'helper')).toBeDefined();
  expect(new Set(offered.map(({ community }) => community.slug))).toEqual(new Set(['yaohua']));
});

test('one who has left a community is no longer anybody there', async () => {
  const mei = await account();
  const memberId = await joined(mei, await issueCard(await household()), '周小梅');
  await withCommunity(db, yaohua, (tx) =>
    tx
      .update(members)
      .set({ left_at: now })
      .where(and(eq(members.community_id, yaohua), eq(members.id, memberId)))
  );
  expect(await readStanding(db, mei, 'yaohua', null)).toBeNull();
  expect(await send(renameSelf, { accountId: mei, memberId }, { name: '周梅' })).toEqual({
    refused: 'not_a_member'
  });
});
