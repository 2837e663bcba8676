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

function checkTest(test: Test): Check {
  const { attribute } = test;
  switch (test.test) {
    case 'is_one_of': {
      const values = new Set<AttributeValue | undefined>(test.values);
      return (fact) => values.has(attributeOf(fact, attribute));
    }
    case 'at_least':
      return (fact) => isBetween(attributeOf(fact, attribute), test.number, Infinity);
    case 'at_most':
      return (fact) => isBetween(attributeOf(fact, attribute), -Infinity, test.number);
    case 'between':
      return (fact) => isBetween(attributeOf(fact, attribute), test.from, test.to);
    case 'is_true':
      return (fact) => attributeOf(fact, attribute) === true;
  }
}

const isBetween = (value: AttributeValue | undefined, from: number, to: number): boolean =>
  typeof value === 'number' && value >= from && value <= to;

/** Own properties only: an attribute called `constructor` is missing unless the fact states it. */
export function attributeOf(fact: Fact, id: string): AttributeValue | undefined {
  return Object.hasOwn(fact.attributes, id) ? fact.attributes[id] : undefined;
}
