import { and, asc, desc, eq, gt, inArray, lt, or, sql, type SQL } from 'drizzle-orm';
import { members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { households } from '../grids/tables.server';
import type { Cursor } from '../shared/cursor';
import { isId } from '../shared/id';
import { findClaim, type Claim } from './story.server';
import { claim_events, claim_photos, claims, type ClaimEventKind } from './tables.server';
import type { ClaimState } from './tables.server';

/** A claim as a row of a list. */
export interface ClaimSummary {
  id: string;
  activity: string;
  occurredOn: string;
  quantity: number;
  state: ClaimState;
  sentAt: Date;
}

export interface Photo {
  id: string;
  width: number;
  height: number;
}

export interface ClaimEvent {
  kind: ClaimEventKind;
  words: string;
  quantity: number;
  at: Date;
  by: string;
  /** The account that did it: of a helper it is not the member's own. */
  byAccount: string;
  photos: Photo[];
}

/** A claim with all that happened to it. */
export interface Story extends ClaimSummary {
  claim: Claim;
  memberName: string;
  memberAccount: string | null;
  note: string;
  attributes: Claim['attributes'];
  events: ClaimEvent[];
  /** The fact that an approval made. */
  factId: string | null;
  /** What counts after the last correction. */
  counted: number;
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
        before ? beyond(before, 'older') : undefined
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
        after ? beyond(after, isQueue ? 'newer' : 'older') : undefined
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
  const name = q.trim().replace(/[\\%_]/g, '\\$&');
  return [
    eq(claims.community_id, communityId),
    state ? eq(claims.state, state) : undefined,
    activity ? eq(claims.activity, activity) : undefined,
    name ? sql`${members.name} ilike ${`%${name}%`}` : undefined,
    within ? inArray(households.grid_id, [...within]) : undefined
  ];
}

/** In whole milliseconds, which is what an address can say. */
function beyond({ at, id }: Cursor, way: 'older' | 'newer') {
  const time = sql`date_trunc('milliseconds', ${claims.sent_at})`;
  const moment = sql`${at.toISOString()}::timestamptz`;
  const isFurther = way === 'older' ? lt : gt;
  return or(isFurther(time, moment), and(eq(time, moment), isFurther(claims.id, id)));
}

/** A claim with its story; null when there is none in this community. */
export async function readStory(
  tx: Sql,
  communityId: string,
  claimId: string
): Promise<Story | null> {
  if (!isId(claimId)) return null;
  const claim = await findClaim(tx, communityId, claimId);
  if (!claim) return null;
  const [claimant] = await tx
    .select({ name: members.name, accountId: members.account_id })
    .from(members)
    .where(and(eq(members.community_id, communityId), eq(members.id, claim.member_id)));
  const events = await tx
    .select({ event: claim_events, by: members.name })
    .from(claim_events)
    .innerJoin(
      members,
      and(
        eq(members.community_id, claim_events.community_id),
        eq(members.id, claim_events.by_member)
      )
    )
    .where(and(eq(claim_events.community_id, communityId), eq(claim_events.claim_id, claimId)))
    .orderBy(asc(claim_events.number));
  const photos = await listPhotos(tx, communityId, claimId);
  return {
    claim,
    id: claim.id,
    activity: claim.activity,
    occurredOn: claim.occurred_on,
    quantity: claim.quantity,
    state: claim.state,
    sentAt: claim.sent_at,
    memberName: claimant?.name ?? '',
    memberAccount: claimant?.accountId ?? null,
    note: claim.note,
    attributes: claim.attributes,
    events: events.map(({ event, by }) => ({
      kind: event.kind,
      words: event.words,
      quantity: event.quantity,
      at: event.at,
      by,
      byAccount: event.by_account,
      photos: photos.filter((photo) => photo.event === event.number)
    })),
    factId: events.find(({ event }) => event.fact_id)?.event.fact_id ?? null,
    counted:
      events.findLast(({ event }) => ['approved', 'corrected'].includes(event.kind))?.event
        .quantity ?? claim.quantity
  };
}

const listPhotos = (tx: Sql, communityId: string, claimId: string) =>
  tx
    .select({
      id: claim_photos.id,
      event: claim_photos.event,
      width: claim_photos.width,
      height: claim_photos.height
    })
    .from(claim_photos)
    .where(and(eq(claim_photos.community_id, communityId), eq(claim_photos.claim_id, claimId)))
    .orderBy(asc(claim_photos.event), asc(claim_photos.position));

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

/** A photo of a claim, with the claim that decides who may see it; null when there is none. */
export async function readPhoto(
  tx: Sql,
  communityId: string,
  claimId: string,
  photoId: string
): Promise<{ claim: Claim; bytes: Uint8Array } | null> {
  if (!isId(claimId) || !isId(photoId)) return null;
  const claim = await findClaim(tx, communityId, claimId);
  const [photo] = await tx
    .select({ bytes: claim_photos.bytes })
    .from(claim_photos)
    .where(
      and(
        eq(claim_photos.community_id, communityId),
        eq(claim_photos.claim_id, claimId),
        eq(claim_photos.id, photoId)
      )
    );
  return claim && photo ? { claim, bytes: photo.bytes } : null;
}
