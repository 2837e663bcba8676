import { z } from 'zod';
import { isSame, posterToken, sixDigitCode, type Occasion } from './check-in-code.server';
import { checkInKey } from './check-in-key.server';

/** What shows that somebody is at the place: the token of the poster's QR code, or six digits. */
export const ProofInput = {
  token: z.string().max(64).default(''),
  code: z.string().max(20).default(''),
  /** The signed time of the scan, from the poster's page. */
  scan: z.string().max(80).default(''),
  /** `yes`: who has not signed up takes a place that is left. */
  join: z.enum(['yes', '']).default('')
};

export type Proof = { token: string; code: string };

/** Whether the poster's token, or without one the typed digits, are those of the occasion. */
export function proves({ token, code }: Proof, occasion: Occasion): boolean {
  if (token) return isSame(token, posterToken(checkInKey(), occasion));
  return isSame(digitsOf(code), sixDigitCode(checkInKey(), occasion));
}

/** Full-width digits and spaces as phones type them. */
const digitsOf = (typed: string): string => typed.normalize('NFKC').replace(/\D/g, '');
