import { expect, test } from 'vitest';
import { members } from '../communities/tables.server';
import { withCommunity } from '../db/tenancy.server';
import { openTestDatabase } from '../db/testing.server';
import { newId } from '../shared/id';
import { describeError } from './log.server';

test('when entering 王秀英 fails, the log says where and why, but not her name', async () => {
  const db = await openTestDatabase();
  const communityId = newId();
  const person = {
    community_id: communityId,
    id: newId(),
    name: '王秀英\n    at 3-2-501',
    joined_at: new Date('2026-03-02T01:00:00Z'),
    joined_by: 'staff' as const
  };
  const twice = withCommunity(db, communityId, (tx) => tx.insert(members).values([person, person]));
  const error: unknown = await twice.catch((reason: unknown) => reason);
  await db.close();
  const logged = describeError(error);
  expect(String(error)).toContain('王秀英');
  expect(JSON.stringify(logged)).not.toMatch(/王秀英|3-2-501/);
  expect(logged.message).toContain('insert into "members"');
  expect(logged.stack).toContain(' at ');
  expect(logged.cause).toMatchObject({ code: '23505' });
});
