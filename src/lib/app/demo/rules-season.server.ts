import { addCase } from '../../rulemaking/cases.server';
import { comment } from '../../rulemaking/comments.server';
import { propose } from '../../rulemaking/proposals.server';
import { startReplay } from '../../rulemaking/replays.server';
import { runReplay } from '../../rulemaking/run-replay.server';
import { saveDraft } from '../../rulemaking/saving.server';
import { startDraft } from '../../rulemaking/starting.server';
import type { RuleSet } from '../../rules/model';
import { addDays, civilDate } from '../../shared/civil-time';
import { DEMO_TIME_ZONE, type PeopledTown } from './found.server';
import type { Happening, Simulation } from './simulation.server';
import type { Town } from './towns';

const HOUR = 3_600_000;

/**
 * 尧林 works on its rules: one draft is under notice with two residents' comments, another is being
 * written and has a saved test case.
 */
export function rulesSeason(
  simulation: Simulation,
  town: Town,
  people: PeopledTown,
  now: Date
): Happening[] {
  if (town.slug !== 'yaolin') return [];
  const before = (hours: number) => new Date(now.getTime() - hours * HOUR);
  let proposal_id = '';
  const say = (nth: number, hours: number, words: string): Happening => ({
    at: before(hours),
    happens: async () => {
      const resident = people.residents[nth];
      if (resident) await simulation.run(comment, resident.caller, { proposal_id, words });
    }
  });
  return [
    {
      at: before(26),
      happens: async () => {
        proposal_id = await propose12(simulation, people, town.rules);
      }
    },
    say(1, 20, '夜里巡逻确实辛苦，每小时加到 12 分我赞成。'),
    say(7, 5, '上限也该跟着提一点，不然两次就满了。'),
    { at: before(3), happens: () => draftLimit(simulation, people, town.rules) }
  ];
}

/** The committee would give 12 points for an hour of patrol, tries it out and asks the residents. */
async function propose12(
  simulation: Simulation,
  { committee }: PeopledTown,
  rules: RuleSet
): Promise<string> {
  const { draft_id } = await simulation.run(startDraft, committee, { source: 'in_force' });
  const draft = { draft_id: String(draft_id) };
  const changed: RuleSet = {
    ...rules,
    rules: rules.rules.map((rule) =>
      rule.id === 'patrol' && rule.award.kind === 'per_unit'
        ? { ...rule, award: { ...rule.award, points: 12 } }
        : rule
    )
  };
  const document = JSON.stringify(changed);
  await simulation.run(saveDraft, committee, { ...draft, revision: '0', document });
  const today = civilDate(simulation.at.getTime(), DEMO_TIME_ZONE);
  const { replay_id } = await simulation.run(startReplay, committee, {
    ...draft,
    first_date: addDays(today, -42),
    last_date: addDays(today, -1)
  });
  const { app, communityId, at } = simulation;
  const clock = async () => at;
  await runReplay({ db: app.db, clock, communityId, replayId: String(replay_id) });
  const { proposal_id } = await simulation.run(propose, committee, {
    ...draft,
    revision: '1',
    notice_days: '7',
    in_force_from: addDays(today, 14),
    note: '巡逻队人手不够，议事会建议把巡逻从每小时 10 分加到 12 分，请大家看看。'
  });
  return String(proposal_id);
}

/** Another draft has a limit of its own for good deeds, and a case that must stay right. */
async function draftLimit(
  simulation: Simulation,
  { committee }: PeopledTown,
  rules: RuleSet
): Promise<void> {
  const { draft_id } = await simulation.run(startDraft, committee, { source: 'in_force' });
  const draft = { draft_id: String(draft_id) };
  const changed: RuleSet = {
    ...rules,
    caps: [
      ...rules.caps,
      {
        id: 'good-deed-month',
        clause: '2.1',
        over: { kind: 'rule', rule: 'good-deed' },
        at_most: { kind: 'points', points: 100 },
        holder: 'household',
        period: 'month'
      }
    ]
  };
  const document = JSON.stringify(changed);
  await simulation.run(saveDraft, committee, { ...draft, revision: '0', document });
  const occurred_on = civilDate(simulation.at.getTime(), DEMO_TIME_ZONE);
  const deed = { activity: 'good-deed', quantity: 1, occurred_on, attributes: {} };
  await simulation.run(addCase, committee, {
    ...draft,
    title: '同一天第三件好事',
    tried: JSON.stringify(deed),
    earlier: JSON.stringify([deed, deed]),
    expected: '0'
  });
}
