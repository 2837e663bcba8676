import { COMMUNITY_COOKIE, rememberChoice } from '$lib/app/sign-in.server';
import { PERSON_COOKIE, standingOf } from '$lib/app/standing.server';
import { communitiesOf } from '$lib/communities/directory.server';
import { error, redirect } from '@sveltejs/kit';

export const load = async (event) => {
  const { community, accountId, member, people } = await standingOf(event);
  const { app, locale } = event.locals;
  const communities = await communitiesOf(app.db.sql, accountId);
  return {
    people: people.map(({ id, name, kind }) => ({ id, name, kind, isNow: id === member.id })),
    others: communities
      .filter(({ id }) => id !== community.id)
      .map(({ slug, name, name_en }) => ({ slug, name: locale === 'en' ? name_en : name }))
  };
};

export const actions = {
  /** Acts from now on as another of the people whom this account may speak for. */
  person: async (event) => {
    const { community, people } = await standingOf(event);
    const chosen = (await event.request.formData()).get('person');
    const person = people.find(({ id }) => id === chosen) ?? error(404);
    rememberChoice(event, PERSON_COOKIE, person.id);
    redirect(303, `/c/${community.slug}`);
  },
  community: async (event) => {
    const { accountId } = await standingOf(event);
    const chosen = (await event.request.formData()).get('community');
    const mine = await communitiesOf(event.locals.app.db.sql, accountId);
    const community = mine.find(({ slug }) => slug === chosen) ?? error(404);
    rememberChoice(event, COMMUNITY_COOKIE, community.slug);
    redirect(303, `/c/${community.slug}`);
  }
};
