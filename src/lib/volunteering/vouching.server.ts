import type { CommandContext } from '../commands/command.server';
import type { Sql } from '../db/types.server';
import { countedQuantity } from '../door/quantity';
import { refuseUpheld } from '../objections/upheld.server';
import { m } from '../paraglide/messages';
import type { AttributeValue } from '../rules/award';
import { recordFacts } from '../rules/facts.server';
import type { ActivityUnit } from '../rules/model';
import { listShiftActivities } from '../rules/read.server';
import { evidenceOf } from '../rules/recorded';
import { correctFacts, type Correction } from '../rules/revising.server';
import { assert, refuse, type Refused } from '../shared/result';
import { readArrivals } from './arrivals.server';
import type { Confirmation } from './confirmed.server';
import type { Coordinator } from './coordinator.server';
import { settleIntroductions } from './introductions.server';
import type { Shift } from './places.server';
import { shift_confirmations } from './tables.server';

/** A service that may be confirmed. */
export interface Service {
  memberId: string;
  minutes: number;
  householdId: string;
}

/** Records the facts and the confirmations; what was withdrawn before comes back to life. */
export async function vouch(
  tx: Sql,
  shift: Shift,
  services: Service[],
  before: Map<string, Confirmation>,
  coordinator: Coordinator,
  context: CommandContext
): Promise<Refused | undefined> {
  const unit = await unitOf(tx, shift);
  if (!unit) return refuse('activity_unknown');
  const first = services.filter(({ memberId }) => !before.has(memberId));
  const recorded = await readRecorded(tx, shift, services);
  await vouchFirst(tx, shift, first, { unit, recorded }, coordinator, context);
  const reason = m.volunteering_reason_restored({}, { locale: 'zh' });
  const restored: Correction[] = [];
  for (const { memberId, minutes } of services) {
    const withdrawn = before.get(memberId);
    if (!withdrawn) continue;
    await revise(tx, withdrawn, { kind: 'confirmed', minutes, reason }, coordinator, context);
    const quantity = countedQuantity(unit, minutes);
    restored.push({ factId: withdrawn.fact_id, quantity, attributes: recorded(memberId) });
  }
  await correctFacts(tx, context, restored, reason);
  const served = services.map(({ memberId }) => memberId);
  await settleIntroductions(tx, shift, served, context);
  return refuseUpheld(
    tx,
    context.communityId,
    restored.map(({ factId }) => factId)
  );
}

type Recorded = (memberId: string) => Record<string, AttributeValue>;

/** What Linli itself says of services: for which team, and how it is known that they were there. */
async function readRecorded(tx: Sql, shift: Shift, services: Service[]): Promise<Recorded> {
  const ids = services.map(({ memberId }) => memberId);
  const arrivals = await readArrivals(tx, shift.community_id, shift.id, ids);
  return (memberId) => {
    const arrival = arrivals.get(memberId);
    assert(arrival, 'whoever is confirmed has been marked present');
    return { team: shift.team_id, evidence: evidenceOf(arrival, shift.ends_at) };
  };
}

async function vouchFirst(
  tx: Sql,
  shift: Shift,
  services: Service[],
  { unit, recorded: attributesOf }: { unit: ActivityUnit; recorded: Recorded },
  coordinator: Coordinator,
  context: CommandContext
): Promise<void> {
  if (services.length === 0) return;
  const recorded = await recordFacts(
    tx,
    context,
    services.map(({ memberId, minutes, householdId }) => ({
      activity: shift.activity,
      memberId,
      householdId,
      occurredAt: shift.starts_at,
      quantity: countedQuantity(unit, minutes),
      attributes: attributesOf(memberId),
      source: 'shift',
      sourceId: shift.id,
      title: shift.title
    }))
  );
  const facts = new Map(recorded.map(({ memberId, factId }) => [memberId, factId]));
  await tx.insert(shift_confirmations).values(
    services.map(({ memberId, minutes }) => {
      const factId = facts.get(memberId);
      assert(factId, 'each new service has its fact');
      return {
        community_id: shift.community_id,
        shift_id: shift.id,
        member_id: memberId,
        revision: 0,
        kind: 'confirmed' as const,
        minutes,
        fact_id: factId,
        confirmed_by: coordinator.memberId,
        confirmed_at: context.now
      };
    })
  );
}

export async function revise(
  tx: Sql,
  latest: Confirmation,
  change: Pick<Confirmation, 'kind' | 'minutes' | 'reason'>,
  coordinator: Coordinator,
  { now }: CommandContext
): Promise<void> {
  await tx.insert(shift_confirmations).values({
    ...latest,
    ...change,
    revision: latest.revision + 1,
    confirmed_by: coordinator.memberId,
    confirmed_at: now
  });
}

/** In what the rules count the shift; nothing when those of its day do not know its activity. */
export async function unitOf(tx: Sql, shift: Shift) {
  const activities = await listShiftActivities(tx, shift.community_id, shift.starts_at);
  return activities.find(({ id }) => id === shift.activity)?.unit;
}
