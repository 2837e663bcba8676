import { listEarned } from '../rules/read.server';
import type { Town } from './residents-home.examples';

/** What each of a member's facts gives now, newest first. */
export const listPoints = async (town: Town, memberId: string): Promise<number[]> => {
  const earned = await town.inside((tx) =>
    listEarned(tx, town.communityId, { kind: 'member', id: memberId }, 50)
  );
  return earned.map(({ points }) => points);
};
