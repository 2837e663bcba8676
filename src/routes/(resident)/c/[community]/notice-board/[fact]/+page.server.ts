import { noticeLine, readScale } from '$lib/app/notices.server';
import { standingOf } from '$lib/app/standing.server';
import { formAction } from '$lib/app/submit.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { readNotice } from '$lib/objections/notice-board.server';
import { raise } from '$lib/objections/objections.server';
import { listForFact } from '$lib/objections/read.server';
import { readFactReceipt, rulesForActivity } from '$lib/rules/read.server';
import { error } from '@sveltejs/kit';

/** What stands on the board about one fact, and the way to object; also afterwards, to who objected. */
export const load = async (event) => {
  const { community, member } = await standingOf(event);
  const { app, locale } = event.locals;
  return withCommunity(app.db, community.id, async (tx) => {
    const now = await app.clock(tx);
    const { fact } = event.params;
    const notice = await readNotice(tx, community.id, fact, now);
    const objections = await listForFact(tx, community.id, fact);
    const own = objections.find(({ memberId }) => memberId === member.id);
    const receipt = await readFactReceipt(tx, community.id, fact);
    if (!receipt || (!notice && !own)) error(404);
    const scale = await readScale(tx, community.id, now, locale);
    const { title, memberName, householdId, occurredAt, acceptedAt, memberId } = receipt;
    const line = notice ?? {
      ...{ factId: receipt.factId, title, memberId, memberName, householdId, occurredAt },
      ...{ acceptedAt, points: receipt.points, until: now, held: false }
    };
    return {
      notice: noticeLine(line, member, scale),
      isOpen: notice !== null,
      unit: scale.unit,
      rules: await rulesForActivity(tx, community.id, receipt.activity, occurredAt, locale),
      own: own ? { id: own.id, reason: own.reason, end: own.end } : null,
      /** Without the names of those who objected. */
      others: objections
        .filter(({ id, end }) => id !== own?.id && end?.kind !== 'withdrawn')
        .map(({ id, raisedAt, end }) => ({ id, raisedAt, end }))
    };
  });
};

export const actions = {
  default: formAction(
    raise,
    (_, { params }) => `/c/${params.community}/notice-board/${params.fact}`
  )
};
