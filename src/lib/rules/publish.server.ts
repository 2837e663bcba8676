import { eq, max } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand, type CommandContext } from '../commands/command.server';
import { officer } from '../communities/authority.server';
import { communities } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { civilDate, isCivilDate } from '../shared/civil-time';
import { newId } from '../shared/id';
import { assert, refuse, type Refused } from '../shared/result';
import type { RuleSet } from './model';
import { refuseWithoutVote } from './residents-vote.server';
import { parseRuleSet } from './schema.server';
import { rule_sets, shared_rule_sets } from './tables.server';

/** The largest rule set document that is read, in characters of JSON. */
const MAX_DOCUMENT = 1_000_000;

/**
 * Publishes a rule set as the community's next version, in force from a civil date that is today
 * or later: what has been awarded stays as it is. Refuses a document that does not check.
 */
export const publishRuleSet = defineCommand({
  name: 'rules.publish',
  input: z.object({
    document: z.string().max(MAX_DOCUMENT),
    in_force_from: z.string().refine(isCivilDate)
  }),
  who: officer('committee'),
  async run(tx, input, _committee, context) {
    const document = parseJson(input.document);
    const checked = parseRuleSet(document);
    if ('problems' in checked) {
      const [problem] = checked.problems;
      return refuse('rule_set_invalid', {
        path: problem?.path ?? '',
        message: problem?.message ?? ''
      });
    }
    return putInForce(tx, context, checked.ok, input.in_force_from);
  },
  done: ({ version }) => ({ text: m.rules_published({ version: Number(version) }) })
});

/**
 * Makes a rule set that was checked the community's next version, in the caller's transaction, and
 * shows it to other communities (decision 0017). Refuses `rule_set_backdated`,
 * `rule_deductions_without_vote`, and
 * `rule_set_overtaken` when another version was published at the same moment.
 */
export async function putInForce(
  tx: Sql,
  { communityId, caller, now }: Pick<CommandContext, 'communityId' | 'caller' | 'now'>,
  ruleSet: RuleSet,
  in_force_from: string
): Promise<{ ok: true; version: number } | Refused> {
  const without = await refuseWithoutVote(tx, communityId, ruleSet);
  if (without) return without;
  const [community] = await tx.select().from(communities).where(eq(communities.id, communityId));
  assert(community, 'a command runs in a community that exists');
  if (in_force_from < civilDate(now.getTime(), community.time_zone)) {
    return refuse('rule_set_backdated');
  }
  const [latest] = await tx
    .select({ version: max(rule_sets.version) })
    .from(rule_sets)
    .where(eq(rule_sets.community_id, communityId));
  const version = (latest?.version ?? 0) + 1;
  const row = { community_id: communityId, version, document: ruleSet, in_force_from };
  const published = await tx
    .insert(rule_sets)
    .values({ ...row, id: newId(), published_by: caller.accountId, published_at: now })
    .onConflictDoNothing()
    .returning({ id: rule_sets.id });
  if (published.length === 0) return refuse('rule_set_overtaken');
  await tx.insert(shared_rule_sets).values({ ...row, published_at: now });
  return { ok: true, version };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
