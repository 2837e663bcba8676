import { civilDay, dayOfDate } from '../shared/civil-time';
import type { CapBite, ReceiptActivity } from './award';
import { computeOf, type Compute } from './compute';
import { Days, placeOf } from './days';
import type { Activity, Cap, Cooldown, Holder, Rule, RuleGroup, RuleTimeline } from './model';
import type { RuleVersion } from './model';

/** A timeline with every reference resolved, so that judging a fact searches nothing. */
export interface CompiledTimeline {
  timeZone: string;
  /** Latest first. */
  versions: CompiledVersion[];
  /** How many contests a fold of this timeline keeps. */
  contests: number;
  days: Days;
}

export interface CompiledVersion {
  stated: RuleVersion;
  startsOnDay: number;
  activities: Map<string, CompiledActivity>;
  rules: Map<string, CompiledRule>;
}

export interface CompiledActivity {
  stated: Activity;
  onReceipt: ReceiptActivity;
  /** In the order of the document. */
  rules: CompiledRule[];
}

export interface CompiledRule {
  stated: Rule;
  version: RuleVersion;
  activity: CompiledActivity;
  compute: Compute;
  cooldown: CompiledCooldown | null;
  /** What an award starts to wait for: one for each holder that the cooldown has had. */
  cooldowns: CompiledCooldown[];
  /** The caps that the rule is under: its own, then its group's, then those over all rules. */
  caps: CompiledCap[];
  /** Null where nothing competes: no group, or one that adds. */
  contest: Contest | null;
}

export interface CompiledCap {
  stated: Cap;
  over: CapBite['over'];
  /** What the cap is compared with. */
  counter: Counter;
  /** What an award under the cap is counted in: one for each shape the cap has had. */
  counters: Counter[];
}

/** Counts what each holder used of a cap in each period. */
export interface Counter {
  index: number;
  holder: Holder;
  /** The place of the cap's period among `PERIODS`. */
  period: number;
}

export interface CompiledCooldown {
  index: number;
  stated: Cooldown;
}

/** Awards of one group, of which one stands. */
export interface Contest {
  index: number;
  group: RuleGroup;
  /** Null when only awards for the same fact compete. */
  across: { holder: Holder; period: number; same: string | null } | null;
}

/**
 * Resolves the references of all versions. Cost grows with the size of the rule sets; the same
 * timeline is compiled once.
 */
export function compile(timeline: RuleTimeline): CompiledTimeline {
  const known = compiled.get(timeline);
  if (known) return known;
  const fresh = compileAll(timeline);
  compiled.set(timeline, fresh);
  return fresh;
}

const compiled = new WeakMap<RuleTimeline, CompiledTimeline>();

function compileAll(timeline: RuleTimeline): CompiledTimeline {
  const shared = {
    counters: countersOf(timeline),
    cooldowns: cooldownsOf(timeline),
    contests: new Map<string, number>()
  };
  const versions = timeline.versions.map((version) => compileVersion(version, shared));
  versions.sort(
    (one, other) => other.startsOnDay - one.startsOnDay || other.stated.version - one.stated.version
  );
  return {
    timeZone: timeline.time_zone,
    versions,
    contests: shared.contests.size,
    days: new Days()
  };
}

/** What keeps its state through all versions, by the ids of caps, rules and groups. */
interface Shared {
  counters: Map<string, Counter[]>;
  cooldowns: Map<string, CompiledCooldown[]>;
  contests: Map<string, number>;
}

/** The version in force on a civil day; null before the first. */
export function versionOn(timeline: CompiledTimeline, day: number): CompiledVersion | null {
  for (const version of timeline.versions) if (version.startsOnDay <= day) return version;
  return null;
}

export function dayIn(timeline: CompiledTimeline, instant: number): number {
  return civilDay(instant, timeline.timeZone);
}

/**
 * The counters of every cap id: a version may change a cap from month to quarter, and what was
 * used before must count for both.
 */
function countersOf(timeline: RuleTimeline): Map<string, Counter[]> {
  const counters = new Map<string, Counter[]>();
  let index = 0;
  for (const version of timeline.versions) {
    for (const cap of version.rule_set.caps) {
      const shapes = counters.get(cap.id) ?? [];
      counters.set(cap.id, shapes);
      if (!shapeOf(cap, shapes)) {
        shapes.push({ index: index++, holder: cap.holder, period: placeOf(cap.period) });
      }
    }
  }
  return counters;
}

function shapeOf(cap: Cap, shapes: Counter[]): Counter | undefined {
  const period = placeOf(cap.period);
  return shapes.find((shape) => shape.holder === cap.holder && shape.period === period);
}

/** The cooldowns of every rule id, one for each kind of holder, the days of each rule its own. */
function cooldownsOf(timeline: RuleTimeline): Map<string, CompiledCooldown[]> {
  const cooldowns = new Map<string, CompiledCooldown[]>();
  let index = 0;
  for (const { rule_set } of timeline.versions) {
    for (const { id, cooldown } of rule_set.rules) {
      if (!cooldown) continue;
      const shapes = cooldowns.get(id) ?? [];
      cooldowns.set(id, shapes);
      const known = shapes.some(({ stated }) => stated.holder === cooldown.holder);
      if (!known) shapes.push({ index: index++, stated: cooldown });
    }
  }
  return cooldowns;
}

function cooldownOf({ id, cooldown }: Rule, { cooldowns }: Shared): CompiledCooldown | null {
  if (!cooldown) return null;
  const shape = cooldowns.get(id)?.find(({ stated }) => stated.holder === cooldown.holder);
  return shape ? { index: shape.index, stated: cooldown } : null;
}

function compileVersion(version: RuleVersion, shared: Shared): CompiledVersion {
  const ruleSet = version.rule_set;
  const groups = new Map(ruleSet.groups.map((group) => [group.id, group]));
  const caps = capsByTarget(ruleSet.caps, groups, shared.counters);
  const activities = new Map(ruleSet.activities.map((each) => [each.id, compileActivity(each)]));
  const rules = new Map<string, CompiledRule>();
  for (const rule of ruleSet.rules) {
    const activity = activities.get(rule.activity);
    if (!activity) continue;
    const group = rule.group === undefined ? undefined : groups.get(rule.group);
    const compiled: CompiledRule = {
      stated: rule,
      version,
      activity,
      compute: computeOf(rule),
      cooldown: cooldownOf(rule, shared),
      cooldowns: shared.cooldowns.get(rule.id) ?? [],
      caps: [
        ...(caps.ofRule.get(rule.id) ?? []),
        ...((group && caps.ofGroup.get(group.id)) ?? []),
        ...caps.ofAll
      ],
      contest: group ? contestOf(group, shared.contests) : null
    };
    activity.rules.push(compiled);
    rules.set(rule.id, compiled);
  }
  const startsOnDay = dayOfDate(version.in_force_from);
  return { stated: version, startsOnDay, activities, rules };
}

function compileActivity(activity: Activity): CompiledActivity {
  const { id, name, unit } = activity;
  return { stated: activity, onReceipt: { id, name, unit }, rules: [] };
}

interface CapsByTarget {
  ofRule: Map<string, CompiledCap[]>;
  ofGroup: Map<string, CompiledCap[]>;
  ofAll: CompiledCap[];
}

function capsByTarget(
  caps: Cap[],
  groups: Map<string, RuleGroup>,
  counters: Map<string, Counter[]>
): CapsByTarget {
  const targets: CapsByTarget = { ofRule: new Map(), ofGroup: new Map(), ofAll: [] };
  for (const cap of caps) {
    const shapes = counters.get(cap.id) ?? [];
    const counter = shapeOf(cap, shapes);
    if (!counter) continue;
    const resolved = { stated: cap, counter, counters: shapes };
    if (cap.over.kind === 'all') {
      targets.ofAll.push({ ...resolved, over: { kind: 'all' } });
    } else if (cap.over.kind === 'rule') {
      append(targets.ofRule, cap.over.rule, { ...resolved, over: { kind: 'rule' } });
    } else {
      const group = groups.get(cap.over.group);
      if (!group) continue;
      append(targets.ofGroup, group.id, { ...resolved, over: { kind: 'group', name: group.name } });
    }
  }
  return targets;
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

function contestOf(group: RuleGroup, contests: Map<string, number>): Contest | null {
  if (group.stack === 'add') return null;
  const { holder, period, same = null } = group.across ?? {};
  const shape = JSON.stringify([group.id, holder, period, same]);
  const index = contests.get(shape) ?? contests.size;
  contests.set(shape, index);
  const across = holder && period ? { holder, period: placeOf(period), same } : null;
  return { index, group, across };
}
