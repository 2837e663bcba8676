import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/** A data directory of PostgreSQL (15 to 18, also PGlite's) as somebody reads it who has only its bytes. */

const PAGE = 8192;

/** A tuple on a heap page, alive or dead, with the transaction that made it. */
export interface Tuple {
  relation: string;
  xmin: number;
  data: Buffer;
}

/** A record of the write-ahead log. */
export interface WalRecord {
  xid: number;
  kind: string;
  data: Buffer;
}

/** Copies a data directory byte by byte, as a backup of files or a thief would. */
export function copyFolder(from: string, to: string): string {
  cpSync(from, to, { recursive: true });
  return to;
}

/** Every file below a folder. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** All tuples of all tables, old versions too. Index pages and others have special space: left out. */
export function readTuples(dataDirectory: string): Tuple[] {
  return filesBelow(join(dataDirectory, 'base')).flatMap((file) => {
    if (!/[/\\]\d+(\.\d+)?$/.test(file)) return [];
    const bytes = readFileSync(file);
    const tuples: Tuple[] = [];
    for (let at = 0; at + PAGE <= bytes.length; at += PAGE) {
      tuples.push(...tuplesOf(bytes.subarray(at, at + PAGE), file));
    }
    return tuples;
  });
}

const HEADER = 24;
const NORMAL = 1;

function tuplesOf(page: Buffer, relation: string): Tuple[] {
  const lower = page.readUInt16LE(12);
  const special = page.readUInt16LE(16);
  if (special !== PAGE || lower < HEADER || lower > PAGE) return [];
  const tuples: Tuple[] = [];
  for (let at = HEADER; at + 4 <= lower; at += 4) {
    const pointer = page.readUInt32LE(at);
    const [offset, flags, length] = [pointer & 0x7fff, (pointer >>> 15) & 3, pointer >>> 17];
    if (flags !== NORMAL || length < HEADER || offset + length > PAGE) continue;
    const tuple = page.subarray(offset, offset + length);
    const start = tuple[22] ?? HEADER;
    tuples.push({ relation, xmin: tuple.readUInt32LE(0), data: tuple.subarray(start) });
  }
  return tuples;
}

const RECORD_HEADER = 24;
const aligned = (at: number) => (at + 7) & ~7;

/** All records of the log whose segments are still there, in order. */
export function readWal(dataDirectory: string): WalRecord[] {
  const folder = join(dataDirectory, 'pg_wal');
  const segments = readdirSync(folder)
    .filter((name) => /^[\dA-F]{24}$/.test(name))
    .sort();
  return segments.flatMap((name) => recordsOf(readFileSync(join(folder, name))));
}

/** The records that begin in a segment and end in it; page headers stand in between. */
function recordsOf(segment: Buffer): WalRecord[] {
  const parts: Buffer[] = [];
  let skip = 0;
  for (let at = 0; at + PAGE <= segment.length; at += PAGE) {
    const isLong = (segment.readUInt16LE(at + 2) & 2) !== 0;
    if (segment.readUInt16LE(at) === 0) break;
    if (at === 0) skip = aligned(segment.readUInt32LE(at + 16));
    parts.push(segment.subarray(at + (isLong ? 40 : 24), at + PAGE));
  }
  const stream = Buffer.concat(parts);
  const records: WalRecord[] = [];
  for (let at = skip; at + RECORD_HEADER <= stream.length;) {
    const length = stream.readUInt32LE(at);
    if (length < RECORD_HEADER || at + length > stream.length) break;
    const kind = `${stream[at + 17]}/${stream[at + 16]}`;
    const data = stream.subarray(at + RECORD_HEADER, at + length);
    records.push({ xid: stream.readUInt32LE(at + 4), kind, data });
    at = aligned(at + length);
  }
  return records;
}

/** Who voted, by the bytes of the key of their receipt, and what. */
export interface Voted {
  key: string;
  choice: string;
}

/** How many ballots somebody reads out of a copy, and where. */
export interface Recovered {
  ballots: number;
  where: string;
}

/**
 * The attack: the receipt of each voter gives the transaction; everything that the same transaction
 * wrote, on pages and in the log, by itself and against the version before, is tried as a sign of
 * the choice.
 */
export function recoverBallots(dataDirectory: string, voted: Voted[]): Recovered {
  const tuples = readTuples(dataDirectory);
  const people = voted.flatMap(({ key, choice }) => {
    const bytes = Buffer.from(key.replaceAll('-', ''), 'hex');
    const receipt = tuples.find(({ data }) => data.includes(bytes));
    return receipt ? [{ xid: receipt.xmin, choice }] : [];
  });
  const traces = [...heapTraces(tuples), ...logTraces(readWal(dataDirectory))];
  const found = traces.map(({ where, byXid }) => ({ where, ballots: bestGuess(people, byXid) }));
  const best = found.reduce((one, other) => (other.ballots > one.ballots ? other : one), {
    where: 'nowhere',
    ballots: 0
  });
  return { ...best, where: `${best.where}, of ${people.length} receipts` };
}

interface Trace {
  where: string;
  byXid: Map<number, Buffer>;
}

/** For each table: what each transaction wrote, and how it differs from what the one before wrote. */
function heapTraces(tuples: Tuple[]): Trace[] {
  const byRelation = Map.groupBy(tuples, ({ relation }) => relation);
  return [...byRelation].flatMap(([where, list]) => {
    const sorted = [...list].sort((one, other) => one.xmin - other.xmin);
    return [
      { where, byXid: new Map(sorted.map(({ xmin, data }) => [xmin, data])) },
      { where: `${where} (change)`, byXid: changes(sorted.map(({ xmin, data }) => [xmin, data])) }
    ];
  });
}

/** For each kind of record, and its place among those of the transaction: its bytes. */
function logTraces(records: WalRecord[]): Trace[] {
  const traces = new Map<string, [number, Buffer][]>();
  const seen = new Map<string, number>();
  for (const { xid, kind, data } of records) {
    const count = (seen.get(`${xid} ${kind}`) ?? 0) + 1;
    seen.set(`${xid} ${kind}`, count);
    const where = `log ${kind} #${count}`;
    traces.set(where, [...(traces.get(where) ?? []), [xid, data]]);
  }
  return [...traces].flatMap(([where, list]) => [
    { where, byXid: new Map(list) },
    { where: `${where} (change)`, byXid: changes(list) }
  ]);
}

const LONGEST = 400;

function changes(list: [number, Buffer][]): Map<number, Buffer> {
  return new Map(
    list.map(([xid, data], at) => {
      const before = list[at - 1]?.[1] ?? Buffer.alloc(0);
      const length = Math.min(data.length, LONGEST);
      return [xid, Buffer.from(data.subarray(0, length).map((byte, i) => byte - (before[i] ?? 0)))];
    })
  );
}

/** More values than this are noise, not choices. */
const FEW = 8;

/** The most ballots that one byte, or the length, tells; none when it is there for less than half. */
function bestGuess(people: { xid: number; choice: string }[], byXid: Map<number, Buffer>): number {
  const known = people.flatMap(({ xid, choice }) => {
    const data = byXid.get(xid);
    return data ? [{ data, choice }] : [];
  });
  if (known.length < people.length / 2) return 0;
  let best = told(known.map(({ data, choice }) => [data.length, choice]));
  best = Math.max(best, told(known.map(({ data, choice }) => [crc32(data), choice])));
  for (let at = 0; at < LONGEST; at++) {
    best = Math.max(best, told(known.map(({ data, choice }) => [data[at] ?? -1, choice])));
    best = Math.max(best, told(known.map(({ data, choice }) => [data.at(-1 - at) ?? -1, choice])));
  }
  return best;
}

function told(pairs: [number, string][]): number {
  const byValue = new Map<number, Map<string, number>>();
  for (const [value, choice] of pairs) {
    const counts = byValue.get(value) ?? new Map<string, number>();
    byValue.set(value, counts.set(choice, (counts.get(choice) ?? 0) + 1));
    if (byValue.size > FEW) return 0;
  }
  if (byValue.size < 2) return 0;
  return [...byValue.values()].reduce((sum, counts) => sum + Math.max(...counts.values()), 0);
}
