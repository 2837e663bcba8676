import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appointHelper } from '../src/lib/communities/helpers.server';
import { callOffVote, callVote } from '../src/lib/compacts/calling.server';
import { castVote } from '../src/lib/compacts/casting.server';
import {
  addArticle,
  createCompact,
  editArticle,
  moveArticle,
  removeArticle,
  restoreArticle
} from '../src/lib/compacts/drafting.server';
import { listDraft } from '../src/lib/compacts/drafts.server';
import { publishVersion, readVersionArticles } from '../src/lib/compacts/publishing.server';
import { listOpenVotesForMe, readVote } from '../src/lib/compacts/read.server';
import { open_ballots, vote_roll } from '../src/lib/compacts/tables.server';
import { readCompact } from '../src/lib/compacts/texts.server';
import { listOpenBallots } from '../src/lib/compacts/turnout.server';
import { openTestDatabase } from '../src/lib/db/testing.server';
import type { Database } from '../src/lib/db/types.server';
import { createGrid } from '../src/lib/grids/grid-commands.server';
import { facts } from '../src/lib/rules/tables.server';
import { newId } from '../src/lib/shared/id';
import { PATROL_RULES } from './people/rules';
import { MONDAY } from './people/shifts';
import { done, foundTown, joinWith, moveIn, openHome, type Person, type Town } from './people/town';
import {
  HOUR,
  moment,
  openVoteOn,
  publishCompact,
  resultOf,
  turn,
  usualCall
} from './people/votes';

let db: Database;
let town: Town;
let mei: Person;
let wei: Person;
let lan: Person;
beforeAll(async () => {
  db = await openTestDatabase();
  town = await foundTown(db, PATROL_RULES, MONDAY);
  const home = await openHome(town);
  mei = await joinWith(town, home, '王梅');
  wei = await joinWith(town, home, '李伟');
  lan = await moveIn(town, '石岚');
});
afterAll(() => db.close());

const later = (hours: number) => {
  town.clock.at = new Date((town.clock.at ?? MONDAY).getTime() + hours * HOUR);
};
const cast = (
  who: Person,
  vote_id: string,
  choice: 'in_favour' | 'against' | 'abstaining',
  key?: string
) => town.send(who, castVote, { vote_id, choice }, key);
const draftOf = (compact: string) => town.inside((tx) => listDraft(tx, town.communityId, compact));

describe('The draft', () => {
  test('when two of the committee edit one article, the second is told and nothing is lost', async () => {
    const { compact } = await publishCompact(town);
    const [first] = await draftOf(compact);
    const place = { compact_id: compact, article_id: first?.article_id ?? '', heading: '第一条' };
    done(await town.send(town.chen, editArticle, { ...place, revision: '0', text: '陈写的' }));
    expect(
      await town.send(town.chen, editArticle, { ...place, revision: '0', text: '别人写的' })
    ).toEqual({ refused: 'article_changed', params: { name: '陈主任' } });
    expect((await draftOf(compact))[0]?.text).toBe('陈写的');
    done(await town.send(town.chen, editArticle, { ...place, revision: '1', text: '合并的' }));
    expect((await draftOf(compact))[0]?.text).toBe('合并的');
  });

  test('Chen adds, moves, removes and restores articles, and they keep their ids', async () => {
    const { compact } = await publishCompact(town);
    const [one, two] = (await draftOf(compact)).map(({ article_id }) => article_id);
    const added = done(
      await town.send(town.chen, addArticle, {
        compact_id: compact,
        below: one,
        heading: '第一条之二',
        text: '不高空抛物。'
      })
    );
    const place = { compact_id: compact, article_id: two ?? '' };
    done(await town.send(town.chen, moveArticle, { ...place, direction: 'up' }));
    const ids = async () => (await draftOf(compact)).map(({ article_id }) => article_id);
    expect(await ids()).toEqual([one, two, added.article_id]);
    done(await town.send(town.chen, removeArticle, place));
    expect(await ids()).toEqual([one, added.article_id]);
    done(await town.send(town.chen, restoreArticle, place));
    expect(await ids()).toEqual([one, two, added.article_id]);
    expect(await town.send(town.chen, restoreArticle, place)).toEqual({ refused: 'article_gone' });
  });

  test('a published version stays as it was while the draft goes on', async () => {
    const { compact, version } = await publishCompact(town);
    const [first] = await draftOf(compact);
    expect(await town.send(town.chen, publishVersion, { compact_id: compact })).toEqual({
      refused: 'draft_unchanged',
      params: { number: 1 }
    });
    const place = { compact_id: compact, article_id: first?.article_id ?? '' };
    done(await town.send(town.chen, editArticle, { ...place, revision: '0', text: '新的文字' }));
    const second = done(await town.send(town.chen, publishVersion, { compact_id: compact }));
    expect(second.number).toBe(2);
    const articles = await town.inside((tx) => readVersionArticles(tx, town.communityId, version));
    expect(articles.map(({ text }) => text)).toContain('邻居有事，能帮就帮。');
  });

  test('Mei, who is not on the committee, may not begin a compact', async () => {
    expect(await town.send(mei, createCompact, { title: '我的公约' })).toEqual({
      refused: 'not_allowed'
    });
  });
});

describe('A secret vote by person', () => {
  test('is adopted, puts the version into force, and is nowhere linked to a person', async () => {
    const { compact, version } = await publishCompact(town);
    const vote = await openVoteOn(town, version, { activity: 'good-deed' });
    expect(done(await cast(mei, vote, 'in_favour'))).toEqual({ ok: true, vote_id: vote });
    expect(await cast(mei, vote, 'against')).toEqual({ refused: 'already_voted' });
    done(await cast(wei, vote, 'in_favour'));
    expect(await town.inside((tx) => tx.$count(open_ballots, eq(open_ballots.vote_id, vote)))).toBe(
      0
    );
    expect(await turn(town)).toBe(0);
    expect(await resultOf(town, vote)).toBeUndefined();
    later(1);
    expect(await cast(lan, vote, 'against')).toEqual({ refused: 'vote_closed' });
    expect(await turn(town)).toBe(1);
    expect(await turn(town)).toBe(0);
    expect(await resultOf(town, vote)).toMatchObject({
      on_roll: 3,
      turned_out: 2,
      in_favour: null,
      against: null,
      abstaining: null,
      verdict: 'adopted',
      reason: 'approved'
    });
    const text = await town.inside((tx) => readCompact(tx, town.communityId, compact));
    expect(text?.inForce?.number).toBe(1);
  });

  test('rewards taking part by the rules, whatever was voted', async () => {
    const { version } = await publishCompact(town);
    const vote = await openVoteOn(town, version, { activity: 'good-deed' });
    done(await cast(lan, vote, 'against'));
    const [fact] = await town.inside((tx) =>
      tx
        .select()
        .from(facts)
        .where(and(eq(facts.source, 'vote'), eq(facts.source_id, vote)))
    );
    expect(fact).toMatchObject({ member_id: lan.memberId, activity: 'good-deed' });
    expect(JSON.stringify(fact)).not.toContain('against');
    later(1);
    await turn(town);
  });

  test('sent again with the same key and another choice, the first choice counts', async () => {
    const { version } = await publishCompact(town);
    const vote = await openVoteOn(town, version, { turnout: '0/1' });
    const key = newId();
    const first = done(await cast(mei, vote, 'in_favour', key));
    expect(await cast(mei, vote, 'against', key)).toEqual(first);
    later(1);
    await turn(town);
    expect(await resultOf(town, vote)).toMatchObject({ turned_out: 1, reason: 'approved' });
  });

  test('fails when too few take part, and changes nothing', async () => {
    const { compact, version } = await publishCompact(town);
    const vote = await openVoteOn(town, version, { turnout: '2/3' });
    done(await cast(mei, vote, 'in_favour'));
    later(1);
    await turn(town);
    expect(await resultOf(town, vote)).toMatchObject({
      verdict: 'failed',
      reason: 'too_few_took_part'
    });
    const text = await town.inside((tx) => readCompact(tx, town.communityId, compact));
    expect(text?.inForce).toBeNull();
  });

  test('is not cast by a family helper, and not by somebody who came after the opening', async () => {
    const { version } = await publishCompact(town);
    const vote = await openVoteOn(town, version);
    const helper = { accountId: mei.accountId, memberId: lan.memberId };
    done(
      await town.send(lan, appointHelper, { helper_account_id: helper.accountId, name: '张雨欣' })
    );
    expect(await town.send(helper, castVote, { vote_id: vote, choice: 'against' })).toEqual({
      refused: 'vote_in_person'
    });
    const late = await moveIn(town, '新来的');
    expect(await cast(late, vote, 'in_favour')).toEqual({ refused: 'not_on_roll' });
    later(1);
    await turn(town);
  });
});

describe('An open vote by household', () => {
  test('takes one ballot of each household, and shows them after the close only', async () => {
    const { version } = await publishCompact(town);
    const vote = await openVoteOn(town, version, {
      electorate: 'household',
      ballot: 'open',
      turnout: '0/1',
      approval: '2/3',
      approval_rule: 'at_least',
      approval_of: 'for_and_against'
    });
    done(await cast(mei, vote, 'abstaining'));
    expect(await cast(wei, vote, 'against')).toEqual({ refused: 'household_voted' });
    done(await cast(lan, vote, 'against'));
    const voter = { memberId: wei.memberId, householdId: wei.householdId };
    const read = () =>
      town.inside(async (tx) => readVote(tx, town.communityId, vote, voter, await town.now()));
    const before = await read();
    expect(before).toMatchObject({ state: 'open', turnedOut: 2, result: null });
    expect(before?.mine.castBy).toBe('王梅');
    later(1);
    await turn(town);
    const after = await read();
    expect(after?.result).toMatchObject({ verdict: 'rejected', against: 1, abstaining: 1 });
    const row = after?.vote;
    const ballots = row && (await town.inside((tx) => listOpenBallots(tx, row, 10, null)));
    expect(ballots?.map(({ choice }) => choice)).toEqual(['abstaining', 'against']);
  });

  test('within one grid, only its households are on the roll', async () => {
    const { version } = await publishCompact(town);
    const grid = done(
      await town.send(town.chen, createGrid, { name: '一网格', level: 'area', parent_id: '' })
    );
    const empty = { ...usualCall(version, new Date((await town.now()).getTime() + HOUR)) };
    expect(
      await town.send(town.chen, callVote, { ...empty, grid_id: String(grid.grid_id) })
    ).toEqual({ refused: 'roll_empty' });
  });
});

describe('A vote that is called for later', () => {
  test('opens by itself with the roll of that moment, and shows up for those on it', async () => {
    const { version } = await publishCompact(town);
    const now = await town.now();
    const opens = moment(new Date(now.getTime() + HOUR));
    const call = {
      ...usualCall(version, new Date(now.getTime() + 3 * HOUR)),
      opens_date: opens.date,
      opens_time: opens.time
    };
    const vote = String(done(await town.send(town.chen, callVote, call)).vote_id);
    expect(await cast(mei, vote, 'in_favour')).toEqual({ refused: 'vote_not_open' });
    const ping = await moveIn(town, '薛萍');
    later(1);
    expect(await turn(town)).toBe(1);
    const mine = () =>
      town.inside(async (tx) => listOpenVotesForMe(tx, town.communityId, ping, await town.now()));
    expect(await mine()).toMatchObject([{ id: vote, voted: false }]);
    done(await cast(ping, vote, 'in_favour'));
    expect(await mine()).toMatchObject([{ id: vote, voted: true }]);
    expect(
      await town.send(town.chen, callOffVote, { vote_id: vote, reason: '文字有误' })
    ).toMatchObject({ ok: true });
    expect(await cast(mei, vote, 'in_favour')).toEqual({ refused: 'vote_called_off' });
    later(3);
    expect(await turn(town)).toBe(0);
    expect(await resultOf(town, vote)).toBeUndefined();
  });

  test('whose whole time passed while nothing ran is declared failed', async () => {
    const { version } = await publishCompact(town);
    const now = await town.now();
    const opens = moment(new Date(now.getTime() + HOUR));
    const call = {
      ...usualCall(version, new Date(now.getTime() + 2 * HOUR)),
      opens_date: opens.date,
      opens_time: opens.time
    };
    const vote = String(done(await town.send(town.chen, callVote, call)).vote_id);
    later(24);
    expect(await turn(town)).toBe(1);
    expect(await resultOf(town, vote)).toMatchObject({ verdict: 'failed', reason: 'never_opened' });
    expect(await town.inside((tx) => tx.$count(vote_roll, eq(vote_roll.vote_id, vote)))).toBe(0);
  });

  test('there is one vote on a compact at a time, of a possible length and with real fractions', async () => {
    const { version } = await publishCompact(town);
    const closes = new Date((await town.now()).getTime() + HOUR);
    const call = usualCall(version, closes);
    const refused = async (changes: object) =>
      (await town.send(town.chen, callVote, { ...call, ...changes })) as { refused?: string };
    expect((await refused({ turnout: '3/2' })).refused).toBe('fraction_wrong');
    expect((await refused({ activity: 'patrol' })).refused).toBe('vote_activity_unknown');
    expect((await refused({ closes_date: '2020-01-01' })).refused).toBe('vote_span_wrong');
    expect((await refused({ opens_date: '2020-01-01', opens_time: '08:00' })).refused).toBe(
      'vote_opens_past'
    );
    await openVoteOn(town, version);
    expect((await refused({})).refused).toBe('vote_running');
  });
});
