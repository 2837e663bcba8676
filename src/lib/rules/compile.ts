import { civilDay, dayOfDate } from '../shared/civil-time';
import type { CapBite, ReceiptActivity } from './award';
import type { Activity, Cap, Holder, Period, Rule, RuleGroup, RuleTimeline } from './model';
import type { RuleVersion } from './model';

/** A timeline with every reference resolved, so that judging a fact searches nothing. */
export interface CompiledTimeline {
  timeZone: string;
  /** Latest first. */
  versions: CompiledVersion[];
  /** How many counters a fold of this timeline keeps. */
  counterCount: number;
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
  firstDay: number;
  lastDay: number;
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
  period: Period;
}

/** Awards of one group, of which one stands. */
export interface Contest {
  group: RuleGroup;
  /** Null when only awards for the same fact compete. */
  across: { holder: Holder; period: Period } | null;
}

/** Resolves the references of all versions. Cost grows with the size of the rule sets. */
export function compile(timeline: RuleTimeline): CompiledTimeline {
  const counters = countersOf(timeline);
  const versions = timeline.versions.map((version) => compileVersion(version, counters));
  versions.sort(
    (one, other) => other.startsOnDay - one.startsOnDay || other.stated.version - one.stated.version
  );
  const counterCount = [...counters.values()].reduce((sum, shapes) => sum + shapes.length, 0);
  return { timeZone: timeline.time_zone, versions, counterCount };
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
        shapes.push({ index: index++, holder: cap.holder, period: cap.period });
      }
    }
  }
  return counters;
}

function shapeOf(cap: Cap, shapes: Counter[]): Counter | undefined {
  return shapes.find((shape) => shape.holder === cap.holder && shape.period === cap.period);
}

function compileVersion(version: RuleVersion, counters: Map<string, Counter[]>): CompiledVersion {
  const ruleSet = version.rule_set;
  const groups = new Map(ruleSet.groups.map((group) => [group.id, group]));
  const caps = capsByTarget(ruleSet.caps, groups, counters);
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
      firstDay: rule.during?.from ? dayOfDate(rule.during.from) : -Infinity,
      lastDay: rule.during?.until ? dayOfDate(rule.during.until) : Infinity,
      caps: [
        ...(caps.ofRule.get(rule.id) ?? []),
        ...((group && caps.ofGroup.get(group.id)) ?? []),
        ...caps.ofAll
      ],
      contest: group ? contestOf(group) : null
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

function contestOf(group: RuleGroup): Contest | null {
  return group.stack === 'add' ? null : { group, across: group.across ?? null };
}
