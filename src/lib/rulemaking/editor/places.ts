import type { Fields } from '../fields';

/** The numbers that fields of a pattern have, in their order. */
export const placesOf = (fields: Fields, pattern: RegExp): number[] =>
  [...new Set(Object.keys(fields).flatMap((name) => pattern.exec(name)?.[1] ?? []))]
    .map(Number)
    .toSorted((one, other) => one - other);

/** The conditions under a prefix, each with the places of its alternatives: `where_0_0`. */
export const conditionsIn = (
  fields: Fields,
  prefix: string
): { place: string; tests: string[] }[] =>
  placesOf(fields, new RegExp(`^${prefix}_(\\d+)_\\d+_test$`)).map((at) => {
    const place = `${prefix}_${at}`;
    const tests = placesOf(fields, new RegExp(`^${place}_(\\d+)_test$`));
    return { place, tests: tests.map((nth) => `${place}_${nth}`) };
  });

/** The factors of a card: for dates, under conditions, or both. */
export const factorsIn = (fields: Fields) =>
  placesOf(fields, /^factor_(\d+)_by$/).map((at) => ({
    at,
    hasDates: fields[`factor_${at}_from`] !== undefined,
    conditions: conditionsIn(fields, `factor_${at}_where`)
  }));
