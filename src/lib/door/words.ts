import { m } from '../paraglide/messages';

/** What is said after a check-in to something of this title. */
export const checkInWords = (title: string, already: boolean): string =>
  already ? m.door_done_already_checked_in({ title }) : m.door_done_checked_in({ title });
