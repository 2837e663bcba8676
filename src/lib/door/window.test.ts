import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrivalTime, checkInWindow, phaseOf } from './window';

const at = (time: string) => new Date(`2026-03-07T${time}:00Z`);
const patrol = { startsAt: at('09:00'), endsAt: at('11:00') };

test('whatever times are claimed, an arrival lies in the window and not in the future', () => {
  const time = fc
    .integer({ min: -3000, max: 3000 })
    .map((minutes) => new Date(patrol.startsAt.getTime() + minutes * 60_000));
  const { opens, closes } = checkInWindow(patrol);
  fc.assert(
    fc.property(time, fc.option(time), fc.option(time), (now, phoneAt, scannedAt) => {
      const arrival = arrivalTime(patrol, { now, phoneAt, scannedAt });
      if (!(arrival instanceof Date)) {
        expect(now < opens || now > closes).toBe(true);
        return;
      }
      expect(arrival >= opens && arrival <= closes && arrival <= now).toBe(true);
    })
  );
});

test('a shift is upcoming, running, over, or called off', () => {
  const shift = { ...patrol, cancelled: false };
  expect(phaseOf(shift, at('08:59'))).toBe('upcoming');
  expect(phaseOf(shift, at('09:00'))).toBe('running');
  expect(phaseOf(shift, at('11:00'))).toBe('over');
  expect(phaseOf({ ...shift, cancelled: true }, at('09:00'))).toBe('cancelled');
});
