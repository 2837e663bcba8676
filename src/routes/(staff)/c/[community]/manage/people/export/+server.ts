import { titled } from '$lib/grids/titled';
import { atDesk } from '$lib/app/officer.server';
import { listAllPeople, listAppointments } from '$lib/communities/people.server';
import { listPlaces } from '$lib/grids/households.server';
import { downloadTable } from '$lib/grids/table-file.server';
import { m } from '$lib/paraglide/messages';
import { civilDate } from '$lib/shared/civil-time';
import { describePerson, readPeopleFilter } from '../people-page.server';

/** The filtered list as a file, up to 20,000 people. */
export const GET = async (event) => {
  const { url, locals } = event;
  const table = await atDesk(event, 'readPeople', async (tx, { communityId, standing }) => {
    const found = await listAllPeople(tx, communityId, readPeopleFilter(url.searchParams));
    const offices = await listAppointments(
      tx,
      communityId,
      found.map(({ id }) => id)
    );
    const homes = found.flatMap(({ household_id }) => household_id ?? []);
    const places = await listPlaces(tx, communityId, homes);
    const header = [
      m.manage_person_name(),
      titled(m.grids_field_address()),
      m.manage_offices(),
      m.manage_person_joined()
    ];
    return [
      header,
      ...found.map((person) => {
        const shown = describePerson(person, places, offices, locals.locale);
        const joined = civilDate(shown.joined_at.getTime(), standing.community.time_zone);
        return [shown.name, shown.address, shown.offices.join(' / '), joined];
      })
    ];
  });
  return downloadTable(m.manage_people(), table, url.searchParams.get('format'));
};
