import { and, asc, desc, eq, ilike, inArray, sql, type SQL } from 'drizzle-orm';
import { members } from '../communities/tables.server';
import { beyond, inWholeMs } from '../db/keyset.server';
import { containing } from '../db/like.server';
import type { Sql } from '../db/types.server';
import { households } from '../grids/tables.server';
import type { Cursor } from '../shared/cursor';
import type { Claim } from './story.server';
import { claims, type ClaimState } from './tables.server';

/** A claim as a row of a list. */
export interface ClaimSummary {
  id: string;
  activity: string;
  occurredOn: string;
  quantity: number;
  state: ClaimState;
  sentAt: Date;
}

const summary = {
  id: claims.id,
  activity: claims.activity,
  occurredOn: claims.occurred_on,
  quantity: claims.quantity,
  state: claims.state,
  sentAt: claims.sent_at
};

/** A person's claims, newest first, `limit` at most, before the cursor. */
export const listOwnClaims = (
  tx: Sql,
  communityId: string,
  memberId: string,
  limit: number,
  before: Cursor | null = null
): Promise<ClaimSummary[]> =>
  tx
    .select(summary)
    .from(claims)
    .where(
      and(
        eq(claims.community_id, communityId),
        eq(claims.member_id, memberId),
        before ? beyond(inOrder, before, 'earlier') : undefined
      )
    )
    .orderBy(desc(claims.sent_at), desc(claims.id))
    .limit(limit);

/** A person's claims that wait for their answer, oldest first. One indexed query. */
export const listAskedClaims = (
  tx: Sql,
  communityId: string,
  memberId: string,
  limit: number
): Promise<ClaimSummary[]> =>
  tx
    .select(summary)
    .from(claims)
    .where(
      and(
        eq(claims.community_id, communityId),
        eq(claims.member_id, memberId),
        eq(claims.state, 'asked')
      )
    )
    .orderBy(asc(claims.sent_at), asc(claims.id))
    .limit(limit);

/** What the reviewers' list shows. */
export interface ClaimFilter {
  /** A name or a part of it. */
  q: string;
  state: ClaimState | '';
  activity: string;
  /** The grids whose households the reviewer may see; null for all. */
  within: readonly string[] | null;
}

export interface QueuedClaim extends ClaimSummary {
  memberName: string;
  note: string;
  address: { building: string; unit: string; room: string };
}

/** Claims to review: those that wait oldest first, others newest first; after the cursor. */
export async function listClaims(
  tx: Sql,
  communityId: string,
  filter: ClaimFilter,
  limit: number,
  after: Cursor | null = null
): Promise<QueuedClaim[]> {
  const isQueue = filter.state === 'waiting';
  const order = isQueue
    ? [asc(claims.sent_at), asc(claims.id)]
    : [desc(claims.sent_at), desc(claims.id)];
  return tx
    .select({
      ...summary,
      memberName: members.name,
      note: claims.note,
      address: {
        building: households.building,
        unit: households.unit,
        room: households.room
      }
    })
    .from(claims)
    .innerJoin(
      members,
      and(eq(members.community_id, claims.community_id), eq(members.id, claims.member_id))
    )
    .innerJoin(
      households,
      and(eq(households.community_id, claims.community_id), eq(households.id, claims.household_id))
    )
    .where(
      and(
        ...chosen(communityId, filter),
        after ? beyond(inOrder, after, isQueue ? 'later' : 'earlier') : undefined
      )
    )
    .orderBy(...order)
    .limit(limit);
}

/** How many claims wait for review in these grids. */
export async function countWaiting(
  tx: Sql,
  communityId: string,
  within: readonly string[] | null
): Promise<number> {
  const filter = { q: '', state: 'waiting' as const, activity: '', within };
  const [found] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(claims)
    .innerJoin(
      households,
      and(eq(households.community_id, claims.community_id), eq(households.id, claims.household_id))
    )
    .where(and(...chosen(communityId, filter)));
  return found?.count ?? 0;
}

function chosen(
  communityId: string,
  { q, state, activity, within }: ClaimFilter
): (SQL | undefined)[] {
  return [
    eq(claims.community_id, communityId),
    state ? eq(claims.state, state) : undefined,
    activity ? eq(claims.activity, activity) : undefined,
    q.trim() ? ilike(members.name, containing(q)) : undefined,
    within ? inArray(households.grid_id, [...within]) : undefined
  ];
}

const inOrder = [inWholeMs(claims.sent_at), claims.id] as const;

/** Other claims of the household for the same activity and day, which may be the same deed. */
export const listAlike = (tx: Sql, claim: Claim): Promise<(ClaimSummary & { name: string })[]> =>
  tx
    .select({ ...summary, name: members.name })
    .from(claims)
    .innerJoin(
      members,
      and(eq(members.community_id, claims.community_id), eq(members.id, claims.member_id))
    )
    .where(
      and(
        eq(claims.community_id, claim.community_id),
        eq(members.household_id, claim.household_id),
        eq(claims.activity, claim.activity),
        eq(claims.occurred_on, claim.occurred_on),
        sql`${claims.id} <> ${claim.id}`,
        sql`${claims.state} <> 'withdrawn'`
      )
    )
    .orderBy(asc(claims.sent_at))
    .limit(10);
