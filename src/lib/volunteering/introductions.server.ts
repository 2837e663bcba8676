import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { CommandContext } from '../commands/command.server';
import { members } from '../communities/tables.server';
import { rows } from '../db/rows.server';
import type { Sql } from '../db/types.server';
import { refuseUpheld } from '../objections/upheld.server';
import { m } from '../paraglide/messages';
import { recordFacts } from '../rules/facts.server';
import { isWithdrawn, readRulesInForce } from '../rules/read.server';
import { correctFact, withdrawFact } from '../rules/revising.server';
import { triggeredBy } from '../rules/triggers';
import { assert, refuse, type Refused } from '../shared/result';
import type { Shift } from './places.server';
import { introductions } from './tables.server';

/** Whether the rules in force record who brings a new volunteer. */
export async function rewardsNewcomers(tx: Sql, communityId: string, now: Date): Promise<boolean> {
  const rules = await readRulesInForce(tx, communityId, now);
  return rules !== null && triggeredBy(rules.rule_set, { on: 'newcomer' }) !== undefined;
}

/** Whether somebody may still say who brought them: nobody has confirmed any service of theirs. */
export async function mayNameWhoBrought(
  tx: Sql,
  communityId: string,
  memberId: string
): Promise<boolean> {
  const [found] = await rows<{ served: boolean }>(
    tx,
    sql`select exists (select from shift_confirmations
      where community_id = ${communityId} and member_id = ${memberId}) as served`
  );
  return found?.served === false;
}

/**
 * Keeps who brought a newcomer, found by the full name among the members of teams, those of `teamId`
 * first. Named again before the first service, the latest counts. Refuses `brought_unknown`,
 * `brought_same_name` for several, `brought_by_family` for oneself or one's household, and
 * `brought_too_late`.
 */
export async function nameWhoBrought(
  tx: Sql,
  newcomer: { memberId: string; householdId: string | null },
  { name, teamId }: { name: string; teamId: string },
  { communityId, now }: Pick<CommandContext, 'communityId' | 'now'>
): Promise<Refused | null> {
  const field = 'brought_by';
  if (!(await mayNameWhoBrought(tx, communityId, newcomer.memberId))) {
    return refuse('brought_too_late', { field });
  }
  const found = await rows<{ id: string; household_id: string | null; is_of_team: boolean }>(
    tx,
    sql`select m.id, m.household_id, bool_or(t.team_id = ${teamId}) as is_of_team
      from members m join team_members t
        on t.community_id = m.community_id and t.member_id = m.id and t.left_at is null
      where m.community_id = ${communityId} and m.name = ${name} and m.left_at is null
      group by m.id, m.household_id`
  );
  const near = found.filter(({ is_of_team }) => is_of_team);
  const [one, ...others] = near.length > 0 ? near : found;
  if (!one) return refuse('brought_unknown', { field, name });
  if (others.length > 0) return refuse('brought_same_name', { field, name });
  const isFamily = one.household_id !== null && one.household_id === newcomer.householdId;
  if (one.id === newcomer.memberId || isFamily) return refuse('brought_by_family', { field });
  const kept = { brought_by: one.id, named_at: now };
  await tx
    .insert(introductions)
    .values({ community_id: communityId, newcomer_id: newcomer.memberId, ...kept })
    .onConflictDoUpdate({
      target: [introductions.community_id, introductions.newcomer_id],
      set: kept,
      setWhere: isNull(introductions.fact_id)
    });
  return null;
}

/**
 * Makes the facts of those who brought somebody true to what is confirmed of the newcomers now: one
 * as soon as a newcomer has served, none while no service of theirs stands. Asked whenever the word
 * on a service of the members changes. Whoever moved in with the newcomer meanwhile gets none.
 */
export async function settleIntroductions(
  tx: Sql,
  shift: Shift,
  memberIds: string[],
  context: CommandContext
): Promise<void> {
  if (memberIds.length === 0) return;
  const { communityId } = context;
  const named = await tx
    .select()
    .from(introductions)
    .where(
      and(
        eq(introductions.community_id, communityId),
        inArray(introductions.newcomer_id, memberIds)
      )
    )
    .orderBy(introductions.newcomer_id)
    .for('update');
  for (const { newcomer_id, brought_by, fact_id } of named) {
    const serves = await hasServed(tx, communityId, newcomer_id);
    if (fact_id) await believe(tx, fact_id, serves, context);
    else if (serves) await record(tx, shift, newcomer_id, brought_by, context);
  }
}

async function hasServed(tx: Sql, communityId: string, memberId: string): Promise<boolean> {
  const [found] = await rows<{ serves: boolean }>(
    tx,
    sql`select exists (
      select from (select distinct on (shift_id) kind from shift_confirmations
        where community_id = ${communityId} and member_id = ${memberId}
        order by shift_id, revision desc) latest
      where latest.kind <> 'withdrawn') as serves`
  );
  return found?.serves ?? false;
}

/** What the committee decided on an objection stands. */
async function believe(
  tx: Sql,
  factId: string,
  serves: boolean,
  context: CommandContext
): Promise<void> {
  const { communityId } = context;
  if (serves !== (await isWithdrawn(tx, communityId, factId))) return;
  if (!serves) {
    const reason = m.volunteering_reason_newcomer_gone({}, { locale: 'zh' });
    return withdrawFact(tx, context, factId, reason);
  }
  if (await refuseUpheld(tx, communityId, [factId])) return;
  const reason = m.volunteering_reason_restored({}, { locale: 'zh' });
  return correctFact(tx, context, factId, { quantity: 1, reason });
}

async function record(
  tx: Sql,
  shift: Shift,
  newcomerId: string,
  memberId: string,
  context: CommandContext
): Promise<void> {
  const { communityId } = context;
  const rules = await readRulesInForce(tx, communityId, shift.starts_at);
  const activity = rules && triggeredBy(rules.rule_set, { on: 'newcomer' });
  if (!activity) return;
  const homes = await readHomes(tx, communityId, [newcomerId, memberId]);
  const [own, theirs] = [homes.get(newcomerId), homes.get(memberId)];
  if (!theirs || own === theirs) return;
  const [recorded] = await recordFacts(tx, context, [
    {
      activity: activity.id,
      memberId,
      householdId: theirs,
      occurredAt: shift.starts_at,
      quantity: 1,
      source: 'newcomer',
      sourceId: newcomerId,
      title: activity.name.zh
    }
  ]);
  assert(recorded, 'one fact is recorded');
  await tx
    .update(introductions)
    .set({ fact_id: recorded.factId })
    .where(
      and(eq(introductions.community_id, communityId), eq(introductions.newcomer_id, newcomerId))
    );
}

async function readHomes(
  tx: Sql,
  communityId: string,
  memberIds: string[]
): Promise<Map<string, string | null>> {
  const found = await tx
    .select({ id: members.id, household: members.household_id })
    .from(members)
    .where(and(eq(members.community_id, communityId), inArray(members.id, memberIds)));
  return new Map(found.map(({ id, household }) => [id, household]));
}
