import { m } from '../paraglide/messages';
import { civilDateWords } from '../ui/words';
import type { Activity, Condition, Dates, Test } from './model';
import { inWords, type RuleLocale } from './words';

/** An activity, as far as texts ask it for the names of attributes. */
export type Declaring = Pick<Activity, 'unit' | 'attributes'>;

/** 2026年10月1日至2026年10月7日期间，; empty without dates. */
export function datesText(dates: Dates, locale: RuleLocale): string {
  const from = dates.from && civilDateWords(dates.from, locale);
  const until = dates.until && civilDateWords(dates.until, locale);
  if (from && until) return m.rules_sentence_between({ from, until }, { locale });
  if (from) return m.rules_sentence_from({ from }, { locale });
  if (until) return m.rules_sentence_until({ until }, { locale });
  return '';
}

/** 夜间，且人数不低于 3; empty without conditions. */
export function conditionsText(
  where: Condition[],
  activity: Declaring | undefined,
  locale: RuleLocale
): string {
  return where
    .map((condition) => {
      const tests = condition.test === 'any_of' ? condition.tests : [condition];
      const texts = tests.map((test) => testText(test, activity, locale));
      return texts.join(m.rules_list_or({}, { locale }));
    })
    .join(m.rules_list_and({}, { locale }));
}

function testText(test: Test, activity: Declaring | undefined, locale: RuleLocale): string {
  const attribute = attributeName(activity, test.attribute, locale);
  switch (test.test) {
    case 'is_one_of': {
      const values = test.values
        .map((value) => optionName(activity, test.attribute, value, locale))
        .join(m.rules_list_or({}, { locale }));
      return m.rules_test_is_one_of({ attribute, values }, { locale });
    }
    case 'at_least':
      return m.rules_test_at_least({ attribute, number: test.number }, { locale });
    case 'at_most':
      return m.rules_test_at_most({ attribute, number: test.number }, { locale });
    case 'between':
      return m.rules_test_between({ attribute, from: test.from, to: test.to }, { locale });
    case 'is_true':
      return m.rules_test_is_true({ attribute }, { locale });
  }
}

export function attributeName(
  activity: Declaring | undefined,
  id: string,
  locale: RuleLocale
): string {
  const attribute = activity?.attributes.find((each) => each.id === id);
  return attribute ? inWords(attribute.name, locale) : id;
}

export function optionName(
  activity: Declaring | undefined,
  attributeId: string,
  value: string,
  locale: RuleLocale
): string {
  const attribute = activity?.attributes.find((each) => each.id === attributeId);
  if (attribute?.kind !== 'choice') return value;
  const option = attribute.options.find((each) => each.value === value);
  return option ? inWords(option.name, locale) : value;
}
