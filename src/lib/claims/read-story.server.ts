import { and, asc, eq } from 'drizzle-orm';
import { members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { isId } from '../shared/id';
import type { ClaimSummary } from './read.server';
import { findClaim, type Claim } from './story.server';
import { claim_events, claim_photos, type ClaimEventKind } from './tables.server';

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
