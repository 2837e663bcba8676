import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefused } from '../shared/result';
import { spanOn } from './plan';
import { mostMinutes, servedMinutes } from './shift';

const at = (time: string) => new Date(`2026-03-07T${time}:00Z`);
const patrol = { startsAt: at('09:00'), endsAt: at('11:00') };

test('Mei, who came early and left late, is offered the time from the start to her check-out', () => {
  expect(servedMinutes(patrol, at('08:40'), at('11:20'))).toBe(140);
  expect(servedMinutes(patrol, at('08:40'), null)).toBe(120);
  expect(servedMinutes(patrol, at('09:30'), at('10:15'))).toBe(45);
  expect(servedMinutes(patrol, null, null)).toBe(120);
});

test('never more than the shift and 30 minutes, never less than nothing, always whole', () => {
  const minute = fc.integer({ min: -2000, max: 2000 });
  fc.assert(
    fc.property(minute, fc.option(minute), fc.integer({ min: 0, max: 59_999 }), (in_, out, ms) => {
      const time = (minutes: number) => new Date(patrol.startsAt.getTime() + minutes * 60_000 + ms);
      const offered = servedMinutes(patrol, time(in_), out === null ? null : time(out));
      expect(Number.isInteger(offered)).toBe(true);
      expect(offered).toBeGreaterThanOrEqual(0);
      expect(offered).toBeLessThanOrEqual(mostMinutes(patrol));
    })
  );
});

test('a night patrol ends on the next morning, and no shift is longer than twelve hours', () => {
  const night = spanOn({ date: '2026-03-07', from: '22:00', to: '01:00' }, 'Asia/Shanghai');
  expect(night).toEqual({
    startsAt: new Date('2026-03-07T22:00:00+08:00'),
    endsAt: new Date('2026-03-08T01:00:00+08:00')
  });
  const long = spanOn({ date: '2026-03-07', from: '09:00', to: '08:00' }, 'Asia/Shanghai');
  expect(isRefused(long) && long.refused).toBe('shift_too_long');
  const never = spanOn({ date: '2026-02-30', from: '09:00', to: '10:00' }, 'Asia/Shanghai');
  expect(isRefused(never) && never.refused).toBe('shift_date_wrong');
});
