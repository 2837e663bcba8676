import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefused } from '../shared/result';
import { checkInWindow, judgeArrival, phaseOf, type Shown } from './window';

const at = (time: string) => new Date(`2026-03-07T${time}:00Z`);
const patrol = { startsAt: at('09:00'), endsAt: at('11:00') };

const MINUTE = 60_000;
const time = fc
  .integer({ min: -3000, max: 3000 })
  .map((minutes) => new Date(patrol.startsAt.getTime() + minutes * MINUTE));
const shown: fc.Arbitrary<Shown> = fc.oneof(
  fc.constantFrom<Shown>({ by: 'poster' }, { by: 'code' }),
  time.map((shownAt): Shown => ({ by: 'live', shownAt }))
);
const times = fc.record({ now: time, phoneAt: fc.option(time), scannedAt: fc.option(time) });

test('whatever times are claimed, an arrival lies in the window and not in the future', () => {
  const { opens, closes } = checkInWindow(patrol);
  fc.assert(
    fc.property(shown, times, (code, claimed) => {
      const judged = judgeArrival(patrol, code, claimed);
      if (isRefused(judged)) return;
      const { arrivedAt } = judged;
      expect(arrivedAt >= opens && arrivedAt <= closes && arrivedAt <= claimed.now).toBe(true);
    })
  );
});

test('while the door is open whoever shows the poster or its digits gets in', () => {
  const { opens, closes } = checkInWindow(patrol);
  fc.assert(
    fc.property(
      fc.constantFrom<Shown>({ by: 'poster' }, { by: 'code' }),
      times,
      (code, claimed) => {
        const isOpen = claimed.now >= opens && claimed.now <= closes;
        if (isOpen) expect(isRefused(judgeArrival(patrol, code, claimed))).toBe(false);
      }
    )
  );
});

test('nothing but a signed scan or the present moment is more than late', () => {
  fc.assert(
    fc.property(shown, times, (code, claimed) => {
      const judged = judgeArrival(patrol, code, claimed);
      if (isRefused(judged) || judged.evidence === 'late') return;
      const age = claimed.now.getTime() - judged.arrivedAt.getTime();
      expect(age <= 15 * MINUTE || judged.arrivedAt === claimed.scannedAt).toBe(true);
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
