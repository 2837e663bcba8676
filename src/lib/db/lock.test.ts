import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { FolderInUse, holderOf, lockFolder } from './lock.server';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linli-lock-'));
});
const lockFile = () => join(folder, 'linli.pid');

test('a data folder that another process holds is refused with its number', async () => {
  const other = spawn('sleep', ['60']);
  writeFileSync(lockFile(), `${other.pid}\n`);
  expect(() => lockFolder(folder)).toThrow(FolderInUse);
  expect(() => lockFolder(folder)).toThrow(`in use by process ${other.pid}`);
  expect(holderOf(folder)).toBe(other.pid);
  other.kill();
  await new Promise((resolve) => other.on('exit', resolve));
  lockFolder(folder)();
});

test('what a killed process left behind is taken over, also when it is empty or nonsense', () => {
  for (const left of ['', '\n', 'nonsense', '-1', '999999999 12', '0']) {
    writeFileSync(lockFile(), left);
    const unlock = lockFolder(folder);
    expect(readFileSync(lockFile(), 'utf8')).toMatch(new RegExp(`^${process.pid} `));
    unlock();
    expect(existsSync(lockFile())).toBe(false);
  }
});

test('a number that the system has given to another process since does not hold the folder', () => {
  const other = spawn('sleep', ['60']);
  writeFileSync(lockFile(), `${other.pid} 1\n`);
  const unlock = lockFolder(folder);
  unlock();
  other.kill();
});

test('the same process cannot open the folder twice', () => {
  const unlock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(FolderInUse);
  unlock();
});

test('giving back leaves a folder alone that somebody else has taken since', () => {
  const unlock = lockFolder(folder);
  writeFileSync(lockFile(), '1 1\n');
  unlock();
  expect(readFileSync(lockFile(), 'utf8')).toBe('1 1\n');
});
