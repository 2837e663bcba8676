import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Derived from the app's secret; who has it can make every poster and code. */
export type CheckInKey = Buffer;

export const checkInKeyOf = (secret: string): CheckInKey =>
  Buffer.from(hkdfSync('sha256', secret, '', 'linli shift check-in v1', 32));

export interface ShiftId {
  communityId: string;
  shiftId: string;
}

/** The token in the QR poster of a shift: 128 bits, base64url. */
export const posterToken = (key: CheckInKey, shift: ShiftId): string =>
  sign(key, 'poster', shift).subarray(0, 16).toString('base64url');

/** The six digits that are read out or written on the board at the place. */
export const sixDigitCode = (key: CheckInKey, shift: ShiftId): string =>
  String(sign(key, 'code', shift).readUIntBE(0, 6) % 1_000_000).padStart(6, '0');

/** A proof that the poster was opened at this time, for who signs in only afterwards. */
export function scanStamp(key: CheckInKey, shift: ShiftId, at: Date): string {
  const time = String(at.getTime());
  return `${time}.${sign(key, `scan ${time}`, shift).subarray(0, 16).toString('base64url')}`;
}

/** The time of a scan that we stamped ourselves for this shift; null for anything else. */
export function readScanStamp(key: CheckInKey, shift: ShiftId, stamp: string): Date | null {
  const time = /^\d{1,15}(?=\.)/.exec(stamp)?.[0];
  if (!time) return null;
  const at = new Date(Number(time));
  return isSame(stamp, scanStamp(key, shift, at)) ? at : null;
}

/** Compares in constant time, so that nothing is learnt from how long it takes. */
export function isSame(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

const sign = (key: CheckInKey, purpose: string, { communityId, shiftId }: ShiftId): Buffer =>
  createHmac('sha256', key).update(`${purpose}\n${communityId}\n${shiftId}`).digest();
