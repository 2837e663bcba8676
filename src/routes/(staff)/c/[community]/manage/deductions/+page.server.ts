import { atDesk } from '$lib/app/officer.server';
import { formAction } from '$lib/app/submit.server';
import { propose } from '$lib/deductions/deductions.server';
import { listForOfficer } from '$lib/deductions/read.server';
import { addressWords } from '$lib/grids/address-words';
import { findPeople } from '$lib/grids/find-people.server';
import { readRulesInForce } from '$lib/rules/read.server';
import { inWords } from '$lib/rules/words';

/** What waits for a second officer and what this one decided; a new one for somebody who is found. */
export const load = (event) =>
  atDesk(event, 'deduct', async (tx, { communityId, now, standing }) => {
    const { locale } = event.locals;
    const name = event.url.searchParams.get('name')?.trim() ?? '';
    const rules = await readRulesInForce(tx, communityId, now);
    const items = rules?.rule_set.deductions?.items ?? [];
    const found = items.length > 0 && name ? await findPeople(tx, communityId, name) : [];
    const own = standing.offices.map(({ member_id }) => member_id);
    const stories = (
      await Promise.all([...new Set(own)].map((id) => listForOfficer(tx, communityId, id)))
    ).flat();
    return {
      name,
      own,
      items: items.map(({ id, clause, name }) => ({
        value: id,
        label: `${clause} ${inWords(name, locale)}`
      })),
      people: found.map(({ id, name, home }) => ({
        value: id,
        label: home ? `${name} · ${addressWords(home, locale)}` : name
      })),
      stories: [...new Map(stories.map((story) => [story.id, story])).values()]
    };
  });

export const actions = {
  default: formAction(propose, (_, { params }) => `/c/${params.community}/manage/deductions`)
};
