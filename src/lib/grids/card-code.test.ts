import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCardCode, newCardCode, normaliseCardCode } from './card-code';
import { hashCardCode } from './card-code.server';

const tenBytes = fc.uint8Array({ minLength: 10, maxLength: 10 });

describe('the code on a household card', () => {
  test('spends each of its 80 random bits', () => {
    expect(newCardCode(() => new Uint8Array(10))).toBe('0000000000000000');
    expect(newCardCode(() => new Uint8Array(10).fill(255))).toBe('ZZZZZZZZZZZZZZZZ');
    const last = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 33);
    expect(newCardCode(() => last)).toBe('0000000000000011');
  });

  test('is printed in four groups', () => {
    expect(formatCardCode('7K2MQ4X9A0B1C2D3')).toBe('7K2M-Q4X9-A0B1-C2D3');
  });

  test('typed by Zhou Xiulan with O for 0, l for 1 and full-width letters is the same', () => {
    expect(normaliseCardCode(' ７k2m q4x9—aoBl C2D3 ')).toBe('7K2MQ4X9A0B1C2D3');
  });

  test.each(['', '7K2M', '7K2M-Q4X9-A0B1-C2D', '7K2M-Q4X9-A0B1-C2DU', 'x'.repeat(5000)])(
    '"%s" is none',
    (typed) => {
      expect(normaliseCardCode(typed)).toBeUndefined();
    }
  );

  test('comes back from paper, for any random bytes', () => {
    fc.assert(
      fc.property(tenBytes, (bytes) => {
        const code = newCardCode(() => bytes);
        expect(normaliseCardCode(formatCardCode(code).toLowerCase())).toBe(code);
      })
    );
  });

  test('is stored only as its SHA-256', () => {
    expect(hashCardCode('0000000000000000')).toBe(
      'fcdb4b423f4e5283afa249d762ef6aef150e91fccd810d43e5e719d14512dec7'
    );
  });
});
