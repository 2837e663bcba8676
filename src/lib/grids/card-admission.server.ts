import { and, eq, lt, sql } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { refuse, type Refused } from '../shared/result';
import { normaliseCardCode } from './card-code';
import { hashCardCode } from './card-code.server';
import type { HouseholdPlace } from './roster-address';
import { card_directory, household_cards, households } from './tables.server';

/** A card that opens the door: for which household, and where that is. */
export interface OpenCard {
  id: string;
  householdId: string;
  place: HouseholdPlace;
}

/** The community whose card has this code; null when no community knows it. */
export async function communityOfCard(tx: Sql, typed: string): Promise<string | null> {
  const code = normaliseCardCode(typed);
  if (!code) return null;
  const [found] = await tx
    .select({ communityId: card_directory.community_id })
    .from(card_directory)
    .where(eq(card_directory.code_hash, hashCardCode(code)));
  return found?.communityId ?? null;
}

/**
 * The card with this code. Refuses card_unknown, card_revoked (issued anew), card_expired and
 * card_used_up.
 */
export async function readCard(
  tx: Sql,
  communityId: string,
  typed: string,
  now: Date
): Promise<OpenCard | Refused> {
  const found = await findCard(tx, communityId, typed);
  if (!found) return refuse('card_unknown');
  return whyClosed(found.card, now) ?? usedUp(found.card) ?? openCard(found);
}

/**
 * As `readCard`, holding the household and then the card until the end of the transaction. A card
 * without places left passes: who joined with it before may come back.
 */
export async function lockCard(
  tx: Sql,
  communityId: string,
  typed: string,
  now: Date
): Promise<OpenCard | Refused> {
  const found = await findCard(tx, communityId, typed);
  if (!found) return refuse('card_unknown');
  await tx
    .select({ id: households.id })
    .from(households)
    .where(and(eq(households.community_id, communityId), eq(households.id, found.household.id)))
    .for('no key update');
  const [card] = await tx
    .select()
    .from(household_cards)
    .where(
      and(eq(household_cards.community_id, communityId), eq(household_cards.id, found.card.id))
    )
    .for('update');
  if (!card) return refuse('card_unknown');
  return whyClosed(card, now) ?? openCard(found);
}

/** Takes one of the card's places; false when there was none left. */
export async function takeCardPlace(
  tx: Sql,
  communityId: string,
  cardId: string
): Promise<boolean> {
  const taken = await tx
    .update(household_cards)
    .set({ used: sql`${household_cards.used} + 1` })
    .where(
      and(
        eq(household_cards.community_id, communityId),
        eq(household_cards.id, cardId),
        lt(household_cards.used, household_cards.places)
      )
    )
    .returning({ id: household_cards.id });
  return taken.length === 1;
}

type Card = typeof household_cards.$inferSelect;
type Found = { card: Card; household: typeof households.$inferSelect };

async function findCard(tx: Sql, communityId: string, typed: string): Promise<Found | null> {
  const code = normaliseCardCode(typed);
  if (!code) return null;
  const [found] = await tx
    .select({ card: household_cards, household: households })
    .from(household_cards)
    .innerJoin(
      households,
      and(
        eq(households.community_id, household_cards.community_id),
        eq(households.id, household_cards.household_id)
      )
    )
    .where(
      and(
        eq(household_cards.community_id, communityId),
        eq(household_cards.code_hash, hashCardCode(code))
      )
    );
  return found ?? null;
}

function whyClosed(card: Card, now: Date): Refused | null {
  if (card.revoked_at) return refuse('card_revoked');
  return card.expires_at <= now ? refuse('card_expired') : null;
}

const usedUp = (card: Card): Refused | null =>
  card.used >= card.places ? refuse('card_used_up') : null;

const openCard = ({ card, household }: Found): OpenCard => ({
  id: card.id,
  householdId: household.id,
  place: { building: household.building, unit: household.unit, room: household.room }
});
