import { addDays, dayOfDate } from '../shared/civil-time';
import type { RuleTimeline, RuleVersion } from './model';

/** From when to when a version judges what happens. */
export interface VersionLife {
  version: RuleVersion;
  /** First and last civil date, both included; without a last one until further notice. */
  from: string;
  until: string | null;
  /** `never`: another version took its place before its first day was over. */
  state: 'coming' | 'in_force' | 'past' | 'never';
}

/** The lives of all versions as seen from a civil date, the latest beginning first. */
export function livesOf({ versions }: RuleTimeline, today: string): VersionLife[] {
  const inOrder = versions.toSorted(
    (one, other) =>
      dayOfDate(other.in_force_from) - dayOfDate(one.in_force_from) || other.version - one.version
  );
  return inOrder.map((version, index) => {
    const from = version.in_force_from;
    const next = inOrder[index - 1];
    const until = next ? addDays(next.in_force_from, -1) : null;
    return { version, from, until, state: stateOf(from, until, today) };
  });
}

function stateOf(from: string, until: string | null, today: string): VersionLife['state'] {
  if (until !== null && until < from) return 'never';
  if (from > today) return 'coming';
  return until !== null && until < today ? 'past' : 'in_force';
}
