import { createHash } from 'node:crypto';
import postgres from 'postgres';

/** A table as a dump reads it: rows in physical order, values as text. */
export interface DumpedTable {
  name: string;
  columns: string[];
  rows: (string | null)[][];
}

/** Dumps every table of the database with the rights of its administrator, as pg_dump does. */
export async function dump(adminUrl: string): Promise<DumpedTable[]> {
  const client = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    const tables = await client<{ name: string; columns: string[] }[]>`
      select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
        and n.nspname = 'public'
      group by c.relname order by 1`;
    const dumped: DumpedTable[] = [];
    for (const { name, columns } of tables) {
      const list = columns.map((column) => `"${column}"::text`).join(', ');
      const rows = await client.unsafe(`select ${list} from "${name}" order by ctid`).values();
      dumped.push({ name, columns, rows: rows as (string | null)[][] });
    }
    return dumped;
  } finally {
    await client.end();
  }
}

/** What the voting left behind: rows that were not there before, or look different now. */
export function written(before: DumpedTable[], after: DumpedTable[]): DumpedTable[] {
  const known = new Map(
    before.map(({ name, rows }) => [name, new Set(rows.map((row) => JSON.stringify(row)))])
  );
  return after.map((table) => ({
    ...table,
    rows: table.rows.filter((row) => !known.get(table.name)?.has(JSON.stringify(row)))
  }));
}

/** Somebody who voted, in the order of casting, with everything that names them. */
export interface Ballot {
  ids: string[];
  choice: string;
}

/** A way by which the dump tells how people voted. */
export interface Join {
  by: 'key' | 'order';
  table: string;
  column: string;
}

/** Of two guesses by chance the better rarely reaches this; a real join reaches 1. */
const TELLING = 0.95;

/**
 * Searches for joins of people and choices: by keys, over any chain of ids that belong to one person
 * only; and by order, physical or sorted by any column, of any table that has about as many rows as
 * there are ballots. A column is telling when its values, or hashes of guessable inputs, go with the
 * choices of nearly all.
 * @param guesses what an attacker may hash, by choice
 */
export function findJoins(
  tables: DumpedTable[],
  ballots: Ballot[],
  guesses: (choice: string) => string[]
): Join[] {
  const hashes = hashesOf(ballots, guesses);
  const owners = ownersOf(tables, ballots);
  return tables.flatMap((table) => [
    ...joinsByKey(table, ballots, owners, hashes),
    ...joinsByOrder(table, ballots, hashes)
  ]);
}

const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g;

const idsIn = (row: (string | null)[]): string[] =>
  row.flatMap((value) => value?.match(UUID) ?? []);

/** Every id with the one person whose it is; those of several people, or of none, are left out. */
function ownersOf(tables: DumpedTable[], ballots: Ballot[]): Map<string, number> {
  const owners = new Map<string, number>();
  for (const [person, { ids }] of ballots.entries()) for (const id of ids) owners.set(id, person);
  const HOPS = 4;
  for (let hop = 0; hop < HOPS; hop++) {
    const reached = new Map<string, Set<number>>();
    for (const row of tables.flatMap(({ rows }) => rows)) {
      const ids = idsIn(row);
      for (const id of ids) {
        if (owners.has(id)) continue;
        const people = reached.get(id) ?? new Set();
        for (const other of ids) {
          const person = owners.get(other);
          if (person !== undefined) people.add(person);
        }
        reached.set(id, people);
      }
    }
    for (const [id, people] of reached) {
      const [person] = people;
      if (people.size === 1 && person !== undefined) owners.set(id, person);
    }
  }
  return owners;
}

function joinsByKey(
  table: DumpedTable,
  ballots: Ballot[],
  owners: Map<string, number>,
  hashes: Map<string, string>
): Join[] {
  const owned = table.rows.flatMap((row) => {
    const people = new Set(idsIn(row).flatMap((id) => owners.get(id) ?? []));
    const [person] = people;
    const choice = person === undefined ? undefined : ballots[person]?.choice;
    return people.size === 1 && choice ? [{ row, choice }] : [];
  });
  if (owned.length < ballots.length / 2) return [];
  return table.columns.flatMap((column, at) => {
    const pairs = owned.map(({ row, choice }) => ({ value: row[at] ?? null, choice }));
    return isTelling(pairs, hashes) ? [{ by: 'key' as const, table: table.name, column }] : [];
  });
}

function joinsByOrder(
  { name, columns, rows }: DumpedTable,
  ballots: Ballot[],
  hashes: Map<string, string>
): Join[] {
  if (rows.length !== ballots.length) return [];
  const sorted = columns.map((_, at) =>
    [...rows].sort((a, b) => ((a[at] ?? '') < (b[at] ?? '') ? -1 : 1))
  );
  const orders = [rows, ...sorted];
  return columns.flatMap((column, at) =>
    orders.some((order) => {
      const pairs = order.map((row, place) => ({
        value: row[at] ?? null,
        choice: ballots[place]?.choice ?? ''
      }));
      return isTelling(pairs, hashes);
    })
      ? [{ by: 'order' as const, table: name, column }]
      : []
  );
}

interface Pair {
  value: string | null;
  choice: string;
}

const FEW = 8;

/** Whether the values go with the choices: as they are, by their length, or as hashes of guesses. */
function isTelling(pairs: Pair[], hashes: Map<string, string>): boolean {
  const seen = [
    pairs,
    pairs.map(({ value, choice }) => ({ value: String(value?.length ?? ''), choice })),
    pairs.map(({ value, choice }) => ({ value: hashes.get(value ?? '') ?? null, choice }))
  ];
  return seen.some((list) => predicts(list));
}

function predicts(pairs: Pair[]): boolean {
  const byValue = new Map<string | null, Map<string, number>>();
  for (const { value, choice } of pairs) {
    const counts = byValue.get(value) ?? new Map<string, number>();
    byValue.set(value, counts.set(choice, (counts.get(choice) ?? 0) + 1));
  }
  if (byValue.size < 2 || byValue.size > FEW) return false;
  const right = [...byValue.values()].reduce(
    (sum, counts) => sum + Math.max(...counts.values()),
    0
  );
  return right / pairs.length >= TELLING;
}

function hashesOf(ballots: Ballot[], guesses: (choice: string) => string[]): Map<string, string> {
  const choices = [...new Set(ballots.map(({ choice }) => choice))];
  return new Map(
    choices.flatMap((choice) =>
      guesses(choice).map((guess): [string, string] => [
        createHash('sha256').update(guess).digest('hex'),
        choice
      ])
    )
  );
}
