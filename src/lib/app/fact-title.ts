import type { Activity } from '../rules/model';
import { inWords, type RuleLocale } from '../rules/words';

/**
 * What a fact is called: words of its own, such as a shift's title, stay as they are; a claim bears
 * the Chinese name of its activity, which everybody reads in their own language.
 */
export function factTitle(
  title: string,
  activities: Iterable<Pick<Activity, 'name'>>,
  locale: RuleLocale
): string {
  for (const { name } of activities) if (name.zh === title) return inWords(name, locale);
  return title;
}
