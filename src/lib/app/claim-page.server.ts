import type { ClaimEvent, Story } from '../claims/read-story.server';
import { describeAttributes, describeClaim } from '../claims/describe';
import { previewFact, type Preview } from '../rules/preview.server';
import { readActivities, readRulesInForce } from '../rules/read.server';
import { receiptText } from '../rules/receipt-text';
import { inPoints } from '../rules/scale';
import { inWords, quantityText, type RuleLocale } from '../rules/words';
import type { NewFact } from '../rules/facts.server';
import type { Sql } from '../db/types.server';

/** What a fact would give, in words. */
export interface Gives {
  points: number;
  unit: string;
  texts: string[];
  noticeDays: number;
}

/** What a claim would give if it were approved now. */
export async function sayGives(
  tx: Sql,
  communityId: string,
  locale: RuleLocale,
  fact: Omit<NewFact, 'source' | 'sourceId' | 'title'>
): Promise<Gives> {
  const preview: Preview = await previewFact(tx, communityId, fact);
  const rules = (await readRulesInForce(tx, communityId, fact.occurredAt))?.rule_set;
  return {
    points: inPoints(preview.points, rules?.smallest_unit ?? '1'),
    unit: inWords(rules?.unit_name ?? { zh: '分', en: 'points' }, locale),
    texts: preview.receipts.map((receipt) => receiptText(receipt, locale)),
    noticeDays: rules?.notice_days ?? 0
  };
}

/** A claim's story in words, for the claimant and for reviewers. */
export async function sayStory(
  tx: Sql,
  communityId: string,
  story: Story,
  { locale, timeZone }: { locale: RuleLocale; timeZone: string }
) {
  const activities = await readActivities(tx, communityId);
  const activity = activities.get(story.activity);
  return {
    ...describeClaim(story, { activities, locale, timeZone }),
    name: story.memberName,
    note: story.note,
    attributes: describeAttributes(activity, story.attributes, locale),
    factId: story.factId,
    photos: story.events[0]?.photos ?? [],
    unit: activity?.unit ?? ('times' as const),
    claimed: story.quantity,
    counted: story.counted,
    events: story.events.map(({ byAccount, quantity, ...event }: ClaimEvent) => ({
      ...event,
      counts: ['approved', 'corrected'].includes(event.kind)
        ? quantityText(quantity, activity?.unit ?? 'times', locale)
        : null,
      byHelper:
        story.memberAccount !== byAccount &&
        ['sent', 'answered', 'withdrawn', 'restored'].includes(event.kind) &&
        event.by === story.memberName
    }))
  };
}
