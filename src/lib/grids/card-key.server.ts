import { createHmac, hkdfSync } from 'node:crypto';
import { assert } from '../shared/result';
import { ofEach } from '../shared/secrets';
import { newCardCode } from './card-code';

let keys: [Buffer, ...Buffer[]] | undefined;

/** Says once, when the app starts, from which secret the codes of household cards are derived. */
export function configureCardKey(secret: string, former: string | null = null): void {
  keys = ofEach(secret, former, (each) =>
    Buffer.from(hkdfSync('sha256', each, 'linli', 'grids.card_code', 32))
  );
}

/**
 * The code of a card: 80 bits of an HMAC of its id, so that a sheet of cards can be printed again
 * while the database holds hashes only (docs/decisions, "Codes of household cards").
 */
export const cardCode = (communityId: string, cardId: string): string =>
  cardCodes(communityId, cardId)[0];

/** The code by each secret that is still read, that of the current one first. */
export function cardCodes(communityId: string, cardId: string): [string, ...string[]] {
  assert(keys, 'configureCardKey is called when the app starts');
  const [current, ...former] = keys;
  const code = (key: Buffer) => {
    const digest = createHmac('sha256', key).update(`${communityId}/${cardId}`).digest();
    return newCardCode((count) => digest.subarray(0, count));
  };
  return [code(current), ...former.map(code)];
}
