import { ballotsIn, CHOICES, type Counts } from './verdict';

/** What a secret vote must not give away by its numbers. Pure. */

/** With a shorter roll the result itself may say how somebody voted: the committee is warned. */
export const SMALL_ROLL = 10;

/** With fewer ballots only the outcome is published. */
export const FEWEST_BALLOTS = 5;

/** Whether the counts would say how single people voted: too few ballots, or all alike. */
export function tellsOnVoters(counts: Counts): boolean {
  const ballots = ballotsIn(counts);
  if (ballots === 0) return false;
  return ballots < FEWEST_BALLOTS || CHOICES.some((choice) => counts[choice] === ballots);
}
