import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinArticles, splitIntoArticles } from './article-text';

const bare = (text: string): string => text.replace(/\s/gu, '');

test('Wang pastes a compact with a preamble and two articles that are both called the eighth', () => {
  const articles = splitIntoArticles(
    '为了大家和睦相处，制定本公约。\r\n\r\n第七条 楼道不堆杂物。\n第八条　文明养犬\n遛犬牵绳，及时清理。\n第八条 按时缴费。根据第三条的约定办理。'
  );
  expect(articles).toEqual([
    { heading: '', text: '为了大家和睦相处，制定本公约。' },
    { heading: '第七条', text: '楼道不堆杂物。' },
    { heading: '第八条　文明养犬', text: '遛犬牵绳，及时清理。' },
    { heading: '第八条', text: '按时缴费。根据第三条的约定办理。' }
  ]);
});

test('chapters stand by themselves, and numbers may be figures', () => {
  expect(splitIntoArticles('第一章 总则\n第1条 邻里互助。\n第12条 不高空抛物。')).toEqual([
    { heading: '第一章 总则', text: '' },
    { heading: '第1条', text: '邻里互助。' },
    { heading: '第12条', text: '不高空抛物。' }
  ]);
});

test('a text that lost its line breaks is still split where articles begin', () => {
  const found = splitIntoArticles(
    '第一条 尊老爱幼。第二条 爱护绿化，违反第一条的劝导。第三条　分类投放。'
  );
  expect(found.map(({ heading }) => heading)).toEqual(['第一条', '第二条', '第三条']);
});

const piece = fc.constantFrom(
  '第一条',
  '第八条',
  '第十二条 ',
  '第３章',
  '第2节\n',
  '条',
  '第',
  '。',
  '，',
  '\n',
  '\r\n',
  ' ',
  '　',
  '邻里和睦',
  '不堆杂物',
  'a',
  '𠮷'
);

test('whatever is pasted, not a character of it is lost or moved', () => {
  const pasted = fc.oneof(
    fc.array(piece, { maxLength: 60 }).map((parts) => parts.join('')),
    fc.string({ unit: 'grapheme', maxLength: 200 })
  );
  fc.assert(
    fc.property(pasted, (text) => {
      expect(bare(joinArticles(splitIntoArticles(text)))).toBe(bare(text));
    })
  );
});

test('what was split and joined splits the same way again', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (parts) => {
      const once = joinArticles(splitIntoArticles(parts.join('')));
      expect(bare(joinArticles(splitIntoArticles(once)))).toBe(bare(once));
    })
  );
});
