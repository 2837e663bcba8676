import { and, asc, eq, gt, lte, or, sql } from 'drizzle-orm';
import { withCommunity } from '../db/tenancy.server';
import type { Database } from '../db/types.server';
import { FactTableBuilder, type FactTable } from './fact-table';
import { fact_revisions, facts } from './tables.server';

const PAGE = 5000;

/**
 * Every fact of a community that counts and was accepted by `until`, in the order of acceptance.
 * Read in pages, each in a short transaction, so that nobody waits for it.
 */
export async function readFactTable(
  db: Database,
  communityId: string,
  until: Date
): Promise<FactTable> {
  const builder = new FactTableBuilder();
  let after: { acceptedAt: Date; id: string } | null = null;
  do after = await addPage(db, communityId, until, after, builder);
  while (after);
  return builder.finish();
}

async function addPage(
  db: Database,
  communityId: string,
  until: Date,
  after: { acceptedAt: Date; id: string } | null,
  builder: FactTableBuilder
): Promise<{ acceptedAt: Date; id: string } | null> {
  const page = await withCommunity(db, communityId, (tx) =>
    tx
      .select({ fact: facts, revision: fact_revisions })
      .from(facts)
      .innerJoin(
        fact_revisions,
        and(
          eq(fact_revisions.community_id, facts.community_id),
          eq(fact_revisions.fact_id, facts.id),
          sql`${fact_revisions.revision} = (select max(r.revision) from fact_revisions r
               where r.community_id = ${facts.community_id} and r.fact_id = ${facts.id})`
        )
      )
      .where(
        and(
          eq(facts.community_id, communityId),
          lte(facts.accepted_at, until),
          after
            ? or(
                gt(facts.accepted_at, after.acceptedAt),
                and(eq(facts.accepted_at, after.acceptedAt), gt(facts.id, after.id))
              )
            : undefined
        )
      )
      .orderBy(asc(facts.accepted_at), asc(facts.id))
      .limit(PAGE)
  );
  for (const { fact, revision } of page) {
    if (revision.withdrawn) continue;
    builder.add({
      activity: fact.activity,
      member_id: fact.member_id,
      household_id: fact.household_id,
      grid_id: fact.grid_id,
      occurred_at: fact.occurred_at.getTime(),
      quantity: revision.quantity,
      attributes: revision.attributes
    });
  }
  const last = page.at(-1)?.fact;
  return last && page.length === PAGE ? { acceptedAt: last.accepted_at, id: last.id } : null;
}
