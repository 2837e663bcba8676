import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appoint, endAppointment } from '../communities/appointments.server';
import { listAllAudit, listAudit } from '../communities/audit.server';
import { listAppointments } from '../communities/people.server';
import { withCommunity } from '../db/tenancy.server';
import { openTestDatabase } from '../db/testing.server';
import type { Database, Sql } from '../db/types.server';
import { isRefused, type Outcome } from '../shared/result';
import { issueCards } from './card-commands.server';
import { hashCardCode } from './card-code.server';
import { configureCardKey } from './card-key.server';
import { readCardBatch } from './cards.server';
import { committeeOf, MORNING, type Committee } from './committee.examples';
import { createGrid, renameGrid } from './grid-commands.server';
import { listGrids, tallyGrids, withGridsBelow } from './grids.server';
import { addHousehold, editHousehold, moveHousehold } from './household-commands.server';
import { listHouseholds, readHousehold } from './households.server';
import { addPerson } from './person-commands.server';
import { household_cards } from './tables.server';

let db: Database;
beforeAll(async () => {
  configureCardKey('a secret of the tests, 32 characters');
  db = await openTestDatabase();
});
afterAll(() => db.close());

const everything = { q: '', grid: '', building: '', state: '', within: null } as const;
const within = <T>({ communityId }: Committee, work: (tx: Sql) => Promise<T>) =>
  withCommunity(db, communityId, work);

function idOf(outcome: Outcome, name: string): string {
  if (isRefused(outcome)) throw new Error(outcome.refused);
  return String(outcome[name]);
}

async function addHome(community: Committee, room: string, more: { grid_id?: string } = {}) {
  const place = { building: '3栋', unit: '2单元', room, head_name: '周秀兰', people: '2' };
  const outcome = await community.run(community.wang, addHousehold, { ...place, ...more });
  return idOf(outcome, 'household_id');
}

const cardsOf = async (community: Committee, batchId: string) =>
  (await within(community, (tx) => readCardBatch(tx, community.communityId, batchId, MORNING)))!;

test("the Zhous' household is added once, whether its room is written 0501 or 501", async () => {
  const baiyang = await committeeOf(db, 'once');
  await addHome(baiyang, '501');
  const again = { building: '第三幢', unit: '2', room: '0501室' };
  expect(await baiyang.run(baiyang.wang, addHousehold, again)).toMatchObject({
    refused: 'household_exists'
  });
});

test('households stand in the order of their doors and are found by address and by name', async () => {
  const baiyang = await committeeOf(db, 'doors');
  for (const building of ['10', '2', '9']) {
    const sent = { building, unit: '', room: '101', head_name: `${building}楼` };
    await baiyang.run(baiyang.wang, addHousehold, sent);
  }
  const list = (q: string) =>
    within(baiyang, (tx) =>
      listHouseholds(tx, baiyang.communityId, { ...everything, q }, {}, MORNING)
    );
  expect((await list('')).rows.map(({ building }) => building)).toEqual(['2', '9', '10']);
  expect((await list('9栋101室')).rows.map(({ building }) => building)).toEqual(['9']);
  expect((await list('10楼')).rows.map(({ building }) => building)).toEqual(['10']);
});

test('pages of households follow each other without a gap, forwards and back', async () => {
  const baiyang = await committeeOf(db, 'pages');
  for (let room = 101; room < 221; room += 1) await addHome(baiyang, String(room));
  const page = (cursor: { after?: string | null; before?: string | null }) =>
    within(baiyang, (tx) => listHouseholds(tx, baiyang.communityId, everything, cursor, MORNING));
  const [first, rooms] = [await page({}), (list: { room: string }[]) => list.map((h) => h.room)];
  const second = await page({ after: first.after });
  const third = await page({ after: second.after });
  expect([first.before, third.after]).toEqual([null, null]);
  expect(rooms([...first.rows, ...second.rows, ...third.rows])).toEqual(
    Array.from({ length: 120 }, (_, at) => String(101 + at))
  );
  expect(await page({ before: third.before })).toEqual(second);
});

test('a correction of a household and its move can be taken back', async () => {
  const baiyang = await committeeOf(db, 'undo');
  const grid = idOf(
    await baiyang.run(baiyang.wang, createGrid, { name: '第一网格', level: 'area' }),
    'grid_id'
  );
  const home = await addHome(baiyang, '501');
  const move = await baiyang.run(baiyang.wang, moveHousehold, {
    household_id: home,
    grid_id: grid
  });
  const edit = await baiyang.run(baiyang.wang, editHousehold, {
    household_id: home,
    building: '4',
    unit: '',
    room: '101',
    head_name: '周秀英',
    people: ''
  });
  if (isRefused(edit) || isRefused(move)) throw new Error('refused');
  const asIf = editHousehold.input.parse(editHousehold.done(edit).undo?.fields);
  await baiyang.run(baiyang.wang, editHousehold, { ...asIf, people: '2' });
  const back = moveHousehold.input.parse(moveHousehold.done(move).undo?.fields);
  await baiyang.run(baiyang.wang, moveHousehold, back);
  const { communityId } = baiyang;
  expect(
    await within(baiyang, (tx) => readHousehold(tx, communityId, home, null, MORNING))
  ).toMatchObject({ building: '3', unit: '2', room: '501', head_name: '周秀兰', grid_id: null });
});

test('a household of another community can be neither read, moved nor given a card', async () => {
  const [baiyang, xianlin] = [await committeeOf(db, 'a-home'), await committeeOf(db, 'a-thief')];
  const home = await addHome(baiyang, '501');
  const { communityId, wang } = xianlin;
  expect(
    await within(xianlin, (tx) => readHousehold(tx, communityId, home, null, MORNING))
  ).toBeNull();
  const move = { household_id: home, grid_id: '' };
  expect(await xianlin.run(wang, moveHousehold, move)).toEqual({ refused: 'not_found' });
  const issue = { households: [home], which: 'all' as const };
  expect(await xianlin.run(wang, issueCards, issue)).toEqual({ refused: 'cards_nobody' });
});

test('two grids never share a name, and only community grids have others below them', async () => {
  const baiyang = await committeeOf(db, 'names');
  const make = (name: string, level: 'area' | 'dedicated', parent_id = '') =>
    baiyang.run(baiyang.wang, createGrid, { name, level, parent_id });
  const [top] = await within(baiyang, (tx) => listGrids(tx, baiyang.communityId));
  const first = idOf(await make('第一网格', 'area', top!.id), 'grid_id');
  const second = idOf(await make('第二网格', 'area'), 'grid_id');
  expect(await make('第一网格', 'area')).toMatchObject({ refused: 'grid_name_taken' });
  expect(await make('商户网格', 'dedicated', first)).toMatchObject({
    refused: 'grid_parent_wrong'
  });
  const rename = { grid_id: second, name: '第一网格' };
  expect(await baiyang.run(baiyang.wang, renameGrid, rename)).toMatchObject({
    refused: 'grid_name_taken'
  });
  const all = await within(baiyang, (tx) => listGrids(tx, baiyang.communityId));
  expect(withGridsBelow(all, [top!.id])).toEqual([top!.id, first]);
});

test('issuing the Zhous a card again revokes the old one; the database holds hashes only', async () => {
  const baiyang = await committeeOf(db, 'cards');
  const home = await addHome(baiyang, '501');
  const issue = (which: 'without' | 'all') =>
    baiyang.run(baiyang.wang, issueCards, { households: [home], which });
  const first = idOf(await issue('without'), 'batch_id');
  const [old] = (await cardsOf(baiyang, first)).cards;
  expect(old).toMatchObject({ places: 2, place: { building: '3', unit: '2', room: '501' } });
  expect(await issue('without')).toEqual({ refused: 'cards_nobody' });
  const second = idOf(await issue('all'), 'batch_id');
  expect(await cardsOf(baiyang, first)).toMatchObject({ cards: [], leftOut: 1 });
  const [card] = (await cardsOf(baiyang, second)).cards;
  expect(card!.code).not.toBe(old!.code);
  const live = await within(baiyang, (tx) =>
    tx
      .select()
      .from(household_cards)
      .where(
        and(
          eq(household_cards.community_id, baiyang.communityId),
          isNull(household_cards.revoked_at)
        )
      )
  );
  expect(live.map(({ code_hash }) => code_hash)).toEqual([hashCardCode(card!.code)]);
  const receipts = await within(baiyang, (tx) => listAllAudit(tx, baiyang.communityId, noFilter));
  expect(JSON.stringify([live, receipts])).not.toContain(card!.code);
});

test('after the secret has changed no wrong codes are printed', async () => {
  const baiyang = await committeeOf(db, 'secret');
  const home = await addHome(baiyang, '501');
  const issued = await baiyang.run(baiyang.wang, issueCards, { households: [home] });
  configureCardKey('another secret');
  expect(await cardsOf(baiyang, idOf(issued, 'batch_id'))).toMatchObject({
    cards: [],
    leftOut: 1
  });
  configureCardKey('a secret of the tests, 32 characters');
});

const noFilter = { q: '', command: '', result: '', from: null, until: null } as const;

test('the auditor Qian issues no cards, and the log shows who tried', async () => {
  const baiyang = await committeeOf(db, 'log');
  const home = await addHome(baiyang, '501');
  const qian = await baiyang.officer('钱建国', 'auditor');
  expect(await baiyang.run(qian, issueCards, { households: [home] })).toEqual({
    refused: 'not_allowed'
  });
  const audit = (filter: Partial<Parameters<typeof listAudit>[2]>) =>
    within(baiyang, (tx) => listAudit(tx, baiyang.communityId, { ...noFilter, ...filter }, {}));
  const refused = await audit({ result: 'refused' });
  expect(refused.rows).toMatchObject([{ name: 'grids.issue_cards', actor: '钱建国' }]);
  expect((await audit({ q: '王秀' })).rows.map(({ name }) => name).sort()).toEqual([
    'communities.appoint',
    'grids.add_household'
  ]);
});

test('an office is given once, ended with an undo, and the last committee member stays', async () => {
  const baiyang = await committeeOf(db, 'offices');
  const { communityId, wang } = baiyang;
  const added = await baiyang.run(wang, addPerson, { name: '孙 丽华' });
  const sun = idOf(added, 'member_id');
  const clerk = { member_id: sun, office: 'clerk' } as const;
  await baiyang.run(wang, appoint, clerk);
  expect(await baiyang.run(wang, appoint, clerk)).toMatchObject({ ok: true, already: true });
  const held = await within(baiyang, (tx) => listAppointments(tx, communityId, [sun]));
  expect(held.map(({ office }) => office)).toEqual(['clerk']);
  const ended = await baiyang.run(wang, endAppointment, { appointment_id: held[0]!.id });
  if (isRefused(ended)) throw new Error(ended.refused);
  expect(endAppointment.done(ended).undo).toMatchObject({ command: 'communities.appoint' });
  const own = await within(baiyang, (tx) => listAppointments(tx, communityId, [wang.memberId]));
  expect(await baiyang.run(wang, endAppointment, { appointment_id: own[0]!.id })).toEqual({
    refused: 'last_committee_member'
  });
});

test('a grid leader is of a grid that exists', async () => {
  const [baiyang, xianlin] = [await committeeOf(db, 'l-ours'), await committeeOf(db, 'l-theirs')];
  const [theirs] = await within(xianlin, (tx) => listGrids(tx, xianlin.communityId));
  const { wang } = baiyang;
  const leader = { member_id: wang.memberId, office: 'grid_leader', grid_id: theirs!.id } as const;
  expect(await baiyang.run(wang, appoint, leader)).toMatchObject({
    refused: 'appoint_without_grid'
  });
});

test('the front desk names a person by the rule by which residents name themselves', async () => {
  const baiyang = await committeeOf(db, 'desk-names');
  const { wang } = baiyang;
  const add = (name: string) => baiyang.run(wang, addPerson, { name });
  expect(await add(' \u200b ')).toMatchObject({ refused: 'name_blank' });
  expect(await add('王'.repeat(31))).toMatchObject({ refused: 'name_too_long' });
  expect(await add('Rene\u0301 Dupont')).toMatchObject({ ok: true, name: 'Ren\u00e9 Dupont' });
});

test('Zhou Xiulan gets no office before she has joined: her grandson could claim it with the card', async () => {
  const baiyang = await committeeOf(db, 'claimed-office');
  const household_id = await addHome(baiyang, '502');
  const { wang } = baiyang;
  const zhou = await baiyang.run(wang, addPerson, { name: '周秀兰', household_id });
  const office = { member_id: idOf(zhou, 'member_id'), office: 'committee' } as const;
  expect(await baiyang.run(wang, appoint, office)).toMatchObject({
    refused: 'appoint_without_account'
  });
});

test('Zhou Xiulan without a phone joins her household by the hand of the clerk', async () => {
  const baiyang = await committeeOf(db, 'no-phone');
  const home = await addHome(baiyang, '501');
  const clerk = await baiyang.officer('赵小燕', 'clerk');
  const zhou = { name: '周秀兰', household_id: home };
  expect(await baiyang.run(clerk, addPerson, zhou)).toMatchObject({ ok: true });
  expect(await baiyang.run(clerk, addPerson, zhou)).toMatchObject({ refused: 'person_exists' });
  const tally = await within(baiyang, (tx) => tallyGrids(tx, baiyang.communityId));
  expect(tally.none).toEqual({ households: 1, joined: 1 });
});
