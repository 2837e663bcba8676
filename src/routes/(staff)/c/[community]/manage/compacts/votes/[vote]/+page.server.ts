import type { VoteSummary } from '$lib/compacts/read.server';
import { isKeyAtHand } from '$lib/compacts/sealed-box.server';
import { SMALL_ROLL } from '$lib/compacts/secrecy';
import { turnoutByBuilding, turnoutByGrid, type Turnout } from '$lib/compacts/turnout.server';
import { viewVote } from '$lib/compacts/vote-view.server';
import type { Sql } from '$lib/db/types.server';
import { m } from '$lib/paraglide/messages';
import { withVote } from '../vote.server';

/** How a vote goes: never what was voted before the close. */
export const load = (event) =>
  withVote(event, async (tx, { summary, standing, now }) => {
    const { locale } = event.locals;
    const { vote, state, versionNumber } = summary;
    const place = (building: string) =>
      /[0-9A-Z]$/.test(building) ? m.grids_place_building({ building }) : building;
    return {
      vote: viewVote(summary, { locale, timeZone: standing.community.time_zone, now }, true),
      compactId: vote.compact_id,
      versionId: vote.version_id,
      versionNumber,
      mayCallOff: state === 'coming' || state === 'open',
      box: await boxNotices(tx, summary),
      byGrid: shares(await turnoutByGrid(tx, vote), (name) => name || m.grids_in_no_grid()),
      byBuilding: shares(await turnoutByBuilding(tx, vote), place)
    };
  });

/** What the committee must know of a secret vote while something can be done about it. */
async function boxNotices(tx: Sql, { vote, state, onRoll }: VoteSummary) {
  const isRunning = state === 'open' || state === 'counting';
  if (vote.ballot !== 'secret' || !isRunning) return { smallRoll: null, keyMissing: null };
  return {
    smallRoll: onRoll < SMALL_ROLL ? onRoll : null,
    keyMissing: (await isKeyAtHand(tx, vote)) ? null : state
  };
}

const shares = (list: Turnout[], nameOf: (name: string) => string) =>
  list.map(({ name, onRoll, turnedOut }) => ({
    name: nameOf(name),
    onRoll,
    turnedOut,
    share: Math.round((100 * turnedOut) / Math.max(1, onRoll))
  }));
