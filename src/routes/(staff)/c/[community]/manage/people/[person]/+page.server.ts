import { error } from '@sveltejs/kit';
import { atDesk } from '$lib/app/officer.server';
import { formAction } from '$lib/app/submit.server';
import { appoint, officeWord } from '$lib/communities/appointments.server';
import { listAppointments, readPerson } from '$lib/communities/people.server';
import { OFFICES } from '$lib/communities/tables.server';
import { addressWords } from '$lib/grids/address-words';
import { listGrids } from '$lib/grids/grids.server';
import { titled } from '$lib/grids/titled';
import { listPlaces } from '$lib/grids/households.server';
import { noteBirthYear } from '$lib/grids/person-commands.server';
import { listTeamNames } from '$lib/volunteering/teams.server';

export const load = (event) =>
  atDesk(event, 'readPeople', async (tx, { communityId, may }) => {
    const { params, locals } = event;
    const person = await readPerson(tx, communityId, params.person);
    if (!person) error(404);
    const held = await listAppointments(tx, communityId, [person.id]);
    const grids = await listGrids(tx, communityId);
    const teams = await listTeamNames(tx, communityId);
    const homes = person.household_id ? [person.household_id] : [];
    const place = [...(await listPlaces(tx, communityId, homes)).values()][0];
    const nameOf = (list: { id: string; name: string }[], id: string | null) =>
      list.find((one) => one.id === id)?.name ?? '';
    return {
      person: {
        ...person,
        address: place ? addressWords(place, locals.locale) : null
      },
      offices: held.map(({ id, office, team_id, grid_id }) => ({
        id,
        word: titled(officeWord(office)),
        of: nameOf(teams, team_id) || nameOf(grids, grid_id)
      })),
      officeOptions: OFFICES.map((office) => ({
        value: office,
        label: titled(officeWord(office))
      })),
      grids: grids.map(({ id, name }) => ({ value: id, label: name })),
      teams: teams.map(({ id, name }) => ({ value: id, label: name })),
      mayAppoint: may('appoint')
    };
  });

export const actions = {
  appoint: formAction(appoint, (_, { url }) => url.pathname),
  birth_year: formAction(noteBirthYear, (_, { url }) => url.pathname)
};
