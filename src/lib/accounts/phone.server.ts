import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { firstFound, ofEach } from '../shared/secrets';
import { normalisePhone, type Phone } from './phone';

/** What may be done with phone numbers, with keys that only the running app holds. */
export interface Phones {
  /** Finds an account without storing the number: the same number always gives the same text. */
  lookup(phone: Phone): string;
  /** All names under which an account may still stand: `lookup` first, the former secret's after. */
  lookups(phone: Phone): string[];
  encrypt(phone: Phone): string;
  /** The number again; null when the text is not ours or was changed. */
  decrypt(cipher: string): Phone | null;
  /** Whether the current secret wrote the text; of the former one's `npm run secret:rotate` makes new. */
  isCurrent(cipher: string): boolean;
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

/**
 * Derives separate keys for each purpose from the installation's secret (HKDF-SHA-256).
 * @param former the secret before, while it is being replaced
 */
export function openPhones(secret: string, former: string | null = null): Phones {
  const keys = (purpose: string) =>
    ofEach(secret, former, (each) =>
      Buffer.from(hkdfSync('sha256', each, 'linli', `accounts.${purpose}`, 32))
    );
  const lookupKeys = keys('lookup');
  const cipherKeys = keys('cipher');
  const [codeKey] = keys('code');
  const [countingKey] = keys('counting');
  const sealKeys = keys('seal');
  return {
    lookup: (phone) => hmac(lookupKeys[0], phone),
    lookups: (phone) => lookupKeys.map((key) => hmac(key, phone)),
    encrypt: (phone) => encrypt(cipherKeys[0], phone),
    decrypt(cipher) {
      const plain = firstFound(cipherKeys, (key) => decrypt(key, cipher));
      return plain === null ? null : (normalisePhone(plain) ?? null);
    },
    isCurrent: (cipher) => decrypt(cipherKeys[0], cipher) !== null,
    codeHash: (phone, code) => hmac(codeKey, `${phone}:${code}`),
    countingKey: (text) => hmac(countingKey, text),
    seal: (value) => encrypt(sealKeys[0], JSON.stringify(value)),
    unseal(sealed) {
      const plain = firstFound(sealKeys, (key) => decrypt(key, sealed));
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
