import { and, desc, eq, inArray, or, sql, type SQL } from 'drizzle-orm';
import { members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { versionInForce } from '../rules/fold';
import type { Words } from '../rules/model';
import { readTimeline } from '../rules/timeline.server';
import type { Denomination } from '../rules/words';
import type { Deduction } from './deductions.server';
import { deduction_steps, deductions, type DEDUCTION_STEPS } from './tables.server';

type Step = Pick<typeof deduction_steps.$inferSelect, 'words' | 'taken_at' | 'points'> & {
  by: string;
};

/** A deduction with its story, for those who may know of it. */
export interface DeductionStory {
  id: string;
  name: string;
  memberId: string;
  clause: string;
  what: Words;
  /** How its amounts are written, which are smallest units. */
  scale: Denomination;
  /** What the list says; what was taken may be less. */
  points: number;
  reason: string;
  proposedBy: { id: string; name: string };
  proposedAt: Date;
  steps: Partial<Record<(typeof DEDUCTION_STEPS)[number], Step>>;
}

const MOST = 100;

/** Whether they concern a community: the rules in force have a list, or some were proposed by earlier. */
export async function hasDeductions(
  tx: Sql,
  communityId: string,
  readClock: (tx: Sql) => Promise<Date>
): Promise<boolean> {
  const timeline = await readTimeline(tx, communityId);
  if (timeline.versions.every(({ rule_set }) => !rule_set.deductions)) return false;
  const now = await readClock(tx);
  if (versionInForce(timeline, now.getTime())?.rule_set.deductions) return true;
  return (await tx.$count(deductions, eq(deductions.community_id, communityId))) > 0;
}

/**
 * What was decided about somebody: of their own points or, where households count, of those of their
 * household; latest first. What nobody has agreed to yet is told to nobody.
 */
export async function listConcerning(
  tx: Sql,
  communityId: string,
  { memberId, householdId }: { memberId: string; householdId: string | null }
): Promise<DeductionStory[]> {
  const owners = [memberId, ...(householdId ? [householdId] : [])];
  const isMine = inArray(deductions.owner_id, owners);
  return tell(tx, communityId, await select(tx, communityId, and(isMine, has('confirmed'))));
}

/** Of what `listConcerning` gives, how many may still be objected to. */
export async function countObjectable(
  tx: Sql,
  communityId: string,
  { memberId, householdId }: { memberId: string; householdId: string | null }
): Promise<number> {
  const owners = [memberId, ...(householdId ? [householdId] : [])];
  const still = sql`${has('confirmed')} and not ${has('objected')} and not ${has('withdrawn')}`;
  return tx.$count(
    deductions,
    and(eq(deductions.community_id, communityId), inArray(deductions.owner_id, owners), still)
  );
}

/**
 * What an officer may see: what waits for a second officer, and what they decided themselves; latest
 * first.
 */
export async function listForOfficer(
  tx: Sql,
  communityId: string,
  memberId: string
): Promise<DeductionStory[]> {
  const waits = sql`not ${has('confirmed')} and not ${has('dropped')}`;
  const isMine = or(
    eq(deductions.proposed_by, memberId),
    sql`exists (select from deduction_steps s where s.community_id = deductions.community_id
      and s.deduction_id = deductions.id and s.step = 'confirmed' and s.taken_by = ${memberId})`
  );
  return tell(tx, communityId, await select(tx, communityId, or(waits, isMine)));
}

/**
 * How many wait for an officer: for a second one, or with an objection for the answer of one of the
 * two who decided. A scalar query, so that a page may ask it with others.
 * @param own as whom the officer may act
 */
export function dueFor(communityId: string, own: string[]): SQL {
  const step = (name: (typeof DEDUCTION_STEPS)[number], further = sql`true`) =>
    sql`exists (select from deduction_steps s where s.community_id = d.community_id
      and s.deduction_id = d.id and s.step = ${name} and ${further})`;
  const me = sql`any(${sql.param(`{${own.join(',')}}`)}::uuid[])`;
  const mine = sql`d.proposed_by = ${me}`;
  const confirmedByMe = step('confirmed', sql`s.taken_by = ${me}`);
  return sql`(select count(*)::int from deductions d where d.community_id = ${communityId}
    and case when ${step('confirmed')}
      then (${mine} or ${confirmedByMe}) and ${step('objected')} and not ${step('kept')}
        and not ${step('withdrawn')}
      else not ${mine} and not ${step('dropped')} end)`;
}

const has = (step: (typeof DEDUCTION_STEPS)[number]) =>
  sql`exists (select from deduction_steps s where s.community_id = deductions.community_id
    and s.deduction_id = deductions.id and s.step = ${step})`;

const select = (tx: Sql, communityId: string, which: ReturnType<typeof and>) =>
  tx
    .select()
    .from(deductions)
    .where(and(eq(deductions.community_id, communityId), which))
    .orderBy(desc(deductions.proposed_at), desc(deductions.id))
    .limit(MOST);

async function tell(tx: Sql, communityId: string, list: Deduction[]): Promise<DeductionStory[]> {
  if (list.length === 0) return [];
  const { versions } = await readTimeline(tx, communityId);
  const steps = await tx
    .select()
    .from(deduction_steps)
    .where(
      and(
        eq(deduction_steps.community_id, communityId),
        inArray(
          deduction_steps.deduction_id,
          list.map(({ id }) => id)
        )
      )
    );
  const names = await readNames(tx, communityId, [
    ...list.flatMap(({ member_id, proposed_by }) => [member_id, proposed_by]),
    ...steps.map(({ taken_by }) => taken_by)
  ]);
  const nameOf = (id: string) => names.get(id) ?? '';
  return list.flatMap((each) => {
    const rules = versions.find(({ version }) => version === each.rule_version)?.rule_set;
    const item = rules?.deductions?.items.find(({ id }) => id === each.item);
    if (!rules || !item) return [];
    const own = steps.filter(({ deduction_id }) => deduction_id === each.id);
    return {
      id: each.id,
      name: nameOf(each.member_id),
      memberId: each.member_id,
      clause: item.clause,
      what: item.name,
      scale: { smallest_unit: rules.smallest_unit, unit_name: rules.unit_name },
      points: item.points,
      reason: each.reason,
      proposedBy: { id: each.proposed_by, name: nameOf(each.proposed_by) },
      proposedAt: each.proposed_at,
      steps: Object.fromEntries(
        own.map(({ step, words, points, taken_by, taken_at }) => [
          step,
          { words, taken_at, points, by: nameOf(taken_by) }
        ])
      )
    };
  });
}

async function readNames(
  tx: Sql,
  communityId: string,
  ids: string[]
): Promise<Map<string, string>> {
  const found = await tx
    .select({ id: members.id, name: members.name })
    .from(members)
    .where(and(eq(members.community_id, communityId), inArray(members.id, [...new Set(ids)])));
  return new Map(found.map(({ id, name }) => [id, name]));
}
