import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Derived from the app's secret; who has it can make every poster and code. */
export type CheckInKey = Buffer;

export const checkInKeyOf = (secret: string): CheckInKey =>
  Buffer.from(hkdfSync('sha256', secret, '', 'linli shift check-in v1', 32));

/** What the door belongs to: a shift or an event. Ids are UUIDs, so that no two have the same door. */
export interface Occasion {
  communityId: string;
  occasionId: string;
}

/** The token in the QR poster of a shift or event: 128 bits, base64url. */
export const posterToken = (key: CheckInKey, occasion: Occasion): string =>
  sign(key, 'poster', occasion).subarray(0, 16).toString('base64url');

/** The six digits that are read out or written on the board at the place. */
export const sixDigitCode = (key: CheckInKey, occasion: Occasion): string =>
  String(sign(key, 'code', occasion).readUIntBE(0, 6) % 1_000_000).padStart(6, '0');

/** How long each code on the phone of whoever is in charge is shown. */
export const LIVE_SECONDS = 30;
const STEP_CHARACTERS = 8;

/** The token of the QR code that is shown at this time and no other: its step in time, signed. */
export function liveToken(key: CheckInKey, occasion: Occasion, at: Date): string {
  const step = stepOf(at).toString(36).padStart(STEP_CHARACTERS, '0');
  return step + sign(key, `live ${step}`, occasion).subarray(0, 16).toString('base64url');
}

/** When the code of a token began to be shown; null for a token that is none of the occasion's. */
export function readLiveToken(key: CheckInKey, occasion: Occasion, token: string): Date | null {
  const step = parseInt(token.slice(0, STEP_CHARACTERS), 36);
  if (!Number.isSafeInteger(step)) return null;
  const at = new Date(step * LIVE_SECONDS * 1000);
  return isSame(token, liveToken(key, occasion, at)) ? at : null;
}

/** The six digits beneath that code, for who cannot scan (after RFC 6238, with our own key). */
export const liveDigits = (key: CheckInKey, occasion: Occasion, at: Date): string =>
  String(sign(key, `digits ${stepOf(at)}`, occasion).readUIntBE(0, 6) % 1_000_000).padStart(6, '0');

const stepOf = (at: Date): number => Math.floor(at.getTime() / 1000 / LIVE_SECONDS);

/** A proof that the poster was opened at this time, for who signs in only afterwards. */
export function scanStamp(key: CheckInKey, occasion: Occasion, at: Date): string {
  const time = String(at.getTime());
  return `${time}.${sign(key, `scan ${time}`, occasion).subarray(0, 16).toString('base64url')}`;
}

/** The time of a scan that we stamped ourselves for this occasion; null for anything else. */
export function readScanStamp(key: CheckInKey, occasion: Occasion, stamp: string): Date | null {
  const time = /^\d{1,15}(?=\.)/.exec(stamp)?.[0];
  if (!time) return null;
  const at = new Date(Number(time));
  return isSame(stamp, scanStamp(key, occasion, at)) ? at : null;
}

/** Compares in constant time, so that nothing is learnt from how long it takes. */
export function isSame(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

const sign = (key: CheckInKey, purpose: string, { communityId, occasionId }: Occasion): Buffer =>
  createHmac('sha256', key).update(`${purpose}\n${communityId}\n${occasionId}`).digest();
