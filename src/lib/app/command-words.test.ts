import { expect, test } from 'vitest';
import { commandWord } from '../grids/command-words.server';
import { commandChoices, commandNames } from './commands.server';

test('the audit log has words for every command that can be sent', () => {
  const names = commandNames();
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => commandWord(name) === name)).toEqual([]);
});

test('the audit log lets one choose any command by its words, also one that nobody has sent yet', () => {
  const choices = commandChoices();
  expect(choices.map(({ value }) => value)).toEqual([...commandNames(), 'rules.publish']);
  expect(choices.every(({ label }) => label !== '')).toBe(true);
});
