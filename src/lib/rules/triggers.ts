import { m } from '../paraglide/messages';
import { HELD_OFFICES, type Activity, type RuleSet, type Trigger } from './model';
import { inWords, type RuleLocale } from './words';

/** A trigger as one word: `newcomer`, `office_month:grid_leader`. */
export const triggerKey = (trigger: Trigger): string =>
  trigger.on === 'office_month' ? `${trigger.on}:${trigger.office}` : trigger.on;

export const TRIGGERS: readonly Trigger[] = [
  ...HELD_OFFICES.map((office) => ({ on: 'office_month', office }) as const),
  { on: 'newcomer' }
];

/** The activity of a rule set that the product records when this comes about, if it has one. */
export const triggeredBy = (
  { activities }: Pick<RuleSet, 'activities'>,
  trigger: Trigger
): Activity | undefined =>
  activities.find((each) => each.trigger && triggerKey(each.trigger) === triggerKey(trigger));

/** When the product records it: 任网格长，当月 15 日和月末都在任. */
export function triggerText(trigger: Trigger, locale: RuleLocale): string {
  if (trigger.on === 'newcomer') return m.rules_trigger_newcomer({}, { locale });
  const words = OFFICE_WORDS[trigger.office];
  return m.rules_trigger_office({ office: words({}, { locale }) }, { locale });
}

/** What it is, in short: 任网格长满一个月. */
export function triggerName(trigger: Trigger, locale: RuleLocale): string {
  if (trigger.on === 'newcomer') return m.rules_trigger_name_newcomer({}, { locale });
  const office = OFFICE_WORDS[trigger.office]({}, { locale });
  return m.rules_trigger_name_office({ office }, { locale });
}

const OFFICE_WORDS = {
  coordinator: m.manage_office_coordinator,
  grid_leader: m.manage_office_grid_leader,
  committee: m.manage_office_committee,
  clerk: m.manage_office_clerk,
  auditor: m.manage_office_auditor
};

/** What an activity is called, with what makes the product record it. */
export function activityWords({ name, trigger }: Activity, locale: RuleLocale): string {
  const words = inWords(name, locale);
  if (!trigger) return words;
  return m.rules_triggered({ activity: words, when: triggerText(trigger, locale) }, { locale });
}
