import { beforeAll, expect, test } from 'vitest';
import { readRosterApart } from '../../src/lib/grids/roster-thread.server';
import { hostileTables } from '../files/hostile-tables';

/** A clerk of one community, or whoever has her phone, uploads files to stop the server for all. */
const files = hostileTables();
const MEGABYTE = 2 ** 20;
const answers = new Map<string, Awaited<ReturnType<typeof readRosterApart>>>();
let grown: number;
let slowest = 0;

beforeAll(async () => {
  await readRosterApart(Buffer.from('楼栋,房号\n3,501'), 'warm.csv');
  const before = process.memoryUsage().rss;
  let last = performance.now();
  const timer = setInterval(() => {
    slowest = Math.max(slowest, performance.now() - last - 5);
    last = performance.now();
  }, 5);
  for (const { bytes, name } of files) answers.set(name, await readRosterApart(bytes, name));
  clearInterval(timer);
  grown = process.memoryUsage().rss - before;
});

test.each(files)('a file with $name is refused with words, or read as it is', ({ name }) => {
  const read = answers.get(name);
  expect(read && ('refused' in read || read.rows.length <= 20_000)).toBe(true);
});

test('after all of them the process takes no more than 100 MB more than before', () => {
  expect(grown).toBeLessThan(100 * MEGABYTE);
});

test('while they are read the process answers', () => {
  // It was 26 s before; the machine of the tests may be busy itself.
  expect(slowest).toBeLessThan(1000);
});
