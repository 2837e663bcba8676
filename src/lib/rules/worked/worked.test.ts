import { expect, test } from 'vitest';
import { explainNothing, foldAll } from '../fold';
import { parseRuleSet } from '../schema.server';
import { receiptText } from '../receipt-text';
import { WORKED_EXAMPLES } from './all.examples';

test('there are at least two hundred worked examples, no two of one name', () => {
  expect(WORKED_EXAMPLES.length).toBeGreaterThanOrEqual(200);
  expect(new Set(WORKED_EXAMPLES.map(({ about }) => about)).size).toBe(WORKED_EXAMPLES.length);
});

test.each(WORKED_EXAMPLES)('$about', ({ timeline, facts, points, receipt }) => {
  for (const { rule_set } of timeline.versions) expect(parseRuleSet(rule_set)).toHaveProperty('ok');
  const final = foldAll(timeline, facts);
  const given = facts.map(({ id }) =>
    (final.get(id) ?? []).reduce((sum, award) => sum + award.points, 0)
  );
  expect(given).toEqual(points);
  const last = facts.at(-1)!;
  const said = final.get(last.id)?.[0]?.receipt ?? explainNothing(timeline, last);
  expect(said && receiptText(said, 'zh')).toBe(receipt);
  if (said) expect(receiptText(said, 'en')).not.toMatch(/[\u4e00-\u9fff].*分|undefined|NaN/);
});
