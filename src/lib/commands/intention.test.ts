import { expect, test } from 'vitest';
import { Intention } from './intention';

const form = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries({ key: 'of the page', ...fields }))
    data.set(name, value);
  return data;
};

test('two taps on one button are one intention; the next rule to add is another', () => {
  const intention = new Intention();
  const sent = [
    form({ card: 'rules', revision: '1' }),
    form({ card: 'rules', revision: '1' }),
    form({ card: 'rules', revision: '2' }),
    form({ card: 'rules', revision: '1' })
  ];
  for (const each of sent) intention.mark(each);
  const [first, again, next, back] = sent.map((each) => each.get('key'));
  expect(first).toBe(again);
  expect(new Set([first, next, back, 'of the page']).size).toBe(4);
});
