import { listRevisions } from '$lib/rulemaking/drafts.server';
import { inWords } from '$lib/rules/words';
import { withDraft } from '../../desk.server';

const MOST = 200;

/** Every saved state of the draft, the latest first; each can be gone back to. */
export const load = (event) =>
  withDraft(event, async (tx, { communityId, draft, latest, now }) => {
    const revisions = await listRevisions(tx, communityId, draft.id);
    return {
      now,
      draft: { id: draft.id, revision: draft.revision, closed: draft.closed_at !== null },
      title: inWords(latest.ruleSet.title, event.locals.locale),
      revisions: revisions.toReversed().slice(0, MOST)
    };
  });
