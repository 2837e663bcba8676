import type { Condition, Test } from '../rules/model';
import type { Fields, Reader } from './fields';

/**
 * Conditions as fields: `where_0_1_test` is the second alternative of the first condition. A
 * condition with alternatives says so (`where_0_any`), also while it has a single one.
 */
export function conditionFields(prefix: string, where: Condition[]): Fields {
  return Object.assign(
    {},
    ...where.map((condition, at) => {
      const place = `${prefix}_${at}`;
      if (condition.test !== 'any_of') return testFields(`${place}_0`, condition);
      const tests = condition.tests.map((test, nth) => testFields(`${place}_${nth}`, test));
      return Object.assign({ [`${place}_any`]: 'yes' }, ...tests);
    })
  );
}

export function readConditions(reader: Reader, prefix: string): Condition[] {
  const places = new Map<number, number[]>();
  const pattern = new RegExp(`^${prefix}_(\\d+)_(\\d+)_test$`);
  for (const name of Object.keys(reader.fields)) {
    const [, at, nth] = pattern.exec(name) ?? [];
    if (at === undefined) continue;
    places.set(Number(at), [...(places.get(Number(at)) ?? []), Number(nth)]);
  }
  return inOrder([...places.keys()]).flatMap((at): Condition[] => {
    const tests = inOrder(places.get(at) ?? []).map((nth) =>
      readTest(reader, `${prefix}_${at}_${nth}`)
    );
    const [first] = tests;
    const isAny = tests.length > 1 || reader.fields[`${prefix}_${at}_any`] === 'yes';
    if (isAny) return [{ test: 'any_of', tests }];
    return first ? [first] : [];
  });
}

export function testFields(place: string, test: Test): Fields {
  const fields = { [`${place}_test`]: test.test, [`${place}_attribute`]: test.attribute };
  switch (test.test) {
    case 'is_one_of':
      return { ...fields, [`${place}_values`]: test.values.join('\n') };
    case 'at_least':
    case 'at_most':
      return { ...fields, [`${place}_number`]: String(test.number) };
    case 'between':
      return {
        ...fields,
        [`${place}_from`]: String(test.from),
        [`${place}_to`]: String(test.to)
      };
    case 'is_true':
      return fields;
  }
}

const TESTS = ['is_one_of', 'at_least', 'at_most', 'between', 'is_true'] as const;

function readTest(reader: Reader, place: string): Test {
  const test = reader.oneOf(`${place}_test`, TESTS);
  const attribute = reader.text(`${place}_attribute`);
  switch (test) {
    case 'is_one_of': {
      const values = (reader.fields[`${place}_values`] ?? '').split('\n').filter(Boolean);
      if (values.length === 0) reader.report(`${place}_values`, 'missing');
      return { test, attribute, values };
    }
    case 'at_least':
    case 'at_most':
      return { test, attribute, number: reader.number(`${place}_number`) };
    case 'between':
      return {
        test,
        attribute,
        from: reader.number(`${place}_from`),
        to: reader.number(`${place}_to`)
      };
    case 'is_true':
      return { test, attribute };
  }
}

const inOrder = (numbers: number[]): number[] => numbers.toSorted((one, other) => one - other);
