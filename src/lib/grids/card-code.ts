/** Crockford's base 32: no I, L, O or U, so that a code read aloud or copied by hand is not misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM_BYTES = 10;
const CODE_LENGTH = 16;
const BITS_PER_CHARACTER = 5;

/**
 * A new code for a household card: 16 characters made of 80 random bits. `randomBytes` gives that
 * many bytes from a cryptographic source.
 */
export function newCardCode(randomBytes: (count: number) => Uint8Array): string {
  let bits = 0n;
  for (const byte of randomBytes(RANDOM_BYTES)) bits = (bits << 8n) | BigInt(byte);
  return Array.from({ length: CODE_LENGTH }, (_, place) => {
    const shift = BigInt((CODE_LENGTH - 1 - place) * BITS_PER_CHARACTER);
    return ALPHABET.charAt(Number((bits >> shift) & 31n));
  }).join('');
}

/** As printed on the card for people: XXXX-XXXX-XXXX-XXXX. */
export function formatCardCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/**
 * The code that somebody means who types it in small or full-width letters, with O for 0, I or L
 * for 1, with spaces or dashes. Undefined when it cannot be a card's code.
 */
export function normaliseCardCode(typed: string): string | undefined {
  const code = typed
    .slice(0, 100)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cf}_.·−]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  const isCode = code.length === CODE_LENGTH && [...code].every((one) => ALPHABET.includes(one));
  return isCode ? code : undefined;
}
