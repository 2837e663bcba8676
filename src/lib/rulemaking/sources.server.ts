import { and, desc, eq, lte, ne } from 'drizzle-orm';
import { communities } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import type { RuleSet, Words } from '../rules/model';
import { readRulesInForce } from '../rules/read.server';
import { ruleSetSchema } from '../rules/schema.server';
import { shared_rule_sets } from '../rules/tables.server';
import { TEMPLATES } from '../rules/templates/templates';
import { isId } from '../shared/id';
import { refuse, type Refused } from '../shared/result';
import { readDocument } from './saving.server';

/** A rule set from which a draft can begin. */
export interface Source {
  /** `blank`, `in_force`, `template:<name>`, `shared:<community>`. */
  source: string;
  title: Words;
  /** Where it comes from: a community's name, or what the rule set says of itself. */
  from: Words | null;
  rules: number;
}

const MOST_SHARED = 50;

/** What a draft can begin from beside a file: own rules, templates, what others have published. */
export async function listSources(
  tx: Sql,
  communityId: string,
  now: Date,
  today: string
): Promise<{ inForce: Source | null; templates: Source[]; shared: Source[] }> {
  const own = await readRulesInForce(tx, communityId, now);
  const templates = [...TEMPLATES].map(([name, ruleSet]) =>
    sourceOf(`template:${name}`, ruleSet, ruleSet.source ?? null)
  );
  const found = await tx
    .selectDistinctOn([shared_rule_sets.community_id], {
      communityId: shared_rule_sets.community_id,
      document: shared_rule_sets.document,
      name: communities.name,
      nameEn: communities.name_en
    })
    .from(shared_rule_sets)
    .innerJoin(communities, eq(communities.id, shared_rule_sets.community_id))
    .where(
      and(
        ne(shared_rule_sets.community_id, communityId),
        lte(shared_rule_sets.in_force_from, today)
      )
    )
    .orderBy(
      shared_rule_sets.community_id,
      desc(shared_rule_sets.in_force_from),
      desc(shared_rule_sets.version)
    )
    .limit(MOST_SHARED);
  const shared = found.flatMap(({ communityId: id, document, name, nameEn }) => {
    const read = ruleSetSchema.safeParse(document);
    return read.success ? [sourceOf(`shared:${id}`, read.data, { zh: name, en: nameEn })] : [];
  });
  return { inForce: own && sourceOf('in_force', own.rule_set, null), templates, shared };
}

const sourceOf = (source: string, { title, rules }: RuleSet, from: Words | null): Source => ({
  source,
  title,
  from,
  rules: rules.length
});

/**
 * The rule set that a source names. Refuses `rule_source_unknown`, and a file as `readDocument` does.
 * @param document the text of the file, for the source `file`
 */
export async function readSource(
  tx: Sql,
  communityId: string,
  now: Date,
  source: string,
  document: string
): Promise<{ ok: RuleSet } | Refused> {
  if (source === 'file') return readDocument(document);
  if (source === 'blank') return { ok: blankRuleSet() };
  const [kind, name = ''] = source.split(':');
  const ruleSet =
    kind === 'in_force'
      ? (await readRulesInForce(tx, communityId, now))?.rule_set
      : kind === 'template'
        ? TEMPLATES.get(name)
        : kind === 'shared' && isId(name)
          ? await readShared(tx, name)
          : undefined;
  return ruleSet ? { ok: ruleSet } : refuse('rule_source_unknown');
}

/** Nothing but a head: points of each person, a week of public notice. */
const blankRuleSet = (): RuleSet => ({
  title: {
    zh: m.rulemaking_blank_title({}, { locale: 'zh' }),
    en: m.rulemaking_blank_title({}, { locale: 'en' })
  },
  account: 'member',
  unit_name: { zh: '分', en: 'points', en_one: 'point' },
  smallest_unit: '1',
  notice_days: 7,
  activities: [],
  groups: [],
  rules: [],
  caps: []
});

async function readShared(tx: Sql, communityId: string): Promise<RuleSet | undefined> {
  const [found] = await tx
    .select({ document: shared_rule_sets.document })
    .from(shared_rule_sets)
    .where(eq(shared_rule_sets.community_id, communityId))
    .orderBy(desc(shared_rule_sets.in_force_from), desc(shared_rule_sets.version))
    .limit(1);
  const read = ruleSetSchema.safeParse(found?.document);
  return read.success ? read.data : undefined;
}
