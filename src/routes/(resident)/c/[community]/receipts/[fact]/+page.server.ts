import { sourceLink } from '$lib/app/receipt-source';
import { factTitle } from '$lib/app/fact-title';
import { openReceipt } from '$lib/app/receipt-page.server';
import { standingOf } from '$lib/app/standing.server';
import { holds } from '$lib/communities/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { listForFact } from '$lib/objections/read.server';
import { readRulesInForce } from '$lib/rules/read.server';
import { receiptLines, receiptText } from '$lib/rules/receipt-text';
import { clauseAnchor } from '$lib/rules/clauses';
import { inPoints } from '$lib/rules/scale';
import type { Receipt } from '$lib/rules/award';
import { m } from '$lib/paraglide/messages';
import { inWords, type RuleLocale } from '$lib/rules/words';

/** One fact and everything that explains its points: for the person, the household, and auditors. */
export const load = async (event) => {
  const standing = await standingOf(event);
  const { community, member } = standing;
  const { app, locale } = event.locals;
  const found = await withCommunity(app.db, community.id, async (tx) => {
    const receipt = await openReceipt(tx, standing, event.params.fact);
    return {
      receipt,
      inForce: await readRulesInForce(tx, community.id, receipt.occurredAt),
      objections: await listForFact(tx, community.id, receipt.factId)
    };
  });
  const { receipt, inForce, objections } = found;
  const smallestUnit = inForce?.rule_set.smallest_unit ?? '1';
  const open = receipt.history.filter(({ posted }) => !posted);
  const ends = open.map(({ noticeUntil }) => noticeUntil.getTime());
  return {
    title: factTitle(receipt.title, inForce?.rule_set.activities ?? [], locale),
    who: receipt.memberName,
    occurredAt: receipt.occurredAt,
    acceptedAt: receipt.acceptedAt,
    withdrawn: receipt.withdrawn,
    points: inPoints(receipt.points, smallestUnit),
    unit: inWords(inForce?.rule_set.unit_name ?? { zh: '分', en: 'points' }, locale),
    isPending: receipt.pending > 0,
    noticeUntil: ends.length > 0 ? new Date(Math.max(...ends)) : null,
    isHeld: open.some(({ held }) => held),
    objections: objections
      .filter(({ end }) => end?.kind !== 'withdrawn')
      .map(({ id, raisedAt, end }) => ({ id, raisedAt, end })),
    fact: receipt.factId,
    receipts: receipt.receipts.map((each) => ({
      text: receiptText(each, locale),
      lines: receiptLines(each, locale),
      rule: ruleLink(community.slug, each, locale)
    })),
    history: receipt.history.map(({ at, amount, posted }) => ({
      at,
      posted,
      points: inPoints(amount, smallestUnit)
    })),
    revisions: receipt.revisions,
    source: sourceLink(receipt, {
      isOwn: receipt.memberId === member.id,
      reviews: holds(standing, 'committee')
    })
  };
};

/** The clause in the version that judged the fact; null where none was in force. */
function ruleLink(slug: string, receipt: Receipt, locale: RuleLocale) {
  const { version } = receipt;
  if (version === null) return null;
  const page = `/rules/${slug}?version=${version}`;
  if (receipt.kind === 'nothing') {
    return { href: page, text: m.points_rules_version({ version }, { locale }) };
  }
  const { clause } = receipt;
  const text = m.points_link_clause({ clause, version }, { locale });
  return { href: `${page}#${clauseAnchor(clause)}`, text };
}
