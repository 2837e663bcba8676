import { atDesk, type Desk } from '$lib/app/officer.server';
import type { Sql } from '$lib/db/types.server';
import { findDraft, readLatest, type Draft, type Revision } from '$lib/rulemaking/drafts.server';
import { civilDate } from '$lib/shared/civil-time';
import { error, type RequestEvent } from '@sveltejs/kit';

type DraftEvent = Pick<RequestEvent, 'locals' | 'url' | 'cookies' | 'request'> & {
  params: { community: string; draft: string };
};

export interface DraftDesk extends Desk {
  draft: Draft;
  latest: Revision;
  timeZone: string;
  /** The civil date here. */
  today: string;
}

/** Reads for somebody who makes rules, of the draft in the address; 404 for all else. */
export const withDraft = <Result>(
  event: DraftEvent,
  work: (tx: Sql, desk: DraftDesk) => Promise<Result>
): Promise<Result> =>
  atDesk(event, 'makeRules', async (tx, desk) => {
    const draft = await findDraft(tx, desk.communityId, event.params.draft);
    if (!draft) error(404);
    const timeZone = desk.standing.community.time_zone;
    const today = civilDate(desk.now.getTime(), timeZone);
    return work(tx, { ...desk, draft, latest: await readLatest(tx, draft), timeZone, today });
  });

export const rulesAddress = ({ params }: { params: { community?: string } }): string =>
  `/c/${params.community}/manage/rules`;
