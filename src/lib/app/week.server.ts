import type { Community, Person } from '../communities/standing.server';
import { listOpenVotesForMe, type OpenVote } from '../compacts/read.server';
import type { Sql } from '../db/types.server';
import { occasionRow, type Occasion, type OccasionWords } from '../door/occasion-row';
import { countedQuantity } from '../door/quantity';
import { plannedMinutes } from '../door/window';
import { listUpcomingEvents } from '../events/read.server';
import { m } from '../paraglide/messages';
import { versionInForce } from '../rules/fold';
import { readProspects, type Prospects } from '../rules/preview.server';
import { claimOffer, ProspectWords, type Gives, type LimitWords } from '../rules/prospect-words';
import { byDay } from '../shared/by-day';
import { addDays, civilDate, instantOf } from '../shared/civil-time';
import { dayWords, timeWords, type Locale } from '../ui/words';
import { listUpcomingShifts } from '../volunteering/read.server';

/** What one can do and what it would give. */
export interface Offer {
  row: OccasionWords;
  gives: Gives;
}

/** An open vote that has not had the viewer's voice yet. */
export interface VoteOffer {
  id: string;
  href: string;
  title: string;
  meta: string;
  gives: Gives;
}

export interface Week {
  /** Limits of the current periods that the offers count against, and what they leave. */
  limits: LimitWords[];
  votes: VoteOffer[];
  days: { day: string; rows: Offer[] }[];
  claims: (Gives & { id: string; href: string; title: string })[];
}

interface Viewer {
  community: Pick<Community, 'id' | 'slug' | 'time_zone'>;
  member: Person & { household_id: string };
  now: Date;
  locale: Locale;
}

const DAYS = 7;
/** More than a community puts on in a week. */
const MOST = 60;

/**
 * What the viewer may join or claim in the seven days from today, and what each would give with what
 * the limits leave now. Each is judged as if it were the only one; the history is read once.
 */
export async function readWeek(tx: Sql, viewer: Viewer): Promise<Week> {
  const { community, member, now, locale } = viewer;
  const { id, time_zone } = community;
  const today = civilDate(now.getTime(), time_zone);
  const span = {
    from: now,
    until: new Date(instantOf(addDays(today, DAYS), time_zone)),
    limit: MOST,
    joinableOnly: true
  };
  const whom = { memberId: member.id, householdId: member.household_id };
  const earliest = new Date(instantOf(today, time_zone));
  const prospects = await readProspects(tx, id, whom, earliest);
  const words = new ProspectWords(prospects, now, locale);
  const shifts = await listUpcomingShifts(tx, id, member.id, span);
  const events = await listUpcomingEvents(tx, id, member, span);
  // Voting is never done by a family helper.
  const votes = member.kind === 'helper' ? [] : await listOpenVotesForMe(tx, id, whom, now);
  const base = `/c/${community.slug}`;
  const offerOf = (path: string, occasion: Rewarded): Offer => ({
    row: occasionRow(occasion, `${base}/${path}/${occasion.id}`, {
      now,
      locale,
      timeZone: time_zone,
      showDay: false
    }),
    gives: words.gives(occasion.activity && deedOf(prospects, occasion, occasion.activity))
  });
  const offers = [
    ...shifts.map((shift) => ({ at: shift.startsAt, offer: offerOf('shifts', shift) })),
    ...events.map((event) => ({ at: event.startsAt, offer: offerOf('events', event) }))
  ].sort((one, other) => one.at.getTime() - other.at.getTime());
  const days = byDay(offers, ({ at }) => dayWords(at, now, locale, time_zone));
  return {
    votes: votes.filter(({ voted }) => !voted).map((vote) => voteOffer(vote, words, viewer)),
    days: days.map(({ day, rows }) => ({ day, rows: rows.map(({ offer }) => offer) })),
    claims: claimsOf(prospects, words, viewer),
    limits: words.limits()
  };
}

type Rewarded = Occasion & { activity: string | null; teamId?: string };

/** Taking part from the beginning to the end, with a scan at the door. */
function deedOf({ timeline }: Prospects, occasion: Rewarded, activity: string) {
  const { startsAt, teamId } = occasion;
  const rules = versionInForce(timeline, startsAt.getTime())?.rule_set;
  const unit = rules?.activities.find(({ id }) => id === activity)?.unit ?? 'times';
  return {
    activity,
    occurredAt: startsAt,
    quantity: countedQuantity(unit, plannedMinutes(occasion)),
    attributes: { evidence: 'poster', ...(teamId && { team: teamId }) }
  };
}

function voteOffer(
  { id, question, closesAt, activity }: OpenVote,
  words: ProspectWords,
  { community, now, locale }: Viewer
): VoteOffer {
  const { slug, time_zone } = community;
  const day = dayWords(closesAt, now, locale, time_zone);
  const time = timeWords(closesAt, locale, time_zone);
  return {
    id,
    href: `/c/${slug}/decide/votes/${id}`,
    title: question,
    meta: m.points_home_vote_until(
      { when: locale === 'zh' ? day + time : `${day} ${time}` },
      { locale }
    ),
    gives: words.gives(activity && { activity, occurredAt: now, quantity: 1 })
  };
}

function claimsOf({ timeline }: Prospects, words: ProspectWords, { community, now }: Viewer) {
  const rules = versionInForce(timeline, now.getTime())?.rule_set;
  const claimable = rules?.activities.filter((activity) => activity.claimable) ?? [];
  return claimable.map((activity) => ({
    ...claimOffer(activity, words, now),
    id: activity.id,
    href: `/c/${community.slug}/mine/claims/new/${activity.id}`
  }));
}
