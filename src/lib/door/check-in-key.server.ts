import { assert } from '../shared/result';
import { checkInKeyOf, type CheckInKey } from './check-in-code.server';

let key: CheckInKey | undefined;

/** Says once, when the app starts, from which secret posters and codes are derived. */
export function configureCheckInKey(secret: string): void {
  key = checkInKeyOf(secret);
}

export function checkInKey(): CheckInKey {
  assert(key, 'configureCheckInKey is called when the app starts');
  return key;
}
