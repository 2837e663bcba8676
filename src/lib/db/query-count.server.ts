import { AsyncLocalStorage } from 'node:async_hooks';

const counting = new AsyncLocalStorage<{ queries: number }>();

/** Runs `work` and says how many statements it sent to the database. */
export async function countQueries<T>(
  work: () => Promise<T>
): Promise<{ result: T; queries: number }> {
  const count = { queries: 0 };
  const result = await counting.run(count, work);
  return { result, queries: count.queries };
}

/** Statements that open and close a transaction ask the database nothing. */
const FRAME = /^(begin|commit|rollback|set local)/i;

/** For drizzle: counts, and writes nothing anywhere. */
export const queryCounter = {
  logQuery(query: string): void {
    const count = counting.getStore();
    if (count && !FRAME.test(query)) count.queries++;
  }
};
