import type { Appointment, PersonRow } from '$lib/communities/people.server';
import { officeWord } from '$lib/communities/appointments.server';
import { addressWords } from '$lib/grids/address-words';
import type { HouseholdPlace } from '$lib/grids/roster-address';
import { OFFICES, type Office } from '$lib/communities/tables.server';

/** The filter of the list of people as it stands in the address. */
export function readPeopleFilter(params: URLSearchParams): { q: string; office: Office | '' } {
  const office = OFFICES.find((one) => one === params.get('office')) ?? '';
  return { q: (params.get('q') ?? '').slice(0, 60), office };
}

/** A person with the door and the offices in words. */
export function describePerson(
  person: PersonRow,
  places: ReadonlyMap<string, HouseholdPlace>,
  appointments: readonly Appointment[],
  locale: 'zh' | 'en'
) {
  const place = person.household_id ? places.get(person.household_id) : undefined;
  const held = appointments.filter(({ member_id }) => member_id === person.id);
  return {
    id: person.id,
    name: person.name,
    address: place ? addressWords(place, locale) : null,
    offices: [...new Set(held.map(({ office }) => officeWord(office)))],
    has_account: person.has_account,
    joined_at: person.joined_at,
    joined_by: person.joined_by
  };
}
