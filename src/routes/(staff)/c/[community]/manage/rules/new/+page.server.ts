import { fail, redirect } from '@sveltejs/kit';
import { readBoundedForm } from '$lib/app/body.server';
import { sayRefusal } from '$lib/app/commands.server';
import { atDesk } from '$lib/app/officer.server';
import { officerStanding } from '$lib/app/standing.server';
import { submit, withDone } from '$lib/app/submit.server';
import { newKey } from '$lib/commands/key';
import { DUTIES } from '$lib/grids/duties';
import { LONGEST_DOCUMENT } from '$lib/rulemaking/saving.server';
import { listSources, type Source } from '$lib/rulemaking/sources.server';
import { startDraft } from '$lib/rulemaking/starting.server';
import { inWords } from '$lib/rules/words';
import { civilDate } from '$lib/shared/civil-time';
import { isRefused } from '$lib/shared/result';
import { rulesAddress } from '../desk.server';

const MOST_BYTES = 3 * LONGEST_DOCUMENT;

export const load = (event) =>
  atDesk(event, 'makeRules', async (tx, { communityId, now, standing }) => {
    const { locale } = event.locals;
    const today = civilDate(now.getTime(), standing.community.time_zone);
    const { inForce, templates, shared } = await listSources(tx, communityId, now, today);
    const worded = ({ source, title, from, rules }: Source) => ({
      source,
      title: inWords(title, locale),
      from: from ? inWords(from, locale) : null,
      rules
    });
    return {
      inForce: inForce && worded(inForce),
      templates: templates.map(worded),
      shared: shared.map(worded)
    };
  });

export const actions = {
  default: async (event) => {
    await officerStanding(event, ...DUTIES.makeRules);
    const form = await readBoundedForm(event.request, MOST_BYTES);
    if (!(form instanceof FormData)) {
      return fail(413, { said: sayRefusal('rule_file_too_large') });
    }
    const file = form.get('file');
    const isFile = file instanceof File && file.size > 0;
    const source = isFile ? 'file' : String(form.get('source') ?? '');
    const document = isFile ? await file.text() : '';
    if (document.length > LONGEST_DOCUMENT) {
      return fail(413, { said: sayRefusal('rule_file_too_large') });
    }
    const key = String(form.get('key') ?? newKey());
    const outcome = await submit(event, startDraft, {
      key,
      input: { source, document },
      as: form.get('as')
    });
    if (isRefused(outcome)) {
      return fail(422, { said: sayRefusal(outcome.refused, outcome.params) });
    }
    redirect(303, withDone(`${rulesAddress(event)}/${String(outcome.draft_id)}`, key));
  }
};
