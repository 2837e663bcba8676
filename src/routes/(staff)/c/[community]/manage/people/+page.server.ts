import { atDesk } from '$lib/app/officer.server';
import { officeWord } from '$lib/communities/appointments.server';
import { listAppointments, listPeople } from '$lib/communities/people.server';
import { OFFICES } from '$lib/communities/tables.server';
import { titled } from '$lib/grids/titled';
import { listPlaces } from '$lib/grids/households.server';
import { addressWith } from '../households/filter';
import { describePerson, readPeopleFilter } from './people-page.server';

export const load = (event) =>
  atDesk(event, 'readPeople', async (tx, { communityId }) => {
    const { url, locals } = event;
    const filter = readPeopleFilter(url.searchParams);
    const cursor = {
      after: url.searchParams.get('after'),
      before: url.searchParams.get('before')
    };
    const page = await listPeople(tx, communityId, filter, cursor);
    const ids = page.rows.map(({ id }) => id);
    const offices = await listAppointments(tx, communityId, ids);
    const homes = page.rows.flatMap(({ household_id }) => household_id ?? []);
    const places = await listPlaces(tx, communityId, homes);
    return {
      people: page.rows.map((person) => describePerson(person, places, offices, locals.locale)),
      newer: page.before && addressWith(url, { before: page.before }),
      older: page.after && addressWith(url, { after: page.after }),
      filter,
      isFiltered: filter.q !== '' || filter.office !== '',
      officeOptions: OFFICES.map((office) => ({
        value: office,
        label: titled(officeWord(office))
      })),
      exportHref: addressWith(url, {}, `${url.pathname}/export`)
    };
  });
