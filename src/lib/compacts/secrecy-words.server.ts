import { m } from '../paraglide/messages';
import type { VoteResult } from './read.server';
import { FEWEST_BALLOTS } from './secrecy';
import type { Counts, Reason } from './verdict';

/** What is said about the secrecy of a vote, and of a result of which only the outcome is published. */

export interface Secrecy {
  title: string;
  lines: string[];
}

/** How it is kept, and plainly what that does not cover (decision 0016). */
export const secrecyWords = (): Secrecy => ({
  title: m.compacts_secrecy_title(),
  lines: [
    m.compacts_secrecy_sealed(),
    m.compacts_secrecy_result({ fewest: FEWEST_BALLOTS }),
    m.compacts_secrecy_limits()
  ]
});

/** The counts of a result; null where they are not published. */
export const countsOf = ({ in_favour, against, abstaining }: VoteResult): Counts | null =>
  in_favour === null || against === null || abstaining === null
    ? null
    : { in_favour, against, abstaining };

/** The same words for few ballots and for ballots all alike. Nothing could be counted: nothing is said. */
export const withheldWords = (reason: Reason): string | null =>
  reason === 'key_missing' ? null : m.compacts_withheld({ fewest: FEWEST_BALLOTS });

/** Why it came out as it did, without the counts. */
export function outcomeWords(
  reason: Reason,
  needed: { turnout: string; turnoutNeed: string; approvalNeed: string }
): string {
  switch (reason) {
    case 'approved':
      return m.compacts_outcome_approved(needed);
    case 'not_approved':
      return m.compacts_outcome_not_approved(needed);
    case 'too_few_took_part':
      return m.compacts_reason_too_few(needed);
    case 'never_opened':
      return m.compacts_reason_never_opened();
    case 'counts_differ':
      return m.compacts_reason_counts_differ();
    case 'key_missing':
      return m.compacts_reason_key_missing();
  }
}
