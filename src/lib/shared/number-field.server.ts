import { z } from 'zod';
import { readNumber } from './number';

/** A number of a form or of a command, read as people type it. */
export const numberField = z.unknown().transform((typed, context): number => {
  const text = typeof typed === 'number' ? plain(typed) : typed;
  const read = typeof text === 'string' ? readNumber(text) : null;
  if (read !== null) return read;
  context.addIssue({ code: 'custom', message: 'no number' });
  return z.NEVER;
});

/** A whole number from `least` to `most`, both included. */
export const wholeNumberField = (least: number, most: number = Number.MAX_SAFE_INTEGER) =>
  numberField.pipe(z.number().int().min(least).max(most));

/** What the product itself hands over as a number is one already, if it is finite. */
const plain = (number: number): string | null =>
  Number.isFinite(number) ? number.toFixed(Number.isInteger(number) ? 0 : 9) : null;
