import { sql, type SQL } from 'drizzle-orm';
import { rows } from '../db/rows.server';
import { containing } from '../db/like.server';
import type { Sql } from '../db/types.server';
import { isId } from '../shared/id';
import { parseAddress } from './roster-address';
import { visibleText } from './roster-text';

export type CardState = 'none' | 'valid' | 'used_up' | 'expired';

export type HouseholdRow = {
  id: string;
  building: string;
  unit: string;
  room: string;
  head_name: string;
  people: number | null;
  note: string;
  grid_id: string | null;
  grid_name: string | null;
  /** How many people have joined. */
  joined: number;
  card: CardState;
};

export interface HouseholdFilter {
  /** An address or a part of one, or a name. */
  q: string;
  /** '' for all, 'none' for households in no grid. */
  grid: string;
  /** '' for all. */
  building: string;
  state: '' | 'joined' | 'not_joined' | 'no_card';
  /** The grids that the reader may see; null for all. */
  within: readonly string[] | null;
}

/** Where a page of a list begins: after or before the row with this id. */
export interface Cursor {
  after?: string | null;
  before?: string | null;
}

export interface Page<Row> {
  rows: Row[];
  /** Ids for the neighbouring pages; null at an end. */
  before: string | null;
  after: string | null;
}

const PAGE_ROWS = 50;

/** A page of the households in the order of their doors. `now` decides which cards have expired. */
export async function listHouseholds(
  tx: Sql,
  communityId: string,
  filter: HouseholdFilter,
  { after, before }: Cursor,
  now: Date
): Promise<Page<HouseholdRow>> {
  const isBack = Boolean(before);
  const cursor = [before, after].find((id) => id && isId(id));
  const from = sql`(select ${doorOf('c')} from households c
    where c.community_id = ${communityId} and c.id = ${cursor ?? null})`;
  const beyond = cursor ? sql`and (${doorOf('h')}) ${isBack ? sql`<` : sql`>`} ${from}` : sql``;
  const found = await rows<HouseholdRow>(
    tx,
    sql`${selectHouseholds(communityId, now)} and ${matches(communityId, filter, now)} ${beyond}
        order by ${isBack ? doorDescending : doorOf('h')} limit ${PAGE_ROWS + 1}`
  );
  return pageOf(found, isBack, Boolean(cursor));
}

/** Every household that matches, for exports and card sheets; at most `limit`. */
export const listAllHouseholds = (
  tx: Sql,
  communityId: string,
  filter: HouseholdFilter,
  now: Date,
  limit = 20_000,
  ids: readonly string[] | null = null
): Promise<HouseholdRow[]> =>
  rows<HouseholdRow>(
    tx,
    sql`${selectHouseholds(communityId, now)} and ${matches(communityId, filter, now)}
        and ${ids && ids.length > 0 ? sql`h.id in ${[...ids]}` : sql`true`}
        order by ${doorOf('h')} limit ${limit}`
  );

export async function countHouseholds(
  tx: Sql,
  communityId: string,
  filter: HouseholdFilter,
  now: Date
): Promise<number> {
  const [row] = await rows<{ count: number }>(
    tx,
    sql`select count(*)::int as count from households h
        where h.community_id = ${communityId} and ${matches(communityId, filter, now)}`
  );
  return row?.count ?? 0;
}

/** One household; null when it is not in this community or not within the reader's grids. */
export async function readHousehold(
  tx: Sql,
  communityId: string,
  id: string,
  within: readonly string[] | null,
  now: Date
): Promise<HouseholdRow | null> {
  if (!isId(id)) return null;
  const [found] = await rows<HouseholdRow>(
    tx,
    sql`${selectHouseholds(communityId, now)} and h.id = ${id} and ${isWithin(within)}`
  );
  return found ?? null;
}

/** The buildings of the community, in order, for choosing. */
export async function listBuildings(tx: Sql, communityId: string): Promise<string[]> {
  const found = await rows<{ building: string }>(
    tx,
    sql`select building from households where community_id = ${communityId}
        group by building order by length(building), building limit 500`
  );
  return found.map(({ building }) => building);
}

const doorOf = (alias: 'h' | 'c'): SQL => {
  const column = (name: string) => sql.raw(`${alias}.${name}`);
  const [building, unit, room] = [column('building'), column('unit'), column('room')];
  return sql`length(${building}), ${building}, length(${unit}), ${unit}, length(${room}), ${room}`;
};

const doorDescending = sql`length(h.building) desc, h.building desc, length(h.unit) desc,
  h.unit desc, length(h.room) desc, h.room desc`;

const selectHouseholds = (communityId: string, now: Date): SQL => sql`
  select h.id, h.building, h.unit, h.room, h.head_name, h.people, h.note, h.grid_id,
    g.name as grid_name,
    (select count(*)::int from members m where m.community_id = ${communityId}
      and m.household_id = h.id and m.left_at is null) as joined,
    case when k.id is null then 'none'
      when k.expires_at <= ${now.toISOString()}::timestamptz then 'expired'
      when k.used >= k.places then 'used_up' else 'valid' end as card
  from households h
  left join grids g on g.community_id = h.community_id and g.id = h.grid_id
  left join household_cards k on k.community_id = h.community_id
    and k.household_id = h.id and k.revoked_at is null
  where h.community_id = ${communityId}`;

function matches(communityId: string, filter: HouseholdFilter, now: Date): SQL {
  const tests = [isWithin(filter.within)];
  if (filter.grid === 'none') tests.push(sql`h.grid_id is null`);
  else if (isId(filter.grid)) tests.push(sql`h.grid_id = ${filter.grid}`);
  if (filter.building !== '') tests.push(sql`h.building = ${filter.building}`);
  if (filter.q.trim() !== '') tests.push(isFoundBy(communityId, visibleText(filter.q)));
  if (filter.state !== '') tests.push(hasState(communityId, filter.state, now));
  return sql.join(tests, sql` and `);
}

const isWithin = (within: readonly string[] | null): SQL => {
  if (within === null) return sql`true`;
  return within.length === 0 ? sql`false` : sql`h.grid_id in ${[...within]}`;
};

function hasState(communityId: string, state: 'joined' | 'not_joined' | 'no_card', now: Date): SQL {
  if (state === 'no_card') {
    return sql`not exists (select from household_cards k where k.community_id = ${communityId}
      and k.household_id = h.id and k.revoked_at is null
      and k.expires_at > ${now.toISOString()}::timestamptz)`;
  }
  const joined = sql`exists (select from members m where m.community_id = ${communityId}
    and m.household_id = h.id and m.left_at is null)`;
  return state === 'joined' ? joined : sql`not ${joined}`;
}

/** "3-2-501", "3栋501" and "3栋2单元501室" mean a door; anything else is looked for in all texts. */
function isFoundBy(communityId: string, q: string): SQL {
  const like = containing(q);
  const inTexts = sql`(h.head_name ilike ${like} or h.room ilike ${like}
    or h.building || '-' || h.unit || '-' || h.room ilike ${like} or h.note ilike ${like}
    or exists (select from members m where m.community_id = ${communityId}
      and m.household_id = h.id and m.left_at is null and m.name ilike ${like}))`;
  const place = parseAddress(q);
  if (!place) return inTexts;
  const inUnit = place.unit === '' ? sql`true` : sql`h.unit = ${place.unit}`;
  return sql`(h.building = ${place.building} and ${inUnit}
    and ltrim(h.room, '0') = ltrim(${place.room}, '0') or ${inTexts})`;
}

/** The rows to show, with cursors to both sides. */
export function pageOf<Row extends { id: string }>(
  found: Row[],
  isBack: boolean,
  hasCursor: boolean
): Page<Row> {
  const hasMore = found.length > PAGE_ROWS;
  const shown = found.slice(0, PAGE_ROWS);
  if (isBack) shown.reverse();
  const [first, last] = [shown[0], shown.at(-1)];
  return {
    rows: shown,
    before: first && (isBack ? hasMore : hasCursor) ? first.id : null,
    after: last && (isBack || hasMore) ? last.id : null
  };
}

/** The addresses of households by their ids, for lists of people. */
export async function listPlaces(
  tx: Sql,
  communityId: string,
  ids: readonly string[]
): Promise<Map<string, { building: string; unit: string; room: string }>> {
  if (ids.length === 0) return new Map();
  const found = await rows<{ id: string; building: string; unit: string; room: string }>(
    tx,
    sql`select id, building, unit, room from households
        where community_id = ${communityId} and id = any(${sql.param(`{${[...ids].join(',')}}`)}::uuid[])`
  );
  return new Map(found.map(({ id, ...place }) => [id, place]));
}
