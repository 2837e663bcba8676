import { evidenceWords } from '../door/words';
import { addressWords } from '../grids/address-words';
import { m } from '../paraglide/messages';
import { civilTime } from '../shared/civil-time';
import type { RosterRow } from './roster.server';

/** The roster as the rows of a spreadsheet, headers first. */
export function rosterTable(
  rows: readonly RosterRow[],
  locale: 'zh' | 'en',
  timeZone: string
): (string | number | null)[][] {
  const header = [
    m.volunteering_column_number(),
    m.volunteering_column_name(),
    m.volunteering_column_address(),
    m.volunteering_column_state(),
    m.volunteering_column_arrived(),
    m.volunteering_column_evidence(),
    m.volunteering_column_left(),
    m.volunteering_column_minutes()
  ];
  const time = (at: Date | null) => (at ? civilTime(at.getTime(), timeZone) : '');
  const body = rows.map((row, at) => [
    at + 1,
    row.name,
    row.home ? addressWords(row.home, locale) : '',
    row.position === null
      ? m.door_state_signed_up()
      : m.volunteering_state_waiting({ position: row.position }),
    time(row.arrivedAt),
    row.evidence ? evidenceWords(row.evidence) : '',
    time(row.leftAt),
    row.confirmed && row.confirmed.kind !== 'withdrawn' ? row.confirmed.minutes : null
  ]);
  return [header, ...body];
}
