import { expect, test } from 'vitest';
import { commandWord } from '../grids/command-words.server';
import { commandNames } from './commands.server';

test('the audit log has words for every command that can be sent', () => {
  const names = commandNames();
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => commandWord(name) === name)).toEqual([]);
});
