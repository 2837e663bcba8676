import { qrSvgPath } from '../ui/qr';
import { LIVE_SECONDS, liveDigits, liveToken, type Occasion } from './check-in-code.server';
import { checkInKey } from './check-in-key.server';

/** What the phone of whoever is in charge shows from `from` on, for `seconds`. */
export interface LiveCodes {
  from: Date;
  seconds: number;
  codes: { link: string; digits: string }[];
  /** Of the first, for browsers without scripts. */
  first: { size: number; path: string };
}

/** Enough for a long evening at a door without a network. */
const HOURS = 3;

/**
 * The codes from now on, so that a phone that loses the network goes on showing them.
 * @param address of the check-in page of the occasion, without its token
 */
export function listLiveCodes(occasion: Occasion, address: string, now: Date): LiveCodes {
  const ms = LIVE_SECONDS * 1000;
  const from = new Date(Math.floor(now.getTime() / ms) * ms);
  const key = checkInKey();
  const codes = Array.from({ length: (HOURS * 3600) / LIVE_SECONDS }, (_, step) => {
    const at = new Date(from.getTime() + step * ms);
    return {
      link: `${address}/${liveToken(key, occasion, at)}`,
      digits: liveDigits(key, occasion, at)
    };
  });
  return { from, seconds: LIVE_SECONDS, codes, first: qrSvgPath(codes[0]?.link ?? address) };
}
