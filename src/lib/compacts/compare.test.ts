import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareArticles, countDifferences } from './compare';
import { compareWords, newEffort, type Stretch } from './compare-words';

const article = (articleId: string, text: string, heading = '') => ({ articleId, heading, text });
const read = (stretches: Stretch[] = []): string => stretches.map(({ text }) => text).join('');

test('Chen compares two versions: one changed, one added, one removed, one moved', () => {
  const [peace, dogs, bikes, tidy] = ['和睦', '养犬', '停车', '卫生'];
  const found = compareArticles(
    [article('a', peace), article('b', dogs), article('c', bikes), article('d', tidy)],
    [article('d', tidy), article('a', peace), article('b', '文明养犬'), article('e', '绿化')]
  );
  expect(found.map(({ articleId, kind }) => articleId + ' ' + kind)).toEqual([
    'd moved',
    'a same',
    'b changed',
    'c removed',
    'e added'
  ]);
  expect(countDifferences(found)).toEqual({ added: 1, removed: 1, changed: 1, moved: 1 });
});

test('a changed fee shows as one word gone and one word new', () => {
  const found = compareWords('每户每月缴纳三元卫生费', '每户每季度缴纳十元卫生费');
  expect(found.filter(({ kind }) => kind === 'gone').map(({ text }) => text)).toEqual(['月', '三']);
  expect(found.filter(({ kind }) => kind === 'new').map(({ text }) => text)).toEqual([
    '季度',
    '十'
  ]);
});

const texts = fc.string({
  unit: fc.constantFrom('楼', '道', '不', '堆', '物', '，', '。', ' ', '\n', 'a', 'b'),
  maxLength: 40
});
const versions = fc.uniqueArray(
  fc.record({ articleId: fc.constantFrom(...'abcdefgh'), heading: texts, text: texts }),
  { selector: ({ articleId }) => articleId, maxLength: 8 }
);

test('each side of a comparison holds the whole of its version', () => {
  fc.assert(
    fc.property(versions, versions, (older, newer) => {
      const found = compareArticles(older, newer);
      expect(found.filter(({ after }) => after).map(({ articleId }) => articleId)).toEqual(
        newer.map(({ articleId }) => articleId)
      );
      for (const { articleId, before, after } of found) {
        const was = older.find((each) => each.articleId === articleId);
        const is = newer.find((each) => each.articleId === articleId);
        expect([read(before?.heading), read(before?.text)]).toEqual([
          was?.heading ?? '',
          was?.text ?? ''
        ]);
        expect([read(after?.heading), read(after?.text)]).toEqual([
          is?.heading ?? '',
          is?.text ?? ''
        ]);
      }
    })
  );
});

test('a version compared with itself shows no difference', () => {
  fc.assert(
    fc.property(versions, (version) => {
      expect(compareArticles(version, version).every(({ kind }) => kind === 'same')).toBe(true);
    })
  );
});

test('a family, a flag and a letter with its accents are never torn apart', () => {
  const clusters = new Intl.Segmenter('zh', { granularity: 'grapheme' });
  const beginsOf = (text: string) =>
    new Set([...Array.from(clusters.segment(text), ({ index }) => index), text.length]);
  const wise = fc.string({
    unit: fc.constantFrom('👨‍👩‍👧', '👨', '👧', '🇨🇳', '🇳', 'é', 'e', '楼', '道', '。', '❤️', '👍🏽'),
    maxLength: 30
  });
  fc.assert(
    fc.property(wise, wise, (older, newer) => {
      for (const [kind, text] of [
        ['new', older],
        ['gone', newer]
      ] as const) {
        const begins = beginsOf(text);
        let at = 0;
        for (const part of compareWords(older, newer).filter((each) => each.kind !== kind)) {
          at += part.text.length;
          expect(begins.has(at)).toBe(true);
        }
        expect(at).toBe(text.length);
      }
    })
  );
});

test('one word changed in each of 200 long articles is still shown as words, as far as a page goes', () => {
  const long = (fee: string) => '楼道不堆放杂物，爱护绿化。'.repeat(250) + `每户缴纳${fee}元。`;
  const older = Array.from({ length: 200 }, (_, at) => article(String(at), long('三')));
  const newer = Array.from({ length: 200 }, (_, at) => article(String(at), long('十')));
  const [first] = compareArticles(older, newer);
  expect(first?.before?.text.find(({ kind }) => kind === 'gone')?.text).toBe('三');
});

test('a text that was written anew is shown as old and new, at the cost of a page and no more', () => {
  const other = (letters: string, at: number) =>
    Array.from({ length: 3900 }, (_, n) => letters[(n * 7 + at * 13 + (n % 11)) % letters.length]);
  const effort = newEffort();
  for (let at = 0; at < 5; at++) {
    const older = other('楼道不堆杂物爱护绿化邻里和睦', at).join('');
    const newer = other('按时缴费文明养犬分类投放互助', at).join('');
    const found = compareWords(older, newer, effort);
    expect(read(found.filter(({ kind }) => kind !== 'new'))).toBe(older);
    expect(read(found.filter(({ kind }) => kind !== 'gone'))).toBe(newer);
  }
  expect(effort.characters).toBeGreaterThanOrEqual(0);
  expect(effort.steps).toBeGreaterThanOrEqual(0);
});
