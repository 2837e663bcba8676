import { answer, send } from '../../claims/claims.server';
import { readStory } from '../../claims/read-story.server';
import { approve, ask, decline } from '../../claims/review.server';
import { withCommunity } from '../../db/tenancy.server';
import { dismiss, uphold } from '../../objections/decide.server';
import { raise } from '../../objections/objections.server';
import { addDays, civilDate, instantOf } from '../../shared/civil-time';
import { deedsOf, type Deed } from './claim-deeds';
import { photosOf } from './claim-photos.server';
import type { Happening } from './simulation.server';
import { DEMO_TIME_ZONE, type PeopledTown } from './found.server';
import type { Simulation } from './simulation.server';
import type { Town } from './towns';

const HOUR = 3_600_000;

/** Six weeks of claims with all that can become of them; the last ones still wait. */
export const claimsSeason = (
  simulation: Simulation,
  { slug }: Pick<Town, 'slug'>,
  people: PeopledTown,
  now: Date
): Happening[] =>
  deedsOf(slug).flatMap((deed, index) => lifeOf(simulation, deed, people, now, index));

/** The life of one claim, each step at its own time; what came of it is known only then. */
function lifeOf(
  simulation: Simulation,
  deed: Deed,
  { committee, residents }: PeopledTown,
  now: Date,
  index: number
): Happening[] {
  const date = addDays(civilDate(now.getTime(), DEMO_TIME_ZONE), -deed.daysAgo);
  const clock = `${String(8 + (index % 3)).padStart(2, '0')}:${String((index * 7) % 60).padStart(2, '0')}`;
  // What happened today is reported a little before now, whenever that is.
  const sentAt = Math.min(instantOf(date, DEMO_TIME_ZONE, clock), now.getTime() - HOUR / 4);
  const after = (hours: number) => new Date(sentAt + hours * HOUR);
  const who = residents[deed.who];
  let claim_id = '';
  if (!who) return [];
  const happenings: Happening[] = [
    {
      at: after(0),
      happens: async () => {
        const { activity, note, attributes } = deed;
        const occurred_on = civilDate(sentAt, DEMO_TIME_ZONE);
        const input = { activity, occurred_on, quantity: '1', note, ...attributes };
        const sent = await simulation.run(send, who.caller, input, await photosOf(deed));
        claim_id = String(sent.claim_id);
      }
    }
  ];
  const step = (hours: number, happens: () => Promise<unknown>) =>
    happenings.push({ at: after(hours), happens });
  const { then, doubt } = deed;
  const words = then?.words ?? '';
  if (then?.verb === 'approve') step(20, () => simulation.run(approve, committee, { claim_id }));
  if (then?.verb === 'decline') {
    step(20, () => simulation.run(decline, committee, { claim_id, reason: words }));
  }
  if (then?.verb === 'ask') step(20, () => simulation.run(ask, committee, { claim_id, words }));
  if (then?.answer) {
    step(26, () => simulation.run(answer, who.caller, { claim_id, words: then.answer }));
    step(44, () => simulation.run(approve, committee, { claim_id }));
  }
  const doubter = residents[doubt?.by ?? -1];
  if (doubt && doubter) {
    const { reason, decision } = doubt;
    const fact = () => factOf(simulation, claim_id);
    // Where points need no notice nobody can object to them.
    step(30, async () => simulation.try(raise, doubter.caller, { fact_id: await fact(), reason }));
    if (decision) {
      const decide = decision.verb === 'uphold' ? uphold : dismiss;
      const say = { reason: decision.reason };
      step(70, async () => simulation.try(decide, committee, { fact_id: await fact(), ...say }));
    }
  }
  return happenings;
}

const factOf = ({ app, communityId }: Simulation, claimId: string): Promise<string> =>
  withCommunity(app.db, communityId, async (tx) => {
    const story = await readStory(tx, communityId, claimId);
    return story?.factId ?? '';
  });
