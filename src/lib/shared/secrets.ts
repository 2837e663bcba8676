/*
 * All keys of an installation are derived from its secret. While that is being replaced there are
 * two: everything new is made with the current one, what the former one made is still read.
 */

/** One key of each secret, that of the current one first. */
export const ofEach = <T>(
  current: string,
  former: string | null,
  derive: (secret: string) => T
): [T, ...T[]] => (former === null ? [derive(current)] : [derive(current), derive(former)]);

/** The first result that is not null, or null. */
export function firstFound<K, T>(keys: Iterable<K>, find: (key: K) => T | null): T | null {
  for (const key of keys) {
    const found = find(key);
    if (found !== null) return found;
  }
  return null;
}
