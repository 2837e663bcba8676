/** A mainland mobile number as eleven digits, the only form in which phone numbers are handled. */
export type Phone = string & { readonly form: 'mainland mobile' };

const COUNTRY_CODE = /^(?:\+|00)?86(?=1\d{10}$)/;
const MOBILE = /^1[3-9]\d{9}$/;
const SEPARATORS = /[\s\p{Pd}\p{Cf}().·−]/gu;

/**
 * The number that somebody means who types it with +86, 0086, spaces, dashes, brackets or full-width
 * digits. Undefined when it cannot be a mobile number of mainland China.
 */
export function normalisePhone(typed: string): Phone | undefined {
  const digits = typed
    .slice(0, 60)
    .normalize('NFKC')
    .replace(SEPARATORS, '')
    .replace(COUNTRY_CODE, '');
  return isPhone(digits) ? digits : undefined;
}

/** The block of numbers that a carrier hands out in one city: the first seven digits. */
export const phonePrefix = (phone: Phone): string => phone.slice(0, 7);

const isPhone = (digits: string): digits is Phone => MOBILE.test(digits);
