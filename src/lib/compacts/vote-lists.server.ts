import type { Sql } from '../db/types.server';
import { readCursor, writeCursor } from '../shared/cursor';
import { listEndedVotes, listLiveVotes, type Voter } from './read.server';
import { viewVote, type Reader, type VoteView } from './vote-view.server';

export interface VoteLists {
  open: VoteView[];
  coming: VoteView[];
  over: VoteView[];
  /** For the address of the next page of results; null on the last. */
  older: string | null;
  isFirst: boolean;
}

const ENDED_ON_PAGE = 10;

/** Votes in words, by where they stand; results page by page. */
export async function voteLists(
  tx: Sql,
  communityId: string,
  voter: Voter,
  reader: Reader,
  { before, asStaff = false }: { before: string | null; asStaff?: boolean }
): Promise<VoteLists> {
  const view = (summary: Parameters<typeof viewVote>[0]) => viewVote(summary, reader, asStaff);
  const live = (await listLiveVotes(tx, communityId, voter, reader.now)).map(view);
  const cursor = readCursor(before);
  const most = ENDED_ON_PAGE + 1;
  const ended = await listEndedVotes(tx, communityId, voter, reader.now, most, cursor);
  const shown = ended.slice(0, ENDED_ON_PAGE);
  const last = ended.length > ENDED_ON_PAGE ? shown.at(-1)?.vote : undefined;
  return {
    open: live.filter(({ state }) => state === 'open'),
    coming: live.filter(({ state }) => state === 'coming'),
    over: [...live.filter(({ state }) => state === 'counting'), ...shown.map(view)],
    older: last ? writeCursor(last.closes_at, last.id) : null,
    isFirst: cursor === null
  };
}
