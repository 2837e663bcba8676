import { createHmac, hkdfSync } from 'node:crypto';
import { assert } from '../shared/result';
import { newCardCode } from './card-code';

let key: Buffer | undefined;

/** Says once, when the app starts, from which secret the codes of household cards are derived. */
export function configureCardKey(secret: string): void {
  key = Buffer.from(hkdfSync('sha256', secret, 'linli', 'grids.card_code', 32));
}

/**
 * The code of a card: 80 bits of an HMAC of its id, so that a sheet of cards can be printed again
 * while the database holds hashes only (docs/decisions, "Codes of household cards").
 */
export function cardCode(communityId: string, cardId: string): string {
  assert(key, 'configureCardKey is called when the app starts');
  const digest = createHmac('sha256', key).update(`${communityId}/${cardId}`).digest();
  return newCardCode((count) => digest.subarray(0, count));
}
