import { atDesk } from '$lib/app/officer.server';
import { formAction } from '$lib/app/submit.server';
import { dismiss, uphold } from '$lib/objections/decide.server';
import { listForFact } from '$lib/objections/read.server';
import { readScale } from '$lib/app/notices.server';
import { readFactReceipt } from '$lib/rules/read.server';
import { receiptText } from '$lib/rules/receipt-text';
import { inPoints } from '$lib/rules/scale';
import { error } from '@sveltejs/kit';

/** A fact that somebody objects to: what it was and gave, who objects and why, and the decision. */
export const load = (event) =>
  atDesk(event, 'decideObjections', async (tx, { communityId, now }) => {
    const { locale } = event.locals;
    const objections = await listForFact(tx, communityId, event.params.fact);
    const receipt = await readFactReceipt(tx, communityId, event.params.fact);
    if (!receipt || objections.length === 0) error(404);
    const { unit, smallestUnit, titleOf } = await readScale(tx, communityId, now, locale);
    return {
      fact: {
        id: receipt.factId,
        title: titleOf(receipt.title),
        name: receipt.memberName,
        occurredAt: receipt.occurredAt,
        points: inPoints(receipt.points, smallestUnit),
        texts: receipt.receipts.map((each) => receiptText(each, locale)),
        claim: receipt.source === 'claim' ? receipt.sourceId : null
      },
      unit,
      objections: objections.map(({ id, memberName, reason, raisedAt, end }) => ({
        ...{ id, memberName, reason, raisedAt, end }
      })),
      isOpen: objections.some(({ end }) => end === null)
    };
  });

const next = (_: unknown, { params }: { params: Partial<Record<string, string>> }) =>
  `/c/${params.community}/manage/objections/${params.fact}`;

export const actions = {
  uphold: formAction(uphold, next),
  dismiss: formAction(dismiss, next)
};
