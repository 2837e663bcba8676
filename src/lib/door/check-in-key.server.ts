import { assert } from '../shared/result';
import { ofEach } from '../shared/secrets';
import { checkInKeyOf, type CheckInKey } from './check-in-code.server';

let keys: [CheckInKey, ...CheckInKey[]] | undefined;

/** Says once, when the app starts, from which secret posters and codes are derived. */
export function configureCheckInKey(secret: string, former: string | null = null): void {
  keys = ofEach(secret, former, checkInKeyOf);
}

/** The key of everything that is printed, shown and stamped from now on. */
export const checkInKey = (): CheckInKey => checkInKeys()[0];

/** All keys whose posters and codes are still taken: those of the former secret hang on the wall. */
export function checkInKeys(): [CheckInKey, ...CheckInKey[]] {
  assert(keys, 'configureCheckInKey is called when the app starts');
  return keys;
}
