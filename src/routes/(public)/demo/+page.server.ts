import { rememberChoice, signIn } from '$lib/app/sign-in.server';
import { safePath } from '$lib/app/submit.server';
import { PERSON_COOKIE } from '$lib/app/standing.server';
import { listDemoPeople } from '$lib/communities/demo-people.server';
import { error, redirect } from '@sveltejs/kit';

export const load = async ({ locals, url }) => {
  const { db, demo } = locals.app;
  if (demo.state === 'filling') return { percent: demo.percent, to: '', communities: [] };
  const people = await listDemoPeople(db);
  if (people.length === 0) error(404);
  const groups = new Map<string, { name: string; people: typeof people }>();
  for (const person of people) {
    const { slug, name, name_en } = person.community;
    const group = groups.get(slug) ?? {
      name: locals.locale === 'en' ? name_en : name,
      people: []
    };
    groups.set(slug, group);
    group.people.push(person);
  }
  return {
    percent: null,
    to: safePath(url.searchParams.get('to'), ''),
    communities: [...groups].map(([slug, { name, people }]) => ({
      slug,
      name,
      people: people.map(({ memberId, accountId, name, role, helps }) => ({
        key: `${accountId}:${memberId}:${role}`,
        name,
        role,
        helps
      }))
    }))
  };
};

export const actions = {
  /** Signs in as one of the people offered, and as nobody else. */
  default: async (event) => {
    const form = await event.request.formData();
    const chosen = String(form.get('person') ?? '');
    const people = await listDemoPeople(event.locals.app.db);
    const person = people.find(
      ({ accountId, memberId, role }) => chosen === `${accountId}:${memberId}:${role}`
    );
    if (!person) error(404);
    await signIn(event, person.accountId);
    rememberChoice(event, PERSON_COOKIE, person.memberId);
    const home = `/c/${person.community.slug}`;
    const to = safePath(form.get('to'), home);
    redirect(303, to === home || to.startsWith(`${home}/`) ? to : home);
  }
};
