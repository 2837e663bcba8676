import { createHash } from 'node:crypto';

/**
 * What is stored of a card's code: its SHA-256 in hexadecimal. Takes the code as
 * `normaliseCardCode` gives it. 80 random bits need no salt and no slow hash.
 */
export function hashCardCode(code: string): string {
  return createHash('sha256').update(code, 'ascii').digest('hex');
}
