import { fail, redirect } from '@sveltejs/kit';
import { sayOutcome } from '$lib/app/commands.server';
import { officerStanding } from '$lib/app/standing.server';
import { submit, withDone } from '$lib/app/submit.server';
import { newKey } from '$lib/commands/key';
import { listAdoptedVotes } from '$lib/compacts/adopted.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { DUTIES } from '$lib/grids/duties';
import { findPeople } from '$lib/grids/find-people.server';
import { listRevisions, readRevision } from '$lib/rulemaking/drafts.server';
import { edited, fieldsOfPart } from '$lib/rulemaking/edits';
import { fieldsOf, type Fields } from '$lib/rulemaking/fields';
import { listCases } from '$lib/rulemaking/drafts.server';
import { liveProposal, readResident } from '$lib/rulemaking/read.server';
import { saveDraft } from '$lib/rulemaking/saving.server';
import { readSentence } from '$lib/rulemaking/sentences';
import { undoAndRedo } from '$lib/rulemaking/undo';
import { readTimeline } from '$lib/rules/timeline.server';
import { isId } from '$lib/shared/id';
import { readWholeNumber } from '$lib/shared/number';
import { isRefused } from '$lib/shared/result';
import { civilDate } from '$lib/shared/civil-time';
import { listTeamNames } from '$lib/volunteering/teams.server';
import { rulesAddress, withDraft } from '../desk.server';

const VIEWS = ['rules', 'limits', 'activities', 'about'] as const;

/** The draft with its cards, and somebody on whom it is tried. */
export const load = (event) =>
  withDraft(event, async (tx, desk) => {
    const { communityId, draft, latest, timeZone, today, now } = desk;
    const query = event.url.searchParams;
    const view = VIEWS.find((each) => each === query.get('view')) ?? 'rules';
    const asked: Fields = Object.fromEntries(
      [...query].filter(([name]) => name.startsWith('try_'))
    );
    const found = asked.try_name ? await findPeople(tx, communityId, asked.try_name) : [];
    const person = found.find(({ id }) => id === asked.try_person) ?? found[0];
    const { versions } = await readTimeline(tx, communityId);
    return {
      draft: { id: draft.id, revision: draft.revision, closed: draft.closed_at !== null },
      ruleSet: latest.ruleSet,
      view,
      votes: view === 'limits' ? await listAdoptedVotes(tx, communityId) : [],
      teams: view === 'activities' ? await listTeamNames(tx, communityId) : [],
      today,
      version: Math.max(0, ...versions.map(({ version }) => version)) + 1,
      ...undoAndRedo(await listRevisions(tx, communityId, draft.id)),
      notice: (await liveProposal(tx, communityId, draft.id))?.proposal.notice_until ?? null,
      cases: (await listCases(tx, communityId, draft.id)).map(
        ({ id, title, tried, earlier, expected }) => ({ id, title, tried, earlier, expected })
      ),
      trial: {
        asked,
        people: found.map(({ id, name, home }) => ({
          value: id,
          label: home ? `${name} · ${home.building}-${home.unit}-${home.room}` : name
        })),
        real: person ? await readResident(tx, communityId, person.id, now, timeZone) : null
      }
    };
  });

export const actions = {
  save: async (event) => {
    const { params, locals } = event;
    const standing = await officerStanding(event, ...DUTIES.makeRules);
    const form = await event.request.formData();
    const { key = newKey(), as, ...fields } = fieldsOf(form);
    const card = fields.card ?? '';
    const revision = readWholeNumber(fields.revision);
    const { db, clock } = locals.app;
    const communityId = standing.community.id;
    const base =
      isId(params.draft) && revision !== null
        ? await withCommunity(db, communityId, async (tx) => ({
            state: await readRevision(tx, communityId, params.draft, revision),
            now: await clock(tx)
          }))
        : null;
    const today = civilDate((base?.now ?? new Date(0)).getTime(), standing.community.time_zone);
    const fresh = { id: newKey().slice(-8), today };
    const edit = base?.state ? edited(base.state.ruleSet, fields, fresh) : null;
    if (edit && 'problems' in edit) {
      return fail(422, { card, fields, problems: edit.problems });
    }
    if (edit && isRefused(edit)) {
      return fail(422, { card, fields, said: sayOutcome(saveDraft.name, edit) });
    }
    const document = JSON.stringify(edit?.ok ?? null);
    const input = { draft_id: params.draft, revision: fields.revision ?? '', document };
    const outcome = await submit(event, saveDraft, { key, input, as });
    if (isRefused(outcome)) {
      const said = sayOutcome(saveDraft.name, outcome);
      if (outcome.refused !== 'rule_part_changed') return fail(422, { card, fields, said });
      const latest = Number(outcome.params?.revision);
      const now = await withCommunity(db, communityId, (tx) =>
        readRevision(tx, communityId, params.draft, latest)
      );
      const theirs =
        now && fieldsOfPart(now.ruleSet, card)
          ? readSentence(now.ruleSet, card, locals.locale)
          : null;
      const conflict = { name: String(outcome.params?.name), theirs, revision: latest };
      return fail(422, { card, fields, said, conflict });
    }
    const view = VIEWS.find((each) => each === event.url.searchParams.get('view')) ?? 'rules';
    const anchor = card.includes('/') ? `#card-${card.replace('/', '-')}` : '';
    redirect(303, withDone(`${rulesAddress(event)}/${params.draft}?view=${view}${anchor}`, key));
  }
};
