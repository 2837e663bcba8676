import { expect, test } from 'vitest';
import { rule, ruleSet } from '../../rules/rules.examples';
import { Workshop } from './workshop.svelte';

test('of a thousand rules forty show their fields at once, and whichever Chen opens', () => {
  const rules = Array.from({ length: 1000 }, (_, at) => rule(`r${at}`, 'patrol'));
  const shop = new Workshop(() => ({
    ruleSet: ruleSet({ rules }),
    revision: 0,
    view: 'rules',
    here: '/c/yaolin/manage/rules/draft',
    today: '2026-11-23',
    onNotice: false,
    opened: 'rules/r777',
    votes: [],
    teams: []
  }));
  const open = rules.map(({ id }) => `rules/${id}`).filter((card) => shop.isOpen(card));
  expect(open).toHaveLength(41);
  expect(open.at(-1)).toBe('rules/r777');
});
