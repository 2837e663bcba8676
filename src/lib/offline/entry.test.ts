import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  afterAttempt,
  asWaiting,
  isOldNews,
  isSameAct,
  mayWait,
  retryDelay,
  verdictOn,
  type Entry
} from './entry';

const NOON = Date.UTC(2026, 10, 23, 4);

const meiSignsUp: Entry = {
  key: '01a20876-af3b-77a8-8c1e-4e15a13e7c8b',
  account: 'mei',
  community: 'baiyang',
  person: '01a20876-af3b-77a8-8c1e-000000000001',
  command: 'volunteering.sign_up',
  input: { shift_id: 'river' },
  label: '报名 · 护河志愿',
  queued_at: NOON,
  state: 'waiting',
  said: null,
  answered_at: null,
  attempts: 0,
  retry_at: NOON
};

test.each([
  [null, 'later'],
  [200, 'delivered'],
  [401, 'sign_in'],
  [408, 'later'],
  [429, 'later'],
  [500, 'later'],
  [503, 'later'],
  [400, 'refused'],
  [403, 'refused'],
  [404, 'refused'],
  [422, 'refused']
] as const)('an answer of %s means %s', (status, verdict) => {
  expect(verdictOn(status === null ? null : { status, said: null })).toBe(verdict);
});

test("Mei's sign-up waits on, a little longer each time, while the server is away", () => {
  const once = afterAttempt(meiSignsUp, null, NOON);
  const twice = afterAttempt(once, { status: 503, said: null }, NOON);
  expect(once).toMatchObject({ state: 'waiting', attempts: 1, retry_at: NOON + 5_000 });
  expect(twice).toMatchObject({ state: 'waiting', attempts: 2, retry_at: NOON + 10_000 });
});

test("a refusal keeps the server's words for Mei until she has read them", () => {
  const said = { tone: 'warn', text: '名额刚刚报满' } as const;
  const refused = afterAttempt(meiSignsUp, { status: 422, said }, NOON);
  expect(refused).toMatchObject({ state: 'refused', said, answered_at: NOON });
  expect(isOldNews(refused, NOON + 30 * 86_400_000)).toBe(false);
});

test('news of a delivery is old after ten minutes', () => {
  const delivered = afterAttempt(meiSignsUp, { status: 200, said: null }, NOON);
  expect(isOldNews(delivered, NOON + 60_000)).toBe(false);
  expect(isOldNews(delivered, NOON + 11 * 60_000)).toBe(true);
});

test('an expired session keeps the sign-up as it was', () => {
  const kept = afterAttempt(meiSignsUp, { status: 401, said: null }, NOON);
  expect(kept).toEqual({ ...meiSignsUp, attempts: 1 });
});

test('an attempt changes nothing of what was meant; what was sent is forgotten once answered', () => {
  const status = fc.option(fc.integer({ min: 100, max: 599 }));
  fc.assert(
    fc.property(status, fc.nat(1000), (given, attempts) => {
      const answer = given === null ? null : { status: given, said: null };
      const { key, account, person, command, queued_at } = meiSignsUp;
      const attempted = afterAttempt({ ...meiSignsUp, attempts }, answer, NOON);
      const input = attempted.state === 'waiting' ? meiSignsUp.input : {};
      expect(attempted).toMatchObject({ key, account, person, command, queued_at });
      expect(attempted.input).toEqual(input);
    })
  );
});

test('the wait between attempts grows and never passes ten minutes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), (attempts) => {
      expect(retryDelay(attempts + 1)).toBeGreaterThanOrEqual(retryDelay(attempts));
      expect(retryDelay(attempts)).toBeLessThanOrEqual(600_000);
    })
  );
});

test('only the button of the same shift shows that it waits', () => {
  expect(isSameAct(meiSignsUp, 'volunteering.sign_up', { shift_id: 'river' })).toBe(true);
  expect(isSameAct(meiSignsUp, 'volunteering.sign_up', { shift_id: 'library' })).toBe(false);
  expect(isSameAct(meiSignsUp, 'volunteering.cancel', { shift_id: 'river' })).toBe(false);
  expect(isSameAct(meiSignsUp, 'volunteering.sign_up', {})).toBe(false);
});

test("a tap without a network keeps the phone's time; one that is sent at once has none", () => {
  expect(meiSignsUp).not.toHaveProperty('phone_at');
  expect(asWaiting(meiSignsUp)).toEqual({ ...meiSignsUp, phone_at: '2026-11-23T04:00:00.000Z' });
});

test('sign-ups may wait, a confirmation by the coordinator may not', () => {
  expect(mayWait('volunteering.sign_up')).toBe(true);
  expect(mayWait('claims.send')).toBe(true);
  expect(mayWait('volunteering.confirm')).toBe(false);
});
