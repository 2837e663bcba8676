import { withCommunity } from '../../db/tenancy.server';
import { postDue } from '../../points/ledger.server';
import { redeem, takeBack } from '../../redemptions/commands.server';
import type { PeopledTown } from './found.server';
import type { Happening, Simulation } from './simulation.server';
import type { Town } from './towns';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

/** What the village's shop has, at its published prices, and which resident comes for it. */
const VISITS = [
  { resident: 0, what: '洗洁精一瓶', amount: '2', weeks: 2 },
  { resident: 1, what: '扫帚一把', amount: '18', weeks: 2 },
  { resident: 2, what: '垃圾桶一个', amount: '8', weeks: 1 },
  { resident: 3, what: '洗洁精一瓶', amount: '2', weeks: 1 }
] as const;

/**
 * People come to 尧林's residents' home for what their points buy; a broom that breaks comes back. What
 * has been under notice is posted before, as it would have been.
 */
export function redemptionsSeason(
  simulation: Simulation,
  town: Town,
  { committee, residents }: PeopledTown,
  now: Date
): Happening[] {
  if (town.slug !== 'yaolin') return [];
  const { app } = simulation;
  const weeksAgo = (weeks: number, hours: number) =>
    new Date(now.getTime() - weeks * WEEK + hours * HOUR);
  let broom = '';
  const posting = [2, 1].map((weeks): Happening => ({
    at: weeksAgo(weeks, 0),
    happens: () =>
      withCommunity(app.db, simulation.communityId, (tx) =>
        postDue(tx, simulation.communityId, weeksAgo(weeks, 0))
      )
  }));
  const visits = VISITS.map(({ resident, what, amount, weeks }, nth): Happening => ({
    at: weeksAgo(weeks, 1 + nth),
    happens: async () => {
      const member_id = residents[resident]?.caller.memberId ?? '';
      const handed = await simulation.try(redeem, committee, { member_id, amount, what });
      if (handed && what.startsWith('扫帚')) broom = String(handed.redemption_id);
    }
  }));
  const back: Happening = {
    at: weeksAgo(1, 8),
    happens: async () => {
      if (!broom) return;
      const reason = '扫帚柄断了，退回来';
      await simulation.run(takeBack, committee, { redemption_id: broom, reason });
    }
  };
  return [...posting, ...visits, back];
}
