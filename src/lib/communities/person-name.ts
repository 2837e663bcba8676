import { normaliseName } from '../grids/roster-text';
import { refuse, type Refused } from '../shared/result';

export const LONGEST_NAME_CHARACTERS = 30;

/**
 * A person's own name as it will be shown: without invisible characters or doubled spaces. Refuses
 * name_blank and name_too_long.
 */
export function readPersonName(typed: string): { name: string } | Refused {
  const name = normaliseName(typed.slice(0, 500).normalize('NFC'));
  if (!/\p{L}/u.test(name)) return refuse('name_blank', { field: 'name' });
  if (Array.from(name).length > LONGEST_NAME_CHARACTERS) {
    return refuse('name_too_long', { most: LONGEST_NAME_CHARACTERS, field: 'name' });
  }
  return { name };
}
