import { isId } from './id';

/** The place in a list that is ordered by time and id: where the page before ended. */
export interface Cursor {
  at: Date;
  id: string;
}

/** As text for an address: milliseconds, a dot, the id. */
export const writeCursor = (at: Date, id: string): string => `${at.getTime()}.${id}`;

/** Reads a cursor from an address; anything that is not one means: from the beginning. */
export function readCursor(text: string | null): Cursor | null {
  const [ms = '', id = ''] = (text ?? '').split('.', 2);
  const at = new Date(Number(ms));
  return /^\d{1,15}$/.test(ms) && isId(id) && !Number.isNaN(at.getTime()) ? { at, id } : null;
}
