import { formAction } from '$lib/app/submit.server';
import { callVote } from '$lib/compacts/calling.server';
import { findLiveVote } from '$lib/compacts/read.server';
import { readVersion } from '$lib/compacts/texts.server';
import { listGrids } from '$lib/grids/grids.server';
import { m } from '$lib/paraglide/messages';
import { listShiftActivities } from '$lib/rules/read.server';
import { inWords } from '$lib/rules/words';
import { addDays, civilDate } from '$lib/shared/civil-time';
import { error } from '@sveltejs/kit';
import { withCompact } from '../../../draft.server';

const USUAL_DAYS = 7;

/** Everything that is decided before a vote opens. */
export const load = (event) =>
  withCompact(event, async (tx, { compact, communityId, standing, now }) => {
    const version = await readVersion(tx, communityId, compact.id, event.params.version);
    if (!version) error(404);
    const { time_zone } = standing.community;
    const activities = await listShiftActivities(tx, communityId, now);
    return {
      compact: { id: compact.id, title: compact.title },
      version: { id: event.params.version, number: version.number },
      liveVote: await findLiveVote(tx, communityId, compact.id),
      grids: (await listGrids(tx, communityId))
        .filter(({ level }) => level !== 'community')
        .map(({ id, name }) => ({ value: id, label: name })),
      activities: activities
        .filter(({ unit }) => unit === 'times')
        .map(({ id, name }) => ({ value: id, label: inWords(name, event.locals.locale) })),
      usual: {
        question: m.compacts_usual_question({ title: compact.title, number: version.number }),
        closes_date: addDays(civilDate(now.getTime(), time_zone), USUAL_DAYS),
        closes_time: '20:00'
      }
    };
  });

export const actions = {
  default: formAction(
    callVote,
    ({ vote_id }, { params }) => `/c/${params.community}/manage/compacts/votes/${String(vote_id)}`
  )
};
