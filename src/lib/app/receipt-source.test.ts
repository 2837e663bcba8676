import { expect, test } from 'vitest';
import { sourceLink } from './receipt-source';

const mei = { isOwn: true, reviews: false };
const son = { isOwn: false, reviews: false };
const chen = { isOwn: false, reviews: true };
const pathOf = (source: string, viewer = mei) =>
  sourceLink({ source, sourceId: 'x' }, viewer)?.path ?? null;

test("Mei's receipts lead back to the shift, the event, the vote and the claim they came from", () => {
  expect(['shift', 'event', 'vote', 'claim', 'gift'].map((source) => pathOf(source))).toEqual([
    'shifts/x',
    'events/x',
    'decide/votes/x',
    'mine/claims/x',
    null
  ]);
});

test("her claim is not her son's to open, and Chen of the committee opens it at the desk", () => {
  expect(pathOf('claim', son)).toBeNull();
  expect(pathOf('claim', chen)).toBe('manage/claims/x');
});
