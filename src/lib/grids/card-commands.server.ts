import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand, type CommandContext } from '../commands/command.server';
import { officer } from '../communities/authority.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { newId } from '../shared/id';
import { refuse } from '../shared/result';
import { hashCardCode } from './card-code.server';
import { cardCode } from './card-key.server';
import { DUTIES } from './duties';
import { building, optionalId } from './fields.server';
import { listAllHouseholds, type HouseholdRow } from './households.server';
import { card_directory, household_cards, households } from './tables.server';
import { wholeNumberField } from '../shared/number-field.server';

/** 100 sheets of A4: more do not go through one printer in one go. */
export const MOST_CARDS = 800;
const USUAL_PLACES = 6;
const MOST_PLACES = 20;
const VALID_DAYS = 180;
const MS_PER_DAY = 86_400_000;

/**
 * Issues cards for chosen households, or for those of a grid or building: by default only where no
 * card is valid; with `which=all` a household's old card is revoked. The outcome carries no codes:
 * they are derived from the cards' ids when the sheet is printed.
 */
export const issueCards = defineCommand({
  name: 'grids.issue_cards',
  input: z.object({
    households: z.array(z.uuid()).max(MOST_CARDS).default([]),
    grid_id: z.union([optionalId, z.literal('none')]).default(''),
    building: z.union([z.literal(''), building]).default(''),
    which: z.enum(['without', 'all']).default('without'),
    /** How many may join with a card; as many as live there, or 6, when left out. */
    places: z.union([z.literal(''), wholeNumberField(1, MOST_PLACES)]).default('')
  }),
  who: officer(...DUTIES.keepHouseholds),
  async run(tx, input, { memberId }, context) {
    const { communityId, now } = context;
    const chosen = await chosenHouseholds(tx, input, context);
    if (chosen.length > MOST_CARDS) return refuse('cards_too_many', { most: MOST_CARDS });
    await lockHouseholds(tx, communityId, chosen);
    // Read again under the lock: somebody may have issued cards to some of them meanwhile.
    const ids = chosen.map(({ id }) => id);
    const wanted =
      ids.length > 0 ? await chosenHouseholds(tx, { ...input, households: ids }, context) : [];
    if (wanted.length === 0) return refuse('cards_nobody');
    const revoked = await tx
      .update(household_cards)
      .set({ revoked_at: now })
      .where(
        and(
          eq(household_cards.community_id, communityId),
          inArray(
            household_cards.household_id,
            wanted.map(({ id }) => id)
          ),
          isNull(household_cards.revoked_at)
        )
      )
      .returning({ id: household_cards.id });
    const batch_id = newId();
    const cards = wanted.map((household) =>
      cardFor(household, input.places, batch_id, memberId, context)
    );
    await tx.insert(household_cards).values(cards);
    await tx
      .insert(card_directory)
      .values(cards.map(({ code_hash }) => ({ code_hash, community_id: communityId })));
    return { ok: true, batch_id, issued: wanted.length, revoked: revoked.length };
  },
  done: ({ issued, revoked }) => ({
    text:
      Number(revoked) > 0
        ? m.grids_cards_reissued({ issued: Number(issued), revoked: Number(revoked) })
        : m.grids_cards_issued({ issued: Number(issued) })
  })
});

function chosenHouseholds(
  tx: Sql,
  input: {
    households: string[];
    grid_id: string;
    building: string;
    which: 'without' | 'all';
  },
  { communityId, now }: CommandContext
): Promise<HouseholdRow[]> {
  const all = {
    q: '',
    grid: input.grid_id,
    building: input.building,
    state: input.which === 'without' ? ('no_card' as const) : ('' as const),
    within: null
  };
  const ids = input.households.length > 0 ? input.households : null;
  return listAllHouseholds(tx, communityId, all, now, MOST_CARDS + 1, ids);
}

async function lockHouseholds(
  tx: Sql,
  communityId: string,
  chosen: readonly HouseholdRow[]
): Promise<void> {
  if (chosen.length === 0) return;
  const ids = chosen.map(({ id }) => id);
  await tx
    .select({ id: households.id })
    .from(households)
    .where(and(eq(households.community_id, communityId), inArray(households.id, ids)))
    .orderBy(sql`${households.id}`)
    .for('no key update');
}

function cardFor(
  household: HouseholdRow,
  places: number | '',
  batchId: string,
  issuedBy: string,
  { communityId, now }: CommandContext
): typeof household_cards.$inferInsert {
  const id = newId();
  const usual = household.people && household.people > 0 ? household.people : USUAL_PLACES;
  return {
    community_id: communityId,
    id,
    household_id: household.id,
    batch_id: batchId,
    code_hash: hashCardCode(cardCode(communityId, id)),
    places: places === '' ? Math.min(usual, MOST_PLACES) : places,
    issued_by: issuedBy,
    issued_at: now,
    expires_at: new Date(now.getTime() + VALID_DAYS * MS_PER_DAY)
  };
}
