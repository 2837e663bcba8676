import { standingOf } from '$lib/app/standing.server';
import { compareArticles } from '$lib/compacts/compare';
import {
  differenceSummary,
  differenceWords,
  withoutSame
} from '$lib/compacts/difference-words.server';
import { readVote, type VoteSummary } from '$lib/compacts/read.server';
import { readVersionArticles } from '$lib/compacts/publishing.server';
import { readArticlesInForce } from '$lib/compacts/texts.server';
import { listOpenBallots } from '$lib/compacts/turnout.server';
import { choiceWords, momentWords, viewVote } from '$lib/compacts/vote-view.server';
import { CHOICES } from '$lib/compacts/verdict';
import { withCommunity } from '$lib/db/tenancy.server';
import type { Sql } from '$lib/db/types.server';
import { addressWords } from '$lib/grids/address-words';
import { m } from '$lib/paraglide/messages';
import { rulesForActivity } from '$lib/rules/read.server';
import { readCursor, writeCursor } from '$lib/shared/cursor';
import { error, type RequestEvent } from '@sveltejs/kit';

const BALLOTS_ON_PAGE = 50;

/** One vote: what it asks, what would change, casting, and after the close the result. */
export const load = async (event) => {
  const { app, locale } = event.locals;
  const { community, member } = await standingOf(event);
  const voter = { memberId: member.id, householdId: member.household_id };
  return withCommunity(app.db, community.id, async (tx) => {
    const now = await app.clock(tx);
    const reader = { locale, now, timeZone: community.time_zone };
    const summary = await readVote(tx, community.id, event.params.vote, voter, now);
    if (!summary) error(404);
    const { vote, mine, state } = summary;
    const isMine = state === 'open' && mine.onRoll;
    return {
      vote: viewVote(summary, reader),
      versionId: vote.version_id,
      cast:
        isMine && !mine.castAt
          ? {
              byHelper: member.kind === 'helper',
              hint: castHint(summary).join(locale === 'zh' ? '' : ' '),
              choices: CHOICES.map((value) => ({ value, label: choiceWords(value) }))
            }
          : null,
      voted:
        state !== 'coming' && mine.castAt
          ? votedWords(summary, momentWords(mine.castAt, reader))
          : null,
      isOffRoll: state === 'open' && !mine.onRoll,
      text: await readChanges(tx, summary),
      rewards:
        vote.activity && isMine
          ? await rulesForActivity(tx, community.id, vote.activity, now, locale)
          : [],
      ballots: await readBallots(tx, summary, event, (at) => momentWords(at, reader))
    };
  });
};

function castHint({ vote }: VoteSummary): string[] {
  const how = vote.ballot === 'secret' ? m.compacts_cast_secret() : m.compacts_cast_open();
  const whose = vote.electorate === 'household' ? m.compacts_cast_household() : '';
  return [whose, m.compacts_cast_final(), how].filter(Boolean);
}

/** Who voted for a household is said where ballots are open; a secret vote says only that it voted. */
function votedWords({ vote, mine }: VoteSummary, when: string): string {
  if (vote.electorate === 'member') return m.compacts_you_voted({ when });
  return vote.ballot === 'open' && mine.castBy
    ? m.compacts_household_voted_by({ name: mine.castBy, when })
    : m.compacts_household_voted();
}

/** What would change against the text in force, or the whole text of a first version. */
async function readChanges(tx: Sql, { vote, compact, versionNumber }: VoteSummary) {
  const articles = await readVersionArticles(tx, vote.community_id, vote.version_id);
  const before = await readArticlesInForce(
    tx,
    vote.community_id,
    compact.id,
    vote.ended_at ?? null
  );
  if (!before) return { articles, changes: null };
  const differences = compareArticles(before.articles, articles);
  return {
    articles: null,
    changes: {
      summary: differenceSummary(differences),
      differences: withoutSame(differences),
      words: differenceWords(
        m.compacts_version_in_force({ number: before.number }),
        m.compacts_version_voted({ number: versionNumber })
      )
    }
  };
}

async function readBallots(
  tx: Sql,
  { vote, result }: VoteSummary,
  { url, locals }: Pick<RequestEvent, 'url' | 'locals'>,
  when: (at: Date) => string
) {
  if (vote.ballot !== 'open' || !result) return null;
  const after = readCursor(url.searchParams.get('after'));
  const found = await listOpenBallots(tx, vote, BALLOTS_ON_PAGE + 1, after);
  const shown = found.slice(0, BALLOTS_ON_PAGE);
  const last = found.length > BALLOTS_ON_PAGE ? shown.at(-1) : undefined;
  return {
    lines: shown.map(({ voterId, name, home, choice, castAt }) => ({
      id: voterId,
      who: vote.electorate === 'household' ? addressWords(home, locals.locale) : (name ?? ''),
      choice: choiceWords(choice),
      when: when(castAt)
    })),
    next: last ? writeCursor(last.castAt, last.voterId) : null,
    isFirst: after === null
  };
}
