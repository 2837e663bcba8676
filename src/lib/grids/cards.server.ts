import { sql } from 'drizzle-orm';
import { rows } from '../db/rows.server';
import type { Sql } from '../db/types.server';
import { isId } from '../shared/id';
import { hashCardCode } from './card-code.server';
import { cardCodes } from './card-key.server';
import type { HouseholdPlace } from './roster-address';

/** A card for the printer. Only for staff who may issue cards: the code admits people. */
export interface PrintedCard {
  id: string;
  place: HouseholdPlace;
  code: string;
  places: number;
  expiresAt: Date;
}

export interface CardBatch {
  issuedAt: Date;
  cards: PrintedCard[];
  /** Cards that were replaced since, have expired, or whose code this installation cannot derive. */
  leftOut: number;
}

type BatchRow = {
  id: string;
  building: string;
  unit: string;
  room: string;
  code_hash: string;
  places: number;
  issued_ms: number;
  expires_ms: number;
  live: boolean;
};

/** The cards that were issued together, in the order of the doors; null when there are none. */
export async function readCardBatch(
  tx: Sql,
  communityId: string,
  batchId: string,
  now: Date
): Promise<CardBatch | null> {
  if (!isId(batchId)) return null;
  const found = await rows<BatchRow>(
    tx,
    sql`select k.id, k.code_hash, k.places, h.building, h.unit, h.room,
          extract(epoch from k.issued_at)::float8 * 1000 as issued_ms,
          extract(epoch from k.expires_at)::float8 * 1000 as expires_ms,
          k.revoked_at is null and k.expires_at > ${now.toISOString()}::timestamptz as live
        from household_cards k
        join households h on h.community_id = k.community_id and h.id = k.household_id
        where k.community_id = ${communityId} and k.batch_id = ${batchId}
        order by length(h.building), h.building, length(h.unit), h.unit, length(h.room), h.room`
  );
  const [first] = found;
  if (!first) return null;
  const cards = found.flatMap((row) => printable(communityId, row));
  return {
    issuedAt: new Date(first.issued_ms),
    cards,
    leftOut: found.length - cards.length
  };
}

export type BatchSummary = {
  batch_id: string;
  issued_ms: number;
  cards: number;
  live: number;
  used: number;
};

/** The newest batches of cards, for printing again. */
export const listCardBatches = (
  tx: Sql,
  communityId: string,
  limit: number
): Promise<BatchSummary[]> =>
  rows<BatchSummary>(
    tx,
    sql`select batch_id, extract(epoch from min(issued_at))::float8 * 1000 as issued_ms,
          count(*)::int as cards, count(*) filter (where revoked_at is null)::int as live,
          count(*) filter (where used > 0)::int as used
        from household_cards
        where community_id = ${communityId} and batch_id is not null
        group by batch_id order by batch_id desc limit ${limit}`
  );

/** Long after a change of the secret no derived code is the one of the paper: better none. */
function printable(communityId: string, row: BatchRow): PrintedCard[] {
  const code = cardCodes(communityId, row.id).find((each) => hashCardCode(each) === row.code_hash);
  if (!row.live || !code) return [];
  const { id, building, unit, room, places, expires_ms } = row;
  return [{ id, place: { building, unit, room }, code, places, expiresAt: new Date(expires_ms) }];
}
