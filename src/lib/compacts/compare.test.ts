import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareArticles, compareWords, countDifferences, type Stretch } from './compare';

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
