import { listAskedClaims } from '../claims/read.server';
import { listOpenVotesForMe } from '../compacts/read.server';
import type { Sql } from '../db/types.server';
import { occasionRow, type Occasion, type OccasionWords } from '../door/occasion-row';
import { checkInWindow } from '../door/window';
import { listEventsForMe } from '../events/read.server';
import { m } from '../paraglide/messages';
import type { IconName } from '../ui/icons';
import { dayWords, timeWords } from '../ui/words';
import { listHomeShifts } from '../volunteering/read.server';
import type { JoinInViewer } from './join-in.server';

/** A helper sees what waits for the person for whom they act. */
export interface HomeViewer extends JoinInViewer {
  member: JoinInViewer['member'] & { kind: 'self' | 'helper' };
}

/** Something that waits for the viewer's voice, as a row. */
export interface Waiting {
  id: string;
  href: string;
  icon: IconName;
  title: string;
  meta: string;
}

export interface ForMe {
  /** Where the door is open now and the viewer has not checked in; their next act. */
  door: OccasionWords | null;
  waiting: Waiting[];
  mine: OccasionWords[];
  open: OccasionWords[];
}

const SHIFTS = { mine: 5, open: 4 };
const EVENTS = 8;
const MINE = 3;
const OPEN = 4;

/** What is open for the viewer from all activities, in one query each; all words are made here. */
export async function listForMe(tx: Sql, viewer: HomeViewer): Promise<ForMe> {
  const { communityId, member, now } = viewer;
  const shifts = await listHomeShifts(tx, communityId, member.id, now, SHIFTS);
  const events = await listEventsForMe(tx, communityId, member, now, EVENTS);
  const isMine = ({ mine, family = 0 }: Occasion) => mine !== 'none' || family > 0;
  const mine = inOrder([
    ...shifts.mine.map((one) => placed('shifts', one)),
    ...events.filter(isMine).map((one) => placed('events', one))
  ]);
  const open = inOrder([
    ...shifts.open.map((one) => placed('shifts', one)),
    ...events.filter((one) => !isMine(one)).map((one) => placed('events', one))
  ]);
  const door = mine.find(({ occasion }) => isAwaited(occasion, now));
  const rowOf = ({ path, occasion }: Placed) =>
    occasionRow(occasion, `${viewer.base}/${path}/${occasion.id}`, viewer);
  return {
    door: door ? rowOf(door) : null,
    waiting: [...(await listVoices(tx, viewer)), ...(await listQuestions(tx, viewer))],
    mine: mine
      .filter((one) => one !== door)
      .slice(0, MINE)
      .map(rowOf),
    open: open.slice(0, OPEN).map(rowOf)
  };
}

interface Placed {
  path: 'shifts' | 'events';
  occasion: Occasion;
}

const placed = (path: Placed['path'], occasion: Occasion): Placed => ({ path, occasion });

const inOrder = (list: Placed[]): Placed[] =>
  list.sort(
    ({ occasion: one }, { occasion: other }) => one.startsAt.getTime() - other.startsAt.getTime()
  );

function isAwaited(occasion: Occasion, now: Date): boolean {
  const { opens, closes } = checkInWindow(occasion);
  const { mine, checkedIn, cancelled } = occasion;
  return mine === 'place' && !checkedIn && !cancelled && now >= opens && now <= closes;
}

/** Open votes in which the viewer, or the household, has not voted yet; nobody votes for others. */
async function listVoices(tx: Sql, viewer: HomeViewer): Promise<Waiting[]> {
  const { communityId, member, now, locale, timeZone, base } = viewer;
  if (member.kind === 'helper') return [];
  const voter = { memberId: member.id, householdId: member.household_id };
  const votes = await listOpenVotesForMe(tx, communityId, voter, now);
  const until = (at: Date) =>
    [dayWords(at, now, locale, timeZone), timeWords(at, locale, timeZone)].join(
      locale === 'zh' ? '' : ' '
    );
  return votes
    .filter(({ voted }) => !voted)
    .map(({ id, question, closesAt }) => ({
      id,
      href: `${base}/decide/votes/${id}`,
      icon: 'decide',
      title: question,
      meta: m.points_home_vote_until({ when: until(closesAt) })
    }));
}

const ASKED = 3;

/** Claims about which a reviewer has asked the viewer something. */
async function listQuestions(
  tx: Sql,
  { communityId, member, base, now, locale, timeZone }: JoinInViewer
): Promise<Waiting[]> {
  const asked = await listAskedClaims(tx, communityId, member.id, ASKED);
  return asked.map(({ id, sentAt }) => ({
    id,
    href: `${base}/mine/claims/${id}`,
    icon: 'edit',
    title: m.points_home_claim_asked(),
    meta: m.points_home_claim_sent({ day: dayWords(sentAt, now, locale, timeZone) })
  }));
}
