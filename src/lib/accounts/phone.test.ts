import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalisePhone, phonePrefix } from './phone';
import { openPhones } from './phone.server';

const phones = openPhones('the secret of the phone tests, long enough');
const mobile = fc
  .tuple(fc.constantFrom('3', '4', '5', '6', '7', '8', '9'), fc.stringMatching(/^\d{9}$/))
  .map(([second, rest]) => `1${second}${rest}`);
const wide = (text: string) =>
  text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));

test('however Mrs Li writes her number, it is the same eleven digits', () => {
  const prefix = fc.constantFrom('', '+86', '0086', '86', '+86 ', '(+86)', '＋８６');
  const separator = fc.constantFrom('', ' ', '-', '　', '\u200b', '－');
  fc.assert(
    fc.property(mobile, prefix, separator, fc.boolean(), (number, before, between, isWide) => {
      const grouped = [number.slice(0, 3), number.slice(3, 7), number.slice(7)].join(between);
      const typed = ` ${before}${isWide ? wide(grouped) : grouped} `;
      expect(normalisePhone(typed)).toBe(number);
    })
  );
});

test('what is not a mainland mobile number is refused, however long', () => {
  for (const typed of [
    '',
    '1380013800',
    '138001380000',
    '02588888888',
    '+1 2025550123',
    '12800138000',
    '一三八'
  ]) {
    expect(normalisePhone(typed)).toBeUndefined();
  }
  fc.assert(
    fc.property(fc.string({ maxLength: 400, unit: 'grapheme' }), (text) => {
      const phone = normalisePhone(text);
      if (phone !== undefined) expect(phone).toMatch(/^1[3-9]\d{9}$/);
    })
  );
});

test("a number is found by its HMAC, read back from its cipher, and another installation can't", () => {
  const elsewhere = openPhones('another secret, of another installation');
  fc.assert(
    fc.property(mobile, (number) => {
      const phone = normalisePhone(number)!;
      expect(phones.lookup(phone)).toBe(phones.lookup(phone));
      expect(phones.lookup(phone)).not.toBe(elsewhere.lookup(phone));
      const cipher = phones.encrypt(phone);
      expect(cipher).not.toContain(number);
      expect(cipher).not.toBe(phones.encrypt(phone));
      expect(phones.decrypt(cipher)).toBe(phone);
      expect(elsewhere.decrypt(cipher)).toBeNull();
    }),
    { numRuns: 50 }
  );
});

test('a sealed cookie that somebody changed is not read', () => {
  const sealed = phones.seal({ phone: '13800138000' });
  expect(phones.unseal(sealed)).toEqual({ phone: '13800138000' });
  const flipped = (sealed[20] === 'A' ? 'B' : 'A') + sealed.slice(21);
  expect(phones.unseal(sealed.slice(0, 20) + flipped)).toBeNull();
  expect(phones.unseal('')).toBeNull();
  expect(phones.unseal('nonsense')).toBeNull();
});

test('the prefix that is counted is the block of numbers of one city', () => {
  expect(phonePrefix(normalisePhone('13800138000')!)).toBe('1380013');
});
