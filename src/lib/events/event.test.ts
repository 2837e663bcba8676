import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefused } from '../shared/result';
import { groupsThatFit, spanOn } from './event';

test('a lecture from two to four is on that afternoon, and nothing goes on over night', () => {
  const lecture = { date: '2026-03-07', from: '14:00', to: '16:00' };
  expect(spanOn(lecture, 'Asia/Shanghai')).toEqual({
    startsAt: new Date('2026-03-07T14:00:00+08:00'),
    endsAt: new Date('2026-03-07T16:00:00+08:00')
  });
  const night = spanOn({ ...lecture, to: '01:00' }, 'Asia/Shanghai');
  expect(isRefused(night) && night.refused).toBe('event_overnight');
  const never = spanOn({ ...lecture, date: '2026-02-30' }, 'Asia/Shanghai');
  expect(isRefused(never) && never.refused).toBe('event_date_wrong');
});

test('a family of four that waits first lets a single neighbour pass, and goes in when it fits', () => {
  const waiting = [
    { seq: 1, size: 4 },
    { seq: 2, size: 1 },
    { seq: 3, size: 2 }
  ];
  expect(groupsThatFit(waiting, 0)).toEqual([]);
  expect(groupsThatFit(waiting, 2)).toEqual([2]);
  expect(groupsThatFit(waiting, 3)).toEqual([2, 3]);
  expect(groupsThatFit(waiting, 4)).toEqual([1]);
  expect(groupsThatFit(waiting, 5)).toEqual([1, 2]);
});

test('never more people than places, and nobody stays behind who would still fit', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 40 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 0, max: 60 }), (list, free) => {
      const waiting = list.map((size, at) => ({ seq: at + 1, size }));
      const moving = groupsThatFit(waiting, free);
      const sizeOf = (seq: number) => list[seq - 1] ?? 0;
      const left = free - moving.reduce((sum, seq) => sum + sizeOf(seq), 0);
      expect(left).toBeGreaterThanOrEqual(0);
      const stays = waiting.filter(({ seq }) => !moving.includes(seq));
      expect(stays.every(({ size }) => size > left)).toBe(true);
      expect(moving).toEqual([...moving].sort((one, other) => one - other));
    })
  );
});
