import { refuse, type Refused } from '../shared/result';

const EARLIEST = 1900;

/** The year in which somebody was born as it was typed, null for none. Refuses birth_year_unlikely. */
export function readBirthYear(typed: string, now: Date): { year: number | null } | Refused {
  const text = typed.normalize('NFKC').replace(/[\s年]/g, '');
  if (text === '') return { year: null };
  const year = /^\d{4}$/.test(text) ? Number(text) : 0;
  const isLikely = year >= EARLIEST && year <= now.getUTCFullYear();
  return isLikely ? { year } : refuse('birth_year_unlikely', { field: 'birth_year' });
}
