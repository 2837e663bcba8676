import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { normalisePhone, type Phone } from './phone';

/** What may be done with phone numbers, with keys that only the running app holds. */
export interface Phones {
  /** Finds an account without storing the number: the same number always gives the same text. */
  lookup(phone: Phone): string;
  encrypt(phone: Phone): string;
  /** The number again; null when the text is not ours or was changed. */
  decrypt(cipher: string): Phone | null;
  /** What is stored of a one-time code; six digits alone could be guessed from a plain hash. */
  codeHash(phone: Phone, code: string): string;
  /** A name for something that is counted (an address, a prefix) without keeping it. */
  countingKey(text: string): string;
  /** Hides a small JSON value in a cookie of the person's own browser. */
  seal(value: object): string;
  /** What was sealed; null when it was changed or made by another installation. */
  unseal(sealed: string): unknown;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Derives separate keys for each purpose from the installation's secret (HKDF-SHA-256). */
export function openPhones(secret: string): Phones {
  const key = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', secret, 'linli', `accounts.${purpose}`, 32));
  const lookupKey = key('lookup');
  const cipherKey = key('cipher');
  const codeKey = key('code');
  const countingKey = key('counting');
  const sealKey = key('seal');
  return {
    lookup: (phone) => hmac(lookupKey, phone),
    encrypt: (phone) => encrypt(cipherKey, phone),
    decrypt(cipher) {
      const plain = decrypt(cipherKey, cipher);
      return plain === null ? null : (normalisePhone(plain) ?? null);
    },
    codeHash: (phone, code) => hmac(codeKey, `${phone}:${code}`),
    countingKey: (text) => hmac(countingKey, text),
    seal: (value) => encrypt(sealKey, JSON.stringify(value)),
    unseal(sealed) {
      const plain = decrypt(sealKey, sealed);
      return plain === null ? null : JSON.parse(plain);
    }
  };
}

const hmac = (key: Buffer, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url');

/** AES-256-GCM: nonce, ciphertext and tag in one base64url text. */
function encrypt(key: Buffer, plain: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url');
}

function decrypt(key: Buffer, text: string): string | null {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const body = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([body, decipher.final()]).toString('utf8');
  } catch {
    return null; // The tag does not fit: not ours, or changed.
  }
}
