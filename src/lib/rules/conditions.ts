import type { AttributeValue, Fact } from './award';
import type { Condition, Test } from './model';

/** Whether a fact meets a condition. A missing attribute meets none. */
export type Check = (fact: Fact) => boolean;

/** The conditions as one check; all must hold. */
export function checkAll(conditions: Condition[]): Check | null {
  if (conditions.length === 0) return null;
  const checks = conditions.map(checkOf);
  const [only] = checks;
  if (only && checks.length === 1) return only;
  return (fact) => {
    for (const check of checks) if (!check(fact)) return false;
    return true;
  };
}

/** One condition as a check. */
export function checkOf(condition: Condition): Check {
  if (condition.test !== 'any_of') return checkTest(condition);
  const checks = condition.tests.map(checkTest);
  return (fact) => {
    for (const check of checks) if (check(fact)) return true;
    return false;
  };
}

/** Reads attributes without `attributeOf`: nothing that objects inherit is of the asked kind. */
function checkTest(test: Test): Check {
  const { attribute } = test;
  switch (test.test) {
    case 'is_one_of': {
      const values = new Set<unknown>(test.values);
      return ({ attributes }) => values.has(attributes[attribute]);
    }
    case 'at_least':
      return isBetween(attribute, test.number, Infinity);
    case 'at_most':
      return isBetween(attribute, -Infinity, test.number);
    case 'between':
      return isBetween(attribute, test.from, test.to);
    case 'is_true':
      return ({ attributes }) => attributes[attribute] === true;
  }
}

const isBetween =
  (attribute: string, from: number, to: number): Check =>
  ({ attributes }) => {
    const value = attributes[attribute];
    return typeof value === 'number' && value >= from && value <= to;
  };

/**
 * What a fact states of an attribute. Nothing that objects inherit is of the kind of a value, so
 * that an attribute called `constructor` is missing unless the fact states it.
 */
export function attributeOf(fact: Fact, id: string): AttributeValue | undefined {
  const value: unknown = fact.attributes[id];
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    default:
      return Array.isArray(value) ? value : undefined;
  }
}
