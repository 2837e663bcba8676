import type { Activity, RuleGroup, RuleSet } from '../rules/model';
import { ACTIVITY_UNITS, FAMILIES, HOLDERS, PERIODS, SMALLEST_UNITS } from '../rules/model';
import { refuse, type Refused } from '../shared/result';
import { act, type Fresh } from './acts';
import { cardFields, cardOf, isOwnCap, put, readCard, withCard } from './card';
import { activityFields, english, readActivity } from './activity-fields';
import { deductionFields, withDeductions } from './deduction-fields';
import { Reader, type Fields, type FormProblem } from './fields';
import { capFields, readCap } from './form';
import { LISTS, type List } from './parts';
import { isPointsLife, pointsLifeFields, withPointsLife } from './points-life-fields';
import { rescaled, rescaledTo } from './rescale';

/** What a form of the editor did to a rule set, or why it could not. */
export type Edit = { ok: RuleSet } | { problems: FormProblem[] } | Refused;

/**
 * What a form of the editor says, done to a rule set. `card` names what it is about (`rules/patrol`,
 * `head`), `do` the button: to save unless it says otherwise. The same in the page and on the server.
 * Refuses `rule_part_in_use` for an activity or group that a rule needs, `rule_unit_inexact` when
 * amounts would not be whole in another smallest unit, `rule_part_unreadable` for anything else.
 */
export function edited(ruleSet: RuleSet, fields: Fields, fresh: Fresh): Edit {
  const [list, id = ''] = (fields.card ?? '').split('/');
  const doing = fields.do ?? '';
  if (list === 'head') return readHead(ruleSet, fields);
  if (isPointsLife(list)) {
    const reader = new Reader(fields);
    const changed = withPointsLife(reader, ruleSet, list);
    return done(reader, () => changed);
  }
  if (list === 'deductions') {
    const reader = new Reader(fields);
    const changed = withDeductions(reader, ruleSet, fresh.id);
    return done(reader, () => changed);
  }
  if (!isList(list)) return refuse('rule_part_unreadable');
  if (doing === 'add') return added(ruleSet, list, fields, fresh.id);
  if (doing === 'order') return { ok: ordered(ruleSet, list, (fields.ids ?? '').split(/\r?\n/)) };
  if (doing === 'up' || doing === 'down') return { ok: moved(ruleSet, list, id, doing) };
  if (doing === 'remove') return removed(ruleSet, list, id);
  switch (list) {
    case 'rules': {
      const read = readCard(act(fields, doing, ruleSet, fresh), ruleSet);
      return 'problems' in read ? read : { ok: withCard(ruleSet, read.ok) };
    }
    case 'caps': {
      const reader = new Reader(fields);
      const cap = readCap(reader, 'cap', ruleSet);
      return done(reader, () => ({ ...ruleSet, caps: put(ruleSet.caps, cap) }));
    }
    case 'groups': {
      const reader = new Reader(fields);
      const group = readGroup(reader);
      return done(reader, () => ({ ...ruleSet, groups: put(ruleSet.groups, group) }));
    }
    case 'activities': {
      const reader = new Reader(fields);
      const before = ruleSet.activities.find((each) => each.id === fields.id);
      const activity = readActivity(reader, before, fresh.id);
      return done(reader, () => ({ ...ruleSet, activities: put(ruleSet.activities, activity) }));
    }
  }
}

/** The fields of a card as the rule set has them; null when it has no such part. */
export function fieldsOfPart(ruleSet: RuleSet, card: string): Fields | null {
  const [list, id] = card.split('/');
  if (list === 'head') return headFields(ruleSet);
  if (list === 'deductions') return deductionFields(ruleSet);
  if (isPointsLife(list)) return pointsLifeFields(ruleSet, list, nextClause(ruleSet));
  const rule = ruleSet.rules.find((each) => list === 'rules' && each.id === id);
  if (rule) return cardFields(cardOf(ruleSet, rule), ruleSet);
  const cap = ruleSet.caps.find((each) => list === 'caps' && each.id === id);
  if (cap) return capFields('cap', cap, { ...ruleSet, activity: undefined });
  const group = ruleSet.groups.find((each) => list === 'groups' && each.id === id);
  if (group) return groupFields(group);
  const activity = ruleSet.activities.find((each) => list === 'activities' && each.id === id);
  return activity ? activityFields(activity) : null;
}

const done = (reader: Reader, change: () => RuleSet): Edit =>
  reader.problems.length > 0 ? { problems: reader.problems } : { ok: change() };

const isList = (name: string | undefined): name is List => LISTS.some((list) => list === name);

function added(ruleSet: RuleSet, list: List, fields: Fields, fresh: string): Edit {
  switch (list) {
    case 'rules': {
      const activity = ruleSet.activities.find(({ id }) => id === fields.activity);
      if (!activity) return { problems: [{ field: 'activity', code: 'choice' }] };
      const id = `rule-${fresh}`;
      const clause = nextClause(ruleSet);
      const start = { id, clause, activity: activity.id, award: 'per_unit' };
      const read = readCard(act(start, 'award', ruleSet, { id: fresh, today: '' }), ruleSet);
      return 'problems' in read ? read : { ok: withCard(ruleSet, read.ok) };
    }
    case 'caps': {
      const cap = {
        id: `cap-${fresh}`,
        clause: nextClause(ruleSet),
        over: { kind: 'all' },
        at_most: { kind: 'points', points: rescaled(60, '1', ruleSet.smallest_unit) ?? 60 },
        holder: 'household',
        period: 'month'
      } as const;
      return { ok: { ...ruleSet, caps: [...ruleSet.caps, cap] } };
    }
    case 'groups':
    case 'activities': {
      const reader = new Reader(fields);
      const name = { zh: reader.text('name'), ...english(fields.name_en) };
      if (list === 'groups') {
        const group: RuleGroup = { id: `group-${fresh}`, name, stack: 'add' };
        return done(reader, () => ({ ...ruleSet, groups: [...ruleSet.groups, group] }));
      }
      const activity: Activity = {
        id: `activity-${fresh}`,
        family: reader.oneOf('family', FAMILIES),
        name,
        unit: reader.oneOf('unit', ACTIVITY_UNITS),
        attributes: []
      };
      return done(reader, () => ({ ...ruleSet, activities: [...ruleSet.activities, activity] }));
    }
  }
}

/** One more than the last clause: 3.3 after 3.2, 10 after 9. */
export function nextClause({ rules, caps, expiry, redemption, deductions }: RuleSet): string {
  const further = [expiry, redemption, ...(deductions?.items ?? [])];
  const life = further.filter((part) => part !== undefined);
  const used = new Set([...rules, ...caps, ...life].map(({ clause }) => clause));
  const last = [...caps.filter((cap) => cap.over.kind !== 'rule'), ...rules].at(-1)?.clause ?? '0';
  const [, before = '', number = '0'] = /^(.*?)(\d+)\D*$/.exec(last) ?? [];
  let next = Number(number) + 1;
  while (used.has(before + String(next))) next += 1;
  return before + String(next);
}

function removed(ruleSet: RuleSet, list: List, id: string): Edit {
  const rest = { ...ruleSet, [list]: ruleSet[list].filter((each) => each.id !== id) };
  if (list === 'rules') {
    return { ok: { ...rest, caps: ruleSet.caps.filter((cap) => !isOwnCap(cap, id)) } };
  }
  const user =
    list === 'activities'
      ? ruleSet.rules.find(({ activity }) => activity === id)
      : list === 'groups'
        ? (ruleSet.rules.find(({ group }) => group === id) ??
          ruleSet.caps.find(({ over }) => over.kind === 'group' && over.group === id))
        : undefined;
  return user ? refuse('rule_part_in_use', { clause: user.clause }) : { ok: rest };
}

/** Past its neighbour; limits of single rules stand on their cards and are passed over. */
function moved(ruleSet: RuleSet, list: List, id: string, direction: 'up' | 'down'): RuleSet {
  const ids = ruleSet[list].filter((each) => !isHidden(list, each)).map((each) => each.id);
  const at = ids.indexOf(id);
  const other = direction === 'up' ? at - 1 : at + 1;
  const neighbour = ids[other];
  if (at < 0 || neighbour === undefined) return ruleSet;
  ids[other] = id;
  ids[at] = neighbour;
  return ordered(ruleSet, list, ids);
}

const isHidden = (list: List, item: { id: string }): boolean =>
  list === 'caps' && 'over' in item && isKindOfRule(item.over);

const isKindOfRule = (over: unknown): boolean =>
  typeof over === 'object' && over !== null && 'kind' in over && over.kind === 'rule';

/** In the order of these ids; what they do not name stays where it stood among the others. */
function ordered(ruleSet: RuleSet, list: List, ids: string[]): RuleSet {
  const named = new Set(ids);
  const inOrder = <Item extends { id: string }>(items: Item[]): Item[] => {
    const queue = ids.flatMap((id) => items.find((each) => each.id === id) ?? []);
    return items.map((item) => (named.has(item.id) ? (queue.shift() ?? item) : item));
  };
  switch (list) {
    case 'rules':
      return { ...ruleSet, rules: inOrder(ruleSet.rules) };
    case 'caps':
      return { ...ruleSet, caps: inOrder(ruleSet.caps) };
    case 'groups':
      return { ...ruleSet, groups: inOrder(ruleSet.groups) };
    case 'activities':
      return { ...ruleSet, activities: inOrder(ruleSet.activities) };
  }
}

const headFields = (ruleSet: RuleSet): Fields => ({
  title: ruleSet.title.zh,
  title_en: ruleSet.title.en ?? '',
  account: ruleSet.account,
  unit_name: ruleSet.unit_name.zh,
  unit_name_en: ruleSet.unit_name.en ?? '',
  unit_name_en_one: ruleSet.unit_name.en_one ?? '',
  smallest_unit: ruleSet.smallest_unit,
  notice_days: String(ruleSet.notice_days)
});

function readHead(ruleSet: RuleSet, fields: Fields): Edit {
  const reader = new Reader(fields);
  const one = fields.unit_name_en_one?.trim();
  const head = {
    title: { zh: reader.text('title'), ...english(fields.title_en) },
    account: reader.oneOf('account', ['member', 'household'] as const),
    unit_name: {
      zh: reader.text('unit_name'),
      ...english(fields.unit_name_en),
      ...(one && { en_one: one })
    },
    notice_days: reader.whole('notice_days', 0)
  };
  const unit = reader.oneOf('smallest_unit', SMALLEST_UNITS);
  if (reader.problems.length > 0) return { problems: reader.problems };
  const scaled = rescaledTo(ruleSet, unit);
  return scaled ? { ok: { ...scaled, ...head } } : refuse('rule_unit_inexact');
}

const groupFields = ({ id, name, stack, across }: RuleGroup): Fields => ({
  id,
  name: name.zh,
  name_en: name.en ?? '',
  stack,
  over: across ? 'period' : 'fact',
  holder: across?.holder ?? 'member',
  period: across?.period ?? 'year',
  same: across?.same ?? ''
});

function readGroup(reader: Reader): RuleGroup {
  const { fields } = reader;
  const stack = reader.oneOf('stack', ['add', 'highest', 'first'] as const);
  const isAcross = stack !== 'add' && fields.over === 'period';
  return {
    id: reader.text('id'),
    name: { zh: reader.text('name'), ...english(fields.name_en) },
    stack,
    ...(isAcross && {
      across: {
        holder: reader.oneOf('holder', HOLDERS),
        period: reader.oneOf('period', PERIODS),
        ...(fields.same && { same: fields.same })
      }
    })
  };
}
