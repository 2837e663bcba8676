import { instantOf } from '../shared/civil-time';
import type { Activity } from '../rules/model';
import { inWords, quantityText, type RuleLocale } from '../rules/words';
import { m } from '../paraglide/messages';
import type { ClaimSummary } from './read.server';

/** A claim in words, for a list or the head of a page. */
export interface ClaimWords {
  id: string;
  title: string;
  occurredAt: Date;
  quantity: string;
  state: ClaimSummary['state'];
  sentAt: Date;
}

interface Describing {
  activities: ReadonlyMap<string, Activity>;
  locale: RuleLocale;
  timeZone: string;
}

/** Puts a claim in words; an activity that no version knows any more keeps its id. */
export function describeClaim(
  claim: ClaimSummary,
  { activities, locale, timeZone }: Describing
): ClaimWords {
  const activity = activities.get(claim.activity);
  return {
    id: claim.id,
    title: activity ? inWords(activity.name, locale) : claim.activity,
    occurredAt: new Date(instantOf(claim.occurredOn, timeZone, '12:00')),
    quantity: quantityText(claim.quantity, activity?.unit ?? 'times', locale),
    state: claim.state,
    sentAt: claim.sentAt
  };
}

/** What the activity asked for beyond its quantity, and what was answered. */
export function describeAttributes(
  activity: Activity | undefined,
  attributes: Record<string, string | number | boolean>,
  locale: RuleLocale
): { label: string; value: string }[] {
  return (activity?.attributes ?? []).flatMap((attribute) => {
    const value = attributes[attribute.id];
    if (value === undefined || value === false) return [];
    const option =
      attribute.kind === 'choice' ? attribute.options.find((one) => one.value === value) : null;
    const said = option ? inWords(option.name, locale) : value === true ? m.claims_yes() : value;
    return [{ label: inWords(attribute.name, locale), value: String(said) }];
  });
}
