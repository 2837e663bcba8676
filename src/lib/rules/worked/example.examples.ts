import type { Fact } from '../award';
import type { Rule, RuleSet, RuleTimeline } from '../model';
import { MEI, SHANGHAI, fact, rule, ruleSet } from '../rules.examples';

/** One worked example: what was done, in order, and what the last fact gives, with its receipt. */
export interface WorkedExample {
  about: string;
  timeline: RuleTimeline;
  facts: Fact[];
  /** The points of each fact in the end. */
  points: number[];
  /** The receipt of the last fact's first award in Chinese, or why there is none. */
  receipt: string;
}

export const version = (number: number, in_force_from: string, parts: Partial<RuleSet>) => ({
  version: number,
  in_force_from,
  rule_set: ruleSet(parts)
});
export const timelineOf = (...versions: RuleTimeline['versions']): RuleTimeline => ({
  time_zone: SHANGHAI,
  versions
});
export const one = (parts: Partial<RuleSet>) => timelineOf(version(1, '2019-11-01', parts));

export const example = (
  about: string,
  timeline: RuleTimeline,
  facts: Fact[],
  points: number[],
  receipt: string
): WorkedExample => ({ about, timeline, facts, points, receipt });

/** So many minutes of patrol; each on its own day of March unless said otherwise. */
export const patrols = (...minutes: number[]): Fact[] =>
  minutes.map((each, n) =>
    fact(`p${n}`, 'patrol', each, `2026-03-${String(n + 2).padStart(2, '0')} 19:00`)
  );
export const deedOn = (id: string, when: string, who: Partial<Fact> = MEI) =>
  fact(id, 'good-deed', 1, when, who);
export const deed = (points: number, changes: Partial<Rule> = {}) =>
  rule('deed', 'good-deed', { clause: '2.1', award: { kind: 'fixed', points }, ...changes });
export const hourly = (changes: object = {}): Rule =>
  rule('patrol', 'patrol', {
    clause: '3.2',
    award: { kind: 'per_unit', points: 10, per: 60, step: 30, rounding: 'down', ...changes }
  });
