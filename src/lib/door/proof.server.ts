import { z } from 'zod';
import { firstFound } from '../shared/secrets';
import {
  isSame,
  LIVE_SECONDS,
  liveDigits,
  posterToken,
  readLiveToken,
  sixDigitCode,
  type CheckInKey,
  type Occasion
} from './check-in-code.server';
import { checkInKeys } from './check-in-key.server';
import type { Shown } from './window';

/** What shows that somebody is at the place: the token of a QR code, or six digits. */
export const ProofInput = {
  token: z.string().max(64).default(''),
  code: z.string().max(20).default(''),
  /** The signed time of the scan, from the poster's page. */
  scan: z.string().max(80).default(''),
  /** `yes`: who has not signed up takes a place that is left. */
  join: z.enum(['yes', '']).default('')
};

export type Proof = { token: string; code: string };

/** Beside the code that is shown now those before it count, for who types slowly. */
const LIVE_STEPS_BACK = 2;

/**
 * What the token, or without one the typed digits, show of the occasion; null when they are none of
 * its codes. Digits that change are looked for around now and around the phone's time.
 */
export const readProof = (proof: Proof, occasion: Occasion, times: Times): Shown | null =>
  firstFound(checkInKeys(), (key) => readProofBy(key, proof, occasion, times));

interface Times {
  now: Date;
  phoneAt: Date | null;
}

function readProofBy(
  key: CheckInKey,
  { token, code }: Proof,
  occasion: Occasion,
  { now, phoneAt }: Times
): Shown | null {
  if (token) {
    if (isSame(token, posterToken(key, occasion))) return { by: 'poster' };
    const shownAt = readLiveToken(key, occasion, token);
    return shownAt && { by: 'live', shownAt };
  }
  const digits = digitsOf(code);
  if (isSame(digits, sixDigitCode(key, occasion))) return { by: 'code' };
  const times = [now, ...(phoneAt ? [phoneAt] : [])].flatMap(recentSteps);
  const shownAt = times.find((at) => isSame(digits, liveDigits(key, occasion, at)));
  return shownAt ? { by: 'live', shownAt } : null;
}

const recentSteps = (at: Date): Date[] =>
  Array.from(
    { length: LIVE_STEPS_BACK + 1 },
    (_, back) => new Date(at.getTime() - back * LIVE_SECONDS * 1000)
  );

/** Full-width digits and spaces as phones type them. */
const digitsOf = (typed: string): string => typed.normalize('NFKC').replace(/\D/g, '');
