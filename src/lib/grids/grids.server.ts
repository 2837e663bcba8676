import { and, eq, sql, type SQLWrapper } from 'drizzle-orm';
import { rows } from '../db/rows.server';
import type { Sql } from '../db/types.server';
import { grids, type GridLevel } from './tables.server';

export interface Grid {
  id: string;
  name: string;
  level: GridLevel;
  parent_id: string | null;
}

export interface GridTally extends Grid {
  households: number;
  /** Households of which somebody has joined. */
  joined: number;
}

const ORDER_OF_LEVELS = sql`array_position(array['community','area','dedicated'], ${grids.level})`;

/** Names whose Chinese numerals sort as numbers: 一, 二, 三, which the code points do not. */
const inNumbers = (name: SQLWrapper) =>
  sql`translate(${name}, '一二三四五六七八九', '123456789'), ${name}`;

/** All grids of a community: community, area, dedicated; by length of the name within each. */
export const listGrids = (tx: Sql, communityId: string): Promise<Grid[]> =>
  tx
    .select({ id: grids.id, name: grids.name, level: grids.level, parent_id: grids.parent_id })
    .from(grids)
    .where(eq(grids.community_id, communityId))
    .orderBy(ORDER_OF_LEVELS, sql`length(${grids.name})`, inNumbers(grids.name));

/** The grids with their households; the entry without an id counts those in no grid. */
export async function tallyGrids(
  tx: Sql,
  communityId: string
): Promise<{ grids: GridTally[]; none: { households: number; joined: number } }> {
  const found = await listGrids(tx, communityId);
  const counts = await rows<{ grid_id: string | null; households: number; joined: number }>(
    tx,
    sql`select h.grid_id, count(*)::int as households, count(m.household_id)::int as joined
        from households h
        left join (
          select distinct household_id from members
          where community_id = ${communityId} and left_at is null and household_id is not null
        ) m on m.household_id = h.id
        where h.community_id = ${communityId}
        group by h.grid_id`
  );
  const byGrid = new Map(counts.map((count) => [count.grid_id, count]));
  const of = (id: string | null) => {
    const { households = 0, joined = 0 } = byGrid.get(id) ?? {};
    return { households, joined };
  };
  return { grids: found.map((grid) => ({ ...grid, ...of(grid.id) })), none: of(null) };
}

export async function findGrid(tx: Sql, communityId: string, id: string): Promise<Grid | null> {
  const [found] = await tx
    .select({ id: grids.id, name: grids.name, level: grids.level, parent_id: grids.parent_id })
    .from(grids)
    .where(and(eq(grids.community_id, communityId), eq(grids.id, id)));
  return found ?? null;
}

/** These grids and those that belong to them: what the leader of a grid may see. */
export const withGridsBelow = (all: readonly Grid[], ids: readonly string[]): string[] =>
  all.flatMap(({ id, parent_id }) =>
    ids.includes(id) || (parent_id !== null && ids.includes(parent_id)) ? [id] : []
  );
