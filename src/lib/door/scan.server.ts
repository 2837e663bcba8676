import { isId } from '../shared/id';
import { firstFound } from '../shared/secrets';
import {
  isSame,
  posterToken,
  readLiveToken,
  readScanStamp,
  scanStamp,
  type Occasion
} from './check-in-code.server';
import { checkInKey, checkInKeys } from './check-in-key.server';

/** Whether the link of a poster, or of a code that changes, is one that we made for the occasion. */
export const isGenuinePoster = (occasion: Occasion, token: string): boolean =>
  isId(occasion.occasionId) &&
  checkInKeys().some(
    (key) =>
      isSame(token, posterToken(key, occasion)) || readLiveToken(key, occasion, token) !== null
  );

/** The stamp of the first scan: the one that the phone still holds, or a new one of now. */
export function keepScan(occasion: Occasion, held: string | undefined, now: Date): string {
  return held && scannedAt(occasion, held) ? held : scanStamp(checkInKey(), occasion, now);
}

/** The time of a scan that we stamped for the occasion; null for anything else. */
export const scannedAt = (occasion: Occasion, stamp: string): Date | null =>
  firstFound(checkInKeys(), (key) => readScanStamp(key, occasion, stamp));
