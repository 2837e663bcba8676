import { and, desc, eq, inArray, or, sql } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import type { BeforeAfter, ReplayShare } from '../rules/replay';
import { rule_proposals, rule_replay_shares, rule_replays } from './tables.server';

const AT_ONCE = 5000;

/** Keeps what each would get under a draft, which is locked: those of its latest replay, no others. */
export async function replaceShares(
  tx: Sql,
  communityId: string,
  draftId: string,
  replayId: string,
  shares: ReplayShare[]
): Promise<void> {
  await tx.delete(rule_replay_shares).where(
    and(
      eq(rule_replay_shares.community_id, communityId),
      inArray(
        rule_replay_shares.replay_id,
        tx
          .select({ id: rule_replays.id })
          .from(rule_replays)
          .where(
            and(eq(rule_replays.community_id, communityId), eq(rule_replays.draft_id, draftId))
          )
      )
    )
  );
  for (let at = 0; at < shares.length; at += AT_ONCE) {
    const some = JSON.stringify(shares.slice(at, at + AT_ONCE));
    await tx.execute(sql`
      insert into rule_replay_shares
        (community_id, replay_id, holder, holder_id, points_before, points_after)
      select ${communityId}::uuid, ${replayId}::uuid, s.holder, s.id, s.before, s.after
      from jsonb_to_recordset(${some}::jsonb)
        as s(holder text, id uuid, before bigint, after bigint)`);
  }
}

/** What a proposal would have given to somebody, by its latest replay. */
export interface OwnShare {
  from: string;
  until: string;
  /** Smallest units; 0 and 0 for who did nothing in the period. */
  own: BeforeAfter;
  household: BeforeAfter;
}

const NOTHING: BeforeAfter = { before: 0, after: 0 };

/**
 * What proposed rules would have given to a person and to the household in which they live, in the
 * period in which exactly these rules were tried. Null when they were not.
 */
export async function readOwnShare(
  tx: Sql,
  communityId: string,
  { draft_id, revision }: Pick<typeof rule_proposals.$inferSelect, 'draft_id' | 'revision'>,
  person: { id: string; household_id: string | null }
): Promise<OwnShare | null> {
  const isTheirs = or(
    and(eq(rule_replay_shares.holder, 'member'), eq(rule_replay_shares.holder_id, person.id)),
    person.household_id === null
      ? undefined
      : and(
          eq(rule_replay_shares.holder, 'household'),
          eq(rule_replay_shares.holder_id, person.household_id)
        )
  );
  const found = await tx
    .select({
      from: rule_replays.from_date,
      until: rule_replays.until_date,
      replay: rule_replays.id,
      holder: rule_replay_shares.holder,
      before: rule_replay_shares.points_before,
      after: rule_replay_shares.points_after
    })
    .from(rule_replays)
    .leftJoin(
      rule_replay_shares,
      and(
        eq(rule_replay_shares.community_id, rule_replays.community_id),
        eq(rule_replay_shares.replay_id, rule_replays.id),
        isTheirs
      )
    )
    .where(
      and(
        eq(rule_replays.community_id, communityId),
        eq(rule_replays.draft_id, draft_id),
        eq(rule_replays.revision, revision),
        eq(rule_replays.state, 'done')
      )
    )
    .orderBy(desc(rule_replays.ended_at), desc(rule_replays.id))
    .limit(2);
  const [latest] = found;
  if (!latest) return null;
  const shareOf = (holder: ReplayShare['holder']): BeforeAfter => {
    const share = found.find((each) => each.replay === latest.replay && each.holder === holder);
    return { before: share?.before ?? 0, after: share?.after ?? 0 };
  };
  return {
    from: latest.from,
    until: latest.until,
    own: shareOf('member'),
    household: person.household_id === null ? NOTHING : shareOf('household')
  };
}
