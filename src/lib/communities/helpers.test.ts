import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command_receipts } from '../commands/tables.server';
import { withCommunity } from '../db/tenancy.server';
import { newId } from '../shared/id';
import { isRefused } from '../shared/result';
import { listDemoPeople } from './demo-people.server';
import {
  appointHelper,
  listDoneFor,
  listHelpers,
  MOST_HELPERS,
  revokeHelper
} from './helpers.server';
import { renameSelf } from './rename.server';
import { readStanding } from './standing.server';
import { appointments, members } from './tables.server';
import {
  account,
  db,
  household,
  issueCard,
  joined,
  now,
  openTown,
  send,
  yaohua
} from './town.testing.server';

beforeAll(openTown);
afterAll(() => db.close());

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
