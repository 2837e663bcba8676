import { accountOfPhone } from '../accounts/accounts.server';
import { firstPassword } from '../accounts/password.server';
import type { Phone } from '../accounts/phone';
import type { Phones } from '../accounts/phone.server';
import { runCommand } from '../commands/run.server';
import { foundCommunity, type NewCommunity } from '../communities/found.server';
import { databaseClock, type Clock } from '../db/clock.server';
import type { Database } from '../db/types.server';
import { publishRuleSet } from '../rules/publish.server';
import type { RuleSet } from '../rules/model';
import { civilDate, DEFAULT_TIME_ZONE } from '../shared/civil-time';
import { newId } from '../shared/id';
import { assert, isRefused } from '../shared/result';

/** What an operator says of a new community. */
export interface Founding extends Omit<NewCommunity, 'committee' | 'is_demo'> {
  /** The name of the first committee member, and the phone with which they sign in. */
  committee: string;
  phone: Phone;
  /** In force from today; null: nothing gives points until rules are published. */
  rules: RuleSet | null;
}

/**
 * Founds a community that can work from today: with its first committee member, in whose name the
 * rules are published.
 * @returns the founder's first password; null when their account had one already
 */
export async function found(
  db: Database,
  phones: Phones,
  { committee: name, phone, rules, ...about }: Founding,
  clock: Clock = databaseClock
): Promise<{ communityId: string; password: string | null }> {
  const now = await clock(db.sql);
  const { accountId } = await accountOfPhone(db.sql, phones, phone, now);
  const community = { ...about, committee: { name, accountId } };
  const { communityId, committee } = await foundCommunity(db, community, now);
  if (rules) {
    const timeZone = about.time_zone ?? DEFAULT_TIME_ZONE;
    const input = {
      document: JSON.stringify(rules),
      in_force_from: civilDate(now.getTime(), timeZone)
    };
    const request = { communityId, key: newId(), caller: committee, input };
    const outcome = await runCommand(db, publishRuleSet, request, clock);
    assert(!isRefused(outcome), 'the rules of a template are valid and of today');
  }
  return { communityId, password: await firstPassword(db.sql, accountId) };
}
