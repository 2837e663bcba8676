import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLAIM_RULES } from '../../../tests/people/claims';
import { PATROL_RULES } from '../../../tests/people/rules';
import { foundTown } from '../../../tests/people/town';
import { openTestDatabase } from '../db/testing.server';
import type { Database } from '../db/types.server';
import type { RuleSet } from '../rules/model';
import { noneWords, readScale } from './notices.server';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

async function emptyBoardUnder(rules: RuleSet): Promise<string> {
  const town = await foundTown(db, rules);
  const now = await town.now();
  const scale = await town.inside((tx) => readScale(tx, town.communityId, now, 'zh'));
  return noneWords(scale).title;
}

test('an empty board tells Mei that points wait here first, or that they need no notice at all', async () => {
  expect(await emptyBoardUnder(CLAIM_RULES)).toBe('现在没有公示的积分');
  expect(await emptyBoardUnder(PATROL_RULES)).toBe('这里的积分不用公示');
});
