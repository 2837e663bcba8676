import { approve } from '../../src/lib/claims/review.server';
import { send } from '../../src/lib/claims/claims.server';
import { raise } from '../../src/lib/objections/objections.server';
import { facts } from '../../src/lib/rules/tables.server';
import type { RuleSet } from '../../src/lib/rules/model';
import { and, eq } from 'drizzle-orm';
import { HOUSEHOLD_MONTH, PATROL_RULES } from './rules';
import { done, type Person, type Town } from './town';

/** Good deeds and hazards may be claimed; three days of notice; 12 points a household and month. */
export const CLAIM_RULES: RuleSet = {
  ...PATROL_RULES,
  notice_days: 3,
  activities: [
    ...PATROL_RULES.activities.map((activity) =>
      activity.id === 'good-deed' ? { ...activity, claimable: true as const } : activity
    ),
    {
      id: 'hazard',
      family: 'safety',
      name: { zh: '上报安全隐患', en: 'Reporting a hazard' },
      unit: 'times',
      claimable: true,
      attributes: [
        {
          id: 'danger',
          name: { zh: '危险程度', en: 'danger' },
          kind: 'choice',
          options: [
            { value: 'small', name: { zh: '一般', en: 'small' } },
            { value: 'great', name: { zh: '紧急', en: 'great' } }
          ]
        }
      ]
    }
  ],
  rules: [
    ...PATROL_RULES.rules,
    {
      id: 'hazard',
      clause: '5',
      activity: 'hazard',
      where: [],
      award: {
        kind: 'table',
        attribute: 'danger',
        levels: [
          { value: 'small', points: 2 },
          { value: 'great', points: 6 }
        ]
      }
    }
  ],
  caps: [{ ...HOUSEHOLD_MONTH, at_most: { kind: 'points', points: 12 } }]
};

/** A good deed on the day on which the towns of the examples are founded. */
export const DEED = {
  activity: 'good-deed',
  occurred_on: '2026-03-02',
  quantity: '1',
  note: '帮三楼老人修好了门锁'
};

export async function claimDeed(town: Town, who: Person, changes = {}): Promise<string> {
  return String(done(await town.send(who, send, { ...DEED, ...changes })).claim_id);
}

/** A claim that Chen approves; gives its fact. */
export async function approvedDeed(town: Town, who: Person): Promise<string> {
  const claim_id = await claimDeed(town, who);
  done(await town.send(town.chen, approve, { claim_id }));
  return factOf(town, claim_id);
}

export async function factOf(town: Town, claimId: string): Promise<string> {
  const [fact] = await town.inside((tx) =>
    tx
      .select({ id: facts.id })
      .from(facts)
      .where(and(eq(facts.community_id, town.communityId), eq(facts.source_id, claimId)))
  );
  return fact?.id ?? '';
}

export const object = (town: Town, who: Person, fact_id: string) =>
  town.send(who, raise, { fact_id, reason: '那天他不在小区' });
