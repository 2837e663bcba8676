import { sql } from 'drizzle-orm';
import { rows } from './rows.server';
import type { Sql } from './types.server';

/** How many rows a table has, and a sum over the hashes of all of them. */
export interface TableDigest {
  rows: number;
  digest: string;
}

type Place = { schema: string; table: string };

/** The tables of the product, of its migrations and of its jobs. */
export const listTables = (db: Sql): Promise<Place[]> =>
  rows<Place>(
    db,
    sql`select n.nspname as schema, c.relname as table
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname not like 'pg\_%' and n.nspname <> 'information_schema'
        order by 1, 2`
  );

/**
 * What stands in each table, by name with schema. The role must see all rows: with one that
 * row-level security binds, everything would seem empty.
 */
export async function digestTables(db: Sql): Promise<Map<string, TableDigest>> {
  const digests = new Map<string, TableDigest>();
  for (const { schema, table } of await listTables(db)) {
    const place = sql`${sql.identifier(schema)}.${sql.identifier(table)}`;
    const [found] = await rows<{ rows: number; digest: string }>(
      db,
      sql`select count(*)::float8 as rows,
            coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as digest
          from ${place} t`
    );
    if (found) digests.set(`${schema}.${table}`, found);
  }
  return digests;
}

/** The tables of which the two differ, each in words for an operator. */
export function compareDigests(
  source: ReadonlyMap<string, TableDigest>,
  copy: ReadonlyMap<string, TableDigest>
): string[] {
  const names = [...new Set([...source.keys(), ...copy.keys()])].sort();
  return names.flatMap((name) => {
    const [one, other] = [source.get(name), copy.get(name)];
    if (!other) return [`${name} is missing from the copy`];
    if (!one) return [`${name} is in the copy only`];
    if (one.rows !== other.rows) return [`${name}: ${one.rows} rows, in the copy ${other.rows}`];
    return one.digest === other.digest ? [] : [`${name}: ${one.rows} rows, but not the same ones`];
  });
}
