import { titled } from '$lib/grids/titled';
import { addressWords } from '$lib/grids/address-words';
import type { HouseholdRow } from '$lib/grids/households.server';
import { m } from '$lib/paraglide/messages';
import { maskName } from '$lib/ui/masked';

/**
 * The household list as a table with headers; the first seven columns can be imported again as they
 * are. Names are masked for those who may not see them.
 */
export function householdTable(
  households: readonly HouseholdRow[],
  seesNames: boolean
): (string | number | null)[][] {
  const header = [
    titled(m.grids_field_building()),
    titled(m.grids_field_unit()),
    titled(m.grids_field_room()),
    titled(m.grids_field_head_name()),
    titled(m.grids_field_people()),
    titled(m.grids_field_grid_name()),
    titled(m.grids_field_note()),
    m.grids_column_joined(),
    m.grids_column_card()
  ];
  const cards = {
    none: m.grids_card_none(),
    valid: m.grids_card_valid(),
    used_up: m.grids_card_used_up(),
    expired: m.grids_card_expired()
  };
  return [
    header,
    ...households.map((row) => [
      row.building,
      row.unit,
      row.room,
      seesNames || row.head_name === '' ? row.head_name : maskName(row.head_name),
      row.people,
      row.grid_name,
      seesNames ? row.note : '',
      row.joined,
      cards[row.card]
    ])
  ];
}

/** The same for paper: the address in words, room for a mark by hand. */
export const householdSheet = (
  households: readonly HouseholdRow[],
  locale: 'zh' | 'en',
  seesNames: boolean
) =>
  households.map((row) => ({
    id: row.id,
    address: addressWords(row, locale),
    head: seesNames || row.head_name === '' ? row.head_name : maskName(row.head_name),
    people: row.people,
    grid: row.grid_name ?? '',
    joined: row.joined,
    note: seesNames ? row.note : ''
  }));
