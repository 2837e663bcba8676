import { evidenceWords } from '../door/words';
import { addressWords } from '../grids/address-words';
import { m } from '../paraglide/messages';
import { civilTime } from '../shared/civil-time';
import type { AttendeeRow } from './manage-read.server';

/** The list of an event as the rows of a spreadsheet, headers first. */
export function attendeeTable(
  rows: readonly AttendeeRow[],
  locale: 'zh' | 'en',
  timeZone: string
): (string | number | null)[][] {
  const header = [
    m.events_column_number(),
    m.events_column_name(),
    m.events_column_address(),
    m.events_column_state(),
    m.events_column_arrived(),
    m.events_column_evidence(),
    m.events_column_confirmed()
  ];
  const body = rows.map((row, at) => [
    at + 1,
    row.name,
    row.home ? addressWords(row.home, locale) : '',
    row.position === null
      ? m.events_state_registered()
      : m.events_state_waiting({ position: row.position }),
    row.arrivedAt ? civilTime(row.arrivedAt.getTime(), timeZone) : '',
    row.evidence ? evidenceWords(row.evidence) : '',
    row.confirmed && row.confirmed.kind !== 'withdrawn' ? m.events_yes() : ''
  ]);
  return [header, ...body];
}
