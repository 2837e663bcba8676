import { standingOf } from '$lib/app/standing.server';
import { holds } from '$lib/communities/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { readFactReceipt, readRulesInForce } from '$lib/rules/read.server';
import { receiptLines, receiptText } from '$lib/rules/receipt-text';
import { inPoints } from '$lib/rules/scale';
import { inWords } from '$lib/rules/words';
import { error } from '@sveltejs/kit';

const PAGES: Record<string, string> = { shift: 'shifts', event: 'events' };

/** One fact and everything that explains its points: for the person, the household, and auditors. */
export const load = async (event) => {
  const standing = await standingOf(event);
  const { community, member } = standing;
  const { app, locale } = event.locals;
  const found = await withCommunity(app.db, community.id, async (tx) => {
    const receipt = await readFactReceipt(tx, community.id, event.params.fact);
    return (
      receipt && { receipt, inForce: await readRulesInForce(tx, community.id, receipt.occurredAt) }
    );
  });
  if (!found) error(404);
  const { receipt, inForce } = found;
  const isOwn = receipt.memberId === member.id || receipt.householdId === member.household_id;
  if (!isOwn && !holds(standing, 'committee', 'auditor')) error(404);
  const smallestUnit = inForce?.rule_set.smallest_unit ?? '1';
  const notices = receipt.history.filter(({ posted }) => !posted).map((each) => each.noticeUntil);
  return {
    title: receipt.title,
    who: receipt.memberName,
    occurredAt: receipt.occurredAt,
    acceptedAt: receipt.acceptedAt,
    withdrawn: receipt.withdrawn,
    points: inPoints(receipt.points, smallestUnit),
    unit: inWords(inForce?.rule_set.unit_name ?? { zh: '分', en: 'points' }, locale),
    isPending: receipt.pending > 0,
    noticeUntil: notices.length > 0 ? new Date(Math.max(...notices.map(Number))) : null,
    receipts: receipt.receipts.map((each) => ({
      text: receiptText(each, locale),
      lines: receiptLines(each, locale)
    })),
    history: receipt.history.map(({ at, amount, posted }) => ({
      at,
      posted,
      points: inPoints(amount, smallestUnit)
    })),
    revisions: receipt.revisions,
    /** The page of what it came from. */
    occasion: PAGES[receipt.source] ? `${PAGES[receipt.source]}/${receipt.sourceId}` : null
  };
};
