import { callVote } from '../../compacts/calling.server';
import { castVote } from '../../compacts/casting.server';
import {
  addArticle,
  createCompact,
  editArticle,
  moveArticle
} from '../../compacts/drafting.server';
import { listDraft } from '../../compacts/drafts.server';
import { turnDueVotes } from '../../compacts/due.server';
import { publishVersion } from '../../compacts/publishing.server';
import type { Caller } from '../../commands/command.server';
import { withCommunity } from '../../db/tenancy.server';
import { addDays, civilDate, instantOf } from '../../shared/civil-time';
import { assert } from '../../shared/result';
import { CHARGING, compactOf, type CompactPlan } from './compact-texts';
import { DEMO_TIME_ZONE, type PeopledTown, type Resident } from './found.server';
import type { Random } from './random';
import type { Happening, Simulation } from './simulation.server';
import type { Town } from './towns';

/** The activity that taking part in a vote counts as, in both demo rule sets. */
const TAKING_PART = 'vote';
const NAMED = 3;

/**
 * Two compacts: one in force whose next version is being voted on, and one whose vote had too few
 * people and will be called again. The three best-known residents have not voted yet.
 */
export function compactsSeason(
  simulation: Simulation,
  town: Town,
  people: PeopledTown,
  random: Random,
  monday: string,
  now: Date
): Happening[] {
  const plan = compactOf(town.slug);
  const desk: Desk = { simulation, committee: people.committee, begun: new Map() };
  const today = civilDate(now.getTime(), DEMO_TIME_ZONE);
  const at = (date: string, time: string) => new Date(instantOf(date, DEMO_TIME_ZONE, time));
  const past = voteHappenings(desk, random, {
    now,
    opens: at(addDays(monday, 9), '09:00'),
    closes: [addDays(monday, 14), '20:00'],
    prepare: () => change(desk, plan.title, plan.agreed, plan.agreedNote),
    question: plan.question,
    electorate: 'member',
    ballot: 'open',
    voters: random.shuffle([...people.residents]).slice(0, 50)
  });
  const failed = voteHappenings(desk, random, {
    now,
    opens: at(addDays(monday, 20), '09:00'),
    closes: [addDays(monday, 25), '20:00'],
    prepare: () => begin(desk, CHARGING),
    question: CHARGING.question,
    electorate: 'household',
    ballot: 'secret',
    voters: random.shuffle([...people.residents]).slice(0, 14)
  });
  const running = voteHappenings(desk, random, {
    now,
    opens: at(addDays(today, -2), '09:00'),
    closes: [addDays(today, 5), '20:00'],
    prepare: () => change(desk, plan.title, plan.proposed, plan.proposedNote),
    question: plan.proposedQuestion,
    electorate: 'member',
    ballot: 'secret',
    voters: random.shuffle(people.residents.slice(NAMED)).slice(0, 24)
  });
  const coming: Happening = {
    at: at(addDays(today, -1), '15:00'),
    happens: () => callAgain(desk, today)
  };
  return [
    {
      at: at(addDays(monday, 1), '10:00'),
      happens: () => begin(desk, { ...plan, text: plan.first })
    },
    ...past,
    ...failed,
    ...running,
    coming
  ];
}

/** The committee at work, and the compacts that it began by their titles. */
interface Desk {
  simulation: Simulation;
  committee: Caller;
  begun: Map<string, { compactId: string; versionId: string }>;
}

interface VotePlan {
  now: Date;
  opens: Date;
  closes: [date: string, time: string];
  /** Gives the version to vote on. */
  prepare: () => Promise<string>;
  question: string;
  electorate: 'member' | 'household';
  ballot: 'open' | 'secret';
  voters: Resident[];
}

function voteHappenings(
  { simulation, committee }: Desk,
  random: Random,
  plan: VotePlan
): Happening[] {
  const [closes_date, closes_time] = plan.closes;
  const closes = instantOf(closes_date, DEMO_TIME_ZONE, closes_time);
  let vote_id = '';
  const opens: Happening = {
    at: plan.opens,
    happens: async () => {
      const version_id = await plan.prepare();
      const outcome = await simulation.run(callVote, committee, {
        ...usual(version_id, plan),
        closes_date,
        closes_time
      });
      vote_id = String(outcome.vote_id);
    }
  };
  const length = Math.min(closes, plan.now.getTime()) - plan.opens.getTime();
  const casts = plan.voters.map(({ caller }, index): Happening => {
    const choice = index % 9 === 4 ? 'against' : index % 13 === 7 ? 'abstaining' : 'in_favour';
    return {
      at: new Date(plan.opens.getTime() + Math.floor((length * (5 + random.below(90))) / 100)),
      happens: () => simulation.try(castVote, caller, { vote_id, choice })
    };
  });
  return [opens, ...casts, { at: new Date(closes + 60_000), happens: () => turn(simulation) }];
}

const usual = (version_id: string, plan: Pick<VotePlan, 'question' | 'electorate' | 'ballot'>) => ({
  version_id,
  question: plan.question,
  electorate: plan.electorate,
  ballot: plan.ballot,
  turnout: '1/2',
  approval: plan.electorate === 'member' ? '2/3' : '1/2',
  approval_rule: plan.electorate === 'member' ? 'at_least' : 'more_than',
  approval_of: 'cast',
  activity: TAKING_PART
});

const turn = ({ app, communityId, at }: Simulation): Promise<number> =>
  withCommunity(app.db, communityId, (tx) => turnDueVotes(tx, communityId, at));

async function begin(
  desk: Desk,
  { title, title_en, text, note }: { title: string; title_en: string; text: string; note: string }
): Promise<string> {
  const { simulation, committee } = desk;
  const { compact_id } = await simulation.run(createCompact, committee, { title, title_en, text });
  return publish(desk, title, String(compact_id), note);
}

function begunAs({ begun }: Desk, title: string) {
  const found = begun.get(title);
  assert(found, `${title} was begun before`);
  return found;
}

/** The committee works on the draft and publishes it; gives the version. */
async function change(
  desk: Desk,
  title: string,
  { edit, add, up }: CompactPlan['agreed'],
  note: string
): Promise<string> {
  const { simulation, committee } = desk;
  const { app, communityId } = simulation;
  const { compactId: compact_id } = begunAs(desk, title);
  const draft = await withCommunity(app.db, communityId, (tx) =>
    listDraft(tx, communityId, compact_id)
  );
  const at = (index: number) => {
    const article = draft[index];
    return { compact_id, article_id: article?.article_id, revision: article?.revision };
  };
  for (const [index, heading, text] of edit) {
    await simulation.run(editArticle, committee, { ...at(index), heading, text });
  }
  for (const [index, heading, text] of add) {
    const below = at(index).article_id;
    await simulation.run(addArticle, committee, { compact_id, below, heading, text });
  }
  for (const index of up) {
    await simulation.run(moveArticle, committee, { ...at(index), direction: 'up' });
  }
  return publish(desk, title, compact_id, note);
}

async function publish(
  { simulation, committee, begun }: Desk,
  title: string,
  compactId: string,
  note: string
): Promise<string> {
  const outcome = await simulation.run(publishVersion, committee, { compact_id: compactId, note });
  const versionId = String(outcome.version_id);
  begun.set(title, { compactId, versionId });
  return versionId;
}

/** The vote that failed is called again, by person this time. */
async function callAgain(desk: Desk, today: string): Promise<void> {
  const { versionId } = begunAs(desk, CHARGING.title);
  await desk.simulation.run(callVote, desk.committee, {
    ...usual(versionId, { question: CHARGING.again, electorate: 'member', ballot: 'secret' }),
    opens_date: addDays(today, 3),
    opens_time: '09:00',
    closes_date: addDays(today, 10),
    closes_time: '20:00'
  });
}
