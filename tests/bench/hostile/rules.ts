import type { APIRequestContext } from '@playwright/test';
import { origin, post } from '../../journeys/town';
import type { Act } from './act';
import { FAULTY, LARGEST, REFUSED, type HostileDocument } from './documents';

const RULES = '/c/yaolin/manage/rules';

/**
 * The committee sends documents that are refused, opens the largest rule set that is accepted, its
 * review and its states, and starts a trial of it on the community's whole record.
 */
export async function hostileRules(committee: APIRequestContext): Promise<Act[]> {
  const draft = await accepted(committee, LARGEST);
  const faulty = await accepted(committee, FAULTY);
  const refused = REFUSED.map((document) => ({
    name: `refuses ${document.name}`,
    run: async () => {
      const answer = await send(committee, document);
      if (answer.ok() || answer.status() >= 500) {
        throw new Error(`${document.name} was answered with ${answer.status()}`);
      }
    }
  }));
  const limits = `${draft}?view=limits`;
  const shown = { editor: draft, limits, review: `${draft}/review`, history: `${draft}/history` };
  const pages = Object.entries({ ...shown, 'thousand faults': faulty }).map(([name, page]) => ({
    name: `shows the ${name}`,
    run: async () => {
      const answer = await committee.get(`${RULES}/${page}`);
      if (!answer.ok()) throw new Error(`${page} was answered with ${answer.status()}`);
    }
  }));
  const trial = {
    name: 'starts a trial of the largest',
    run: () =>
      post(committee, `${RULES}/${draft}/replay`, {
        key: crypto.randomUUID(),
        draft_id: draft,
        revision: '0',
        from: '2026-01-01',
        until: '2026-12-31'
      })
  };
  return [...refused, ...pages, trial];
}

/** Begins a draft with a document; gives its id. */
async function accepted(committee: APIRequestContext, document: HostileDocument): Promise<string> {
  const answer = await send(committee, document);
  const draft = /manage\/rules\/([\da-f-]{36})/.exec(answer.url())?.[1];
  if (!draft) throw new Error(`${document.name} was refused with ${answer.status()}`);
  return draft;
}

function send(committee: APIRequestContext, { text }: HostileDocument) {
  return committee.post(`${RULES}/new`, {
    headers: { origin: origin(), accept: 'text/html' },
    multipart: {
      key: crypto.randomUUID(),
      source: 'file',
      file: { name: 'rules.json', mimeType: 'application/json', buffer: Buffer.from(text) }
    }
  });
}
