import { m } from '../paraglide/messages';
import type { CheckInEvidence } from './evidence';

/** What is said after a check-in to something of this title. */
export const checkInWords = (title: string, already: boolean): string =>
  already ? m.door_done_already_checked_in({ title }) : m.door_done_checked_in({ title });

/** The evidence in the reader's language. */
export const evidenceWords = (evidence: CheckInEvidence): string =>
  ({
    live: m.door_by_live,
    coordinator: m.door_by_coordinator,
    poster: m.door_by_poster,
    code: m.door_by_code,
    late: m.door_by_late
  })[evidence]();
