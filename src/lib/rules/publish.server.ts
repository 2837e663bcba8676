import { eq, max } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import { officer } from '../communities/authority.server';
import { communities } from '../communities/tables.server';
import { m } from '../paraglide/messages';
import { civilDate, isCivilDate } from '../shared/civil-time';
import { newId } from '../shared/id';
import { assert, refuse } from '../shared/result';
import { parseRuleSet } from './schema.server';
import { rule_sets } from './tables.server';

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
  async run(tx, input, _committee, { communityId, now, caller }) {
    const document = parseJson(input.document);
    const checked = parseRuleSet(document);
    if ('problems' in checked) {
      const [problem] = checked.problems;
      return refuse('rule_set_invalid', {
        path: problem?.path ?? '',
        message: problem?.message ?? ''
      });
    }
    const [community] = await tx.select().from(communities).where(eq(communities.id, communityId));
    assert(community, 'a command runs in a community that exists');
    if (input.in_force_from < civilDate(now.getTime(), community.time_zone)) {
      return refuse('rule_set_backdated');
    }
    const [latest] = await tx
      .select({ version: max(rule_sets.version) })
      .from(rule_sets)
      .where(eq(rule_sets.community_id, communityId));
    const version = (latest?.version ?? 0) + 1;
    const published = await tx
      .insert(rule_sets)
      .values({
        community_id: communityId,
        id: newId(),
        version,
        document: checked.ok,
        in_force_from: input.in_force_from,
        published_by: caller.accountId,
        published_at: now
      })
      .onConflictDoNothing()
      .returning({ id: rule_sets.id });
    if (published.length === 0) return refuse('rule_set_overtaken');
    return { ok: true, version };
  },
  done: ({ version }) => ({ text: m.rules_published({ version: Number(version) }) })
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
