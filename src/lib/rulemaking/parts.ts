import type { RuleSet } from '../rules/model';

/**
 * The parts of a rule set that are saved and merged by themselves: each field of its head (`title`),
 * each rule, cap, group and activity by its id (`rules/patrol`), and the order of each list (`rules`).
 */
export const LISTS = ['activities', 'groups', 'rules', 'caps'] as const;
export type List = (typeof LISTS)[number];

export type Parts = ReadonlyMap<string, unknown>;

export const partOf = (list: List, id: string): string => `${list}/${id}`;

/** Every part of a rule set by its name. */
export function partsOf(ruleSet: RuleSet): Parts {
  const parts = new Map<string, unknown>();
  for (const [field, value] of Object.entries(ruleSet)) {
    if (isList(field)) {
      for (const item of ruleSet[field]) parts.set(partOf(field, item.id), item);
    } else if (value !== undefined) parts.set(field, value);
  }
  return parts;
}

/** The parts in which two rule sets differ. */
export function changedParts(before: RuleSet, after: RuleSet): string[] {
  const [one, other] = [partsOf(before), partsOf(after)];
  const names = new Set([...one.keys(), ...other.keys()]);
  const changed = [...names].filter((name) => !isSame(one.get(name), other.get(name)));
  const moved = LISTS.filter((list) => {
    const [was, is] = commonOrder(before[list], after[list]);
    return was.join() !== is.join();
  });
  return [...changed, ...moved];
}

/**
 * What two people made of the same rule set, put together: who changed which part gets it as they
 * left it. Parts that both changed to different things are conflicts; `merged` has them as `current`.
 */
export function mergeRuleSets(
  base: RuleSet,
  current: RuleSet,
  mine: RuleSet
): { merged: object; conflicts: string[] } {
  const [was, is, wanted] = [partsOf(base), partsOf(current), partsOf(mine)];
  const conflicts: string[] = [];
  const merged = new Map(is);
  for (const name of new Set([...was.keys(), ...is.keys(), ...wanted.keys()])) {
    const value = wanted.get(name);
    if (isSame(value, was.get(name)) || isSame(value, is.get(name))) continue;
    if (!isSame(is.get(name), was.get(name))) conflicts.push(name);
    else if (value === undefined) merged.delete(name);
    else merged.set(name, value);
  }
  const orders = new Map<List, string[]>();
  for (const list of LISTS) {
    const [before, after] = commonOrder(base[list], mine[list]);
    const iMoved = before.join() !== after.join();
    const [then, now] = commonOrder(base[list], current[list]);
    const theyMoved = then.join() !== now.join();
    const [mineNow, theirsNow] = commonOrder(mine[list], current[list]);
    if (iMoved && theyMoved && mineNow.join() !== theirsNow.join()) conflicts.push(list);
    const [leading, other] = iMoved && !theyMoved ? [mine, current] : [current, mine];
    orders.set(list, interleaved(idsOf(leading[list]), idsOf(other[list])));
  }
  return { merged: assembled(merged, orders), conflicts };
}

/** The rule set that has these parts, its lists in this order. */
function assembled(parts: Map<string, unknown>, orders: Map<List, string[]>): object {
  const document: Record<string, unknown> = {};
  for (const [name, value] of parts) if (!name.includes('/')) document[name] = value;
  for (const list of LISTS) {
    document[list] = (orders.get(list) ?? []).flatMap((id) => parts.get(partOf(list, id)) ?? []);
  }
  return document;
}

/** The ids of one list, with those that only the other has after whatever they follow there. */
function interleaved(leading: string[], other: string[]): string[] {
  const ids = [...leading];
  other.forEach((id, index) => {
    if (ids.includes(id)) return;
    const before = other[index - 1];
    const at = before === undefined ? 0 : ids.indexOf(before) + 1;
    ids.splice(at, 0, id);
  });
  return ids;
}

/** The ids that both lists have, in the order of each. */
function commonOrder(one: { id: string }[], other: { id: string }[]): [string[], string[]] {
  const [first, second] = [idsOf(one), idsOf(other)];
  const common = new Set(first.filter((id) => second.includes(id)));
  const only = (ids: string[]) => ids.filter((id) => common.has(id));
  return [only(first), only(second)];
}

const idsOf = (items: { id: string }[]): string[] => items.map(({ id }) => id);

const isList = (field: string): field is List => LISTS.some((list) => list === field);

/** Whether two parts say the same, whatever the order of their fields: a database keeps none. */
export const isSame = (one: unknown, other: unknown): boolean =>
  canonical(one) === canonical(other);

export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const fields = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join()}}`;
}
