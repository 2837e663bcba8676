import type { Sql } from './types.server';

export const UNIQUE_VIOLATION = '23505';
export const LOCK_NOT_AVAILABLE = '55P03';

/** The database's code for an error; '' for other errors. drizzle wraps the driver's as `cause`. */
export function sqlState(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return '';
}

/**
 * Changes a row to a value that must be unique; false, and nothing done, when another row has it.
 * For inserts `onConflictDoNothing` says the same.
 */
export async function unlessTaken(
  tx: Sql,
  change: (tx: Sql) => Promise<unknown>
): Promise<boolean> {
  try {
    await tx.transaction(change);
    return true;
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
    return false;
  }
}
