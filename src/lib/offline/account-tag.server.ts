import { createHash } from 'node:crypto';

/** The header by which the phone knows whose page an answer is. */
export const ACCOUNT_HEADER = 'x-account';

/** A name for an account that the phone may keep: says nothing about the person. */
export const accountTag = (accountId: string): string =>
  createHash('sha256').update(`phone:${accountId}`).digest('base64url').slice(0, 16);
