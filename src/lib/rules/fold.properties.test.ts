import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Award, Fact } from './award';
import { civilDay, periodKey } from '../shared/civil-time';
import { foldAll, mergeAwards, startFold } from './fold';
import type { Activity, Rule } from './model';
import { anyRuleSet, anyTimeline, facts, fixed, from2026, oneVersion } from './fold.examples';
import { parseRuleSet } from './schema.server';
import { receiptText } from './receipt-text';
import { SHANGHAI, rule, ruleSet } from './rules.examples';
import { holderKey, isWithout } from './usage';

const nameOf = ({ attributes }: Fact): string =>
  String(attributes['honour-name'] ?? '')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase();

const runs = { numRuns: 250 };
const all = (final: Map<string, Award[]>) => [...final.values()].flat();

test('the generated rule sets are valid', () => {
  fc.assert(
    fc.property(anyRuleSet, (set) => {
      expect(parseRuleSet(set)).toEqual({ ok: set });
    }),
    runs
  );
});

test('the arithmetic of every receipt is that of its award, and no more counts than the maximum', () => {
  fc.assert(
    fc.property(anyTimeline, facts, (timeline, list) => {
      for (const { points, receipt } of all(foldAll(timeline, list))) {
        const { rate, quantity, computed, multiplied } = receipt;
        expect(receipt.points).toBe(points);
        expect(points).toBeLessThanOrEqual(computed);
        if (rate.kind !== 'per_unit') continue;
        const base = (rate.counted * rate.points) / rate.per;
        expect(multiplied?.base ?? computed).toBe(quantity === 0 ? 0 : base);
        expect(rate.counted % rate.step).toBe(0);
        expect(rate.counted).toBeLessThanOrEqual(rate.most ?? Infinity);
      }
    }),
    runs
  );
});

test('live awarding, fact by fact, equals a replay of every prefix', () => {
  fc.assert(
    fc.property(anyTimeline, facts, (timeline, list) => {
      const fold = startFold(timeline);
      const live = new Map<string, Award[]>();
      list.forEach((fact, n) => {
        mergeAwards(live, fact, fold.accept(fact));
        expect(live).toEqual(foldAll(timeline, list.slice(0, n + 1)));
      });
    }),
    { numRuns: 100 }
  );
});

test('going on from the awards that stand equals going on from the whole history', () => {
  fc.assert(
    fc.property(anyTimeline, facts, fc.nat(25), (timeline, list, at) => {
      const whole = foldAll(timeline, list);
      const resumed = startFold(timeline);
      const final = foldAll(timeline, list.slice(0, at));
      for (const fact of list.slice(0, at)) resumed.recall(fact, final.get(fact.id) ?? []);
      for (const fact of list.slice(at)) mergeAwards(final, fact, resumed.accept(fact));
      const points = (awards: Map<string, Award[]>) =>
        all(awards).map((award) => [award.fact_id, award.rule_id, award.points]);
      expect(points(final)).toEqual(points(whole));
    }),
    runs
  );
});

test('a later fact never lowers an earlier award, unless a higher one of its group replaces it', () => {
  fc.assert(
    fc.property(anyTimeline, facts, (timeline, list) => {
      const fold = startFold(timeline);
      const live = new Map<string, Award[]>();
      for (const fact of list) {
        const accepted = fold.accept(fact);
        const earlier = accepted.filter((award) => award.fact_id !== fact.id);
        for (const lowered of earlier) {
          const before = live
            .get(lowered.fact_id)
            ?.find((each) => each.rule_id === lowered.rule_id);
          const stack = lowered.receipt.stack;
          expect(lowered.points).toBe(0);
          expect(stack).toMatchObject({ outcome: 'replaced', by_fact_id: fact.id });
          expect(stack?.by_points).toBeGreaterThan(before?.points ?? Infinity);
        }
        mergeAwards(live, fact, accepted);
      }
    }),
    runs
  );
});

test('no cap is ever exceeded', () => {
  fc.assert(
    fc.property(oneVersion, facts, (timeline, list) => {
      const set = timeline.versions[0]?.rule_set ?? ruleSet({});
      const byId = new Map(list.map((fact) => [fact.id, fact]));
      const groups = new Map(set.rules.map((rule) => [rule.id, rule.group]));
      const awards = all(foldAll(timeline, list)).filter((award) => award.points > 0);
      for (const { over, at_most, holder, period } of set.caps) {
        const used = new Map<string, number>();
        for (const award of awards) {
          const fact = byId.get(award.fact_id);
          if (!fact || isWithout(holder, fact)) continue;
          if (over.kind === 'rule' && over.rule !== award.rule_id) continue;
          if (over.kind === 'group' && over.group !== groups.get(award.rule_id)) continue;
          const key = `${holderKey(holder, fact)} ${periodKey(civilDay(fact.occurred_at, SHANGHAI), period)}`;
          const amount = at_most.kind === 'points' ? award.points : 1;
          used.set(key, (used.get(key) ?? 0) + amount);
        }
        const limit = at_most.kind === 'points' ? at_most.points : at_most.times;
        for (const amount of used.values()) expect(amount).toBeLessThanOrEqual(limit);
      }
    }),
    runs
  );
});

test('evaluation is total: whole points, never more than computed, and a receipt that agrees', () => {
  fc.assert(
    fc.property(anyTimeline, facts, (timeline, list) => {
      for (const award of all(foldAll(timeline, list))) {
        const { points, receipt } = award;
        expect(Number.isSafeInteger(points) && points >= 0).toBe(true);
        expect(receipt.points).toBe(points);
        expect(Number.isSafeInteger(receipt.computed)).toBe(true);
        expect(points).toBeLessThanOrEqual(receipt.computed);
        const explained =
          receipt.caps.length > 0 || receipt.stack !== null || receipt.cooldown !== undefined;
        expect(explained).toBe(points < receipt.computed || receipt.stack !== null);
        expect(JSON.parse(JSON.stringify(receipt))).toEqual(receipt);
        expect(receiptText(receipt, 'zh')).not.toMatch(/NaN|undefined|\{/);
      }
    }),
    runs
  );
});

test('between two awards of a rule with a cooldown lie at least its days, both ways', () => {
  fc.assert(
    fc.property(oneVersion, facts, (timeline, list) => {
      const byId = new Map(list.map((fact) => [fact.id, fact]));
      const awarded = all(foldAll(timeline, list)).filter((award) => award.points > 0);
      for (const { id, cooldown } of timeline.versions[0]?.rule_set.rules ?? []) {
        if (!cooldown) continue;
        const days = new Map<string, number[]>();
        for (const award of awarded) {
          const fact = byId.get(award.fact_id);
          if (award.rule_id !== id || !fact) continue;
          const key = holderKey(cooldown.holder, fact);
          const day = civilDay(fact.occurred_at, SHANGHAI);
          for (const other of days.get(key) ?? []) {
            expect(Math.abs(day - other)).toBeGreaterThanOrEqual(cooldown.days);
          }
          days.set(key, [...(days.get(key) ?? []), day]);
        }
      }
    }),
    runs
  );
});

test('of a group that keeps one award across a period, one at most gives points', () => {
  fc.assert(
    fc.property(oneVersion, facts, (timeline, list) => {
      const set = timeline.versions[0]?.rule_set ?? ruleSet({});
      const byId = new Map(list.map((fact) => [fact.id, fact]));
      const groups = new Map(set.groups.map((group) => [group.id, group]));
      const standing = new Set<string>();
      for (const award of all(foldAll(timeline, list))) {
        const group = groups.get(set.rules.find((each) => each.id === award.rule_id)?.group ?? '');
        const fact = byId.get(award.fact_id);
        if (!fact || !group || group.stack === 'add' || award.points === 0) continue;
        const day = civilDay(fact.occurred_at, SHANGHAI);
        const where = group.across
          ? [
              isWithout(group.across.holder, fact) ? fact.id : holderKey(group.across.holder, fact),
              periodKey(day, group.across.period),
              group.across.same ? nameOf(fact) : ''
            ]
          : [fact.id];
        const key = [group.id, ...where].join(' ');
        expect(standing.has(key)).toBe(false);
        standing.add(key);
      }
    }),
    runs
  );
});

test('a rule for another activity changes nothing', () => {
  const singing: Activity = {
    id: 'singing',
    family: 'civic',
    name: { zh: '唱歌' },
    unit: 'times',
    attributes: []
  };
  fc.assert(
    fc.property(anyRuleSet, facts, fixed, (set, list, award) => {
      const sung: Rule = { ...rule('sung', 'singing'), award, group: 'g0' };
      const activities = [singing, ...set.activities];
      const wider = { ...set, activities, rules: [sung, ...set.rules] };
      expect(foldAll(from2026(wider), list)).toEqual(foldAll(from2026(set), list));
    }),
    runs
  );
});

test('withdrawing facts gives what would have been without them, and withdrawing all gives zero', () => {
  fc.assert(
    fc.property(anyTimeline, facts, fc.func(fc.boolean()), (timeline, list, isWithdrawn) => {
      const rest = list.filter((fact) => !isWithdrawn(fact.id));
      const never = startFold(timeline);
      const final = new Map<string, Award[]>();
      for (const fact of rest) mergeAwards(final, fact, never.accept(fact));
      expect(foldAll(timeline, rest)).toEqual(final);
      expect(all(foldAll(timeline, []))).toEqual([]);
    }),
    { numRuns: 50 }
  );
});
