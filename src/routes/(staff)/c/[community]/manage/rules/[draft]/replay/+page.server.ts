import { formAction } from '$lib/app/submit.server';
import { standingOf } from '$lib/app/standing.server';
import { log } from '$lib/app/log.server';
import { listGrids } from '$lib/grids/grids.server';
import {
  findReplay,
  firstPeriod,
  latestReplay,
  listReplays,
  startReplay,
  stateOf
} from '$lib/rulemaking/replays.server';
import { runReplay } from '$lib/rulemaking/run-replay.server';
import { inWords } from '$lib/rules/words';
import { readNumber } from '$lib/shared/number';
import { rulesAddress, withDraft } from '../../desk.server';

/** A draft tried on the facts of a period: the one that is asked for, or the latest. */
export const load = (event) =>
  withDraft(event, async (tx, { communityId, draft, latest, today, now }) => {
    const { locale } = event.locals;
    const replays = await listReplays(tx, communityId, draft.id);
    const asked = event.url.searchParams.get('replay');
    const shown = asked
      ? await findReplay(tx, communityId, draft.id, asked)
      : await latestReplay(tx, communityId, draft.id);
    const grids = shown?.report ? await listGrids(tx, communityId) : [];
    const price = readNumber(event.url.searchParams.get('price') ?? undefined) ?? 0;
    return {
      draft: { id: draft.id, revision: draft.revision, closed: draft.closed_at !== null },
      title: inWords(latest.ruleSet.title, locale),
      scale: { smallest_unit: latest.ruleSet.smallest_unit, unit_name: latest.ruleSet.unit_name },
      first: await firstPeriod(tx, communityId, today),
      today,
      price: price > 0 && price <= 1000 ? price : null,
      replay: shown && {
        id: shown.id,
        revision: shown.revision,
        from: shown.from_date,
        until: shown.until_date,
        state: stateOf(shown, now),
        judged: shown.judged,
        judgements: shown.judgements,
        report: shown.report
      },
      names: {
        activities: Object.fromEntries(
          latest.ruleSet.activities.map(({ id, name }) => [id, inWords(name, locale)])
        ),
        grids: Object.fromEntries(grids.map(({ id, name }) => [id, name]))
      },
      earlier: replays
        .filter(({ id, state }) => id !== shown?.id && state === 'done')
        .map(({ id, from_date, until_date, started_at }) => ({
          id,
          from: from_date,
          until: until_date,
          at: started_at
        }))
    };
  });

export const actions = {
  default: async (event) => {
    const { community } = await standingOf(event);
    return formAction(startReplay, ({ draft_id, replay_id }) => {
      const { db, clock } = event.locals.app;
      const place = { db, clock, communityId: community.id, replayId: String(replay_id) };
      // Nobody waits for it here: the page shows how far it is.
      runReplay(place).catch((error: unknown) =>
        log.error({ err: error, communityId: community.id }, 'a replay of rules failed')
      );
      return `${rulesAddress(event)}/${String(draft_id)}/replay?replay=${String(replay_id)}`;
    })(event);
  }
};
