import { m } from '../paraglide/messages';
import type { HouseholdPlace } from './roster-address';

/** An address as people say it: 3栋2单元501室, 张家村12号 · Building 3, unit 2, room 501. */
export function addressWords(
  { building, unit, room }: HouseholdPlace,
  locale: 'zh' | 'en'
): string {
  const isNumbered = /[0-9A-Z]$/.test(building);
  const parts = [
    isNumbered ? m.grids_place_building({ building }, { locale }) : building,
    unit === '' ? '' : m.grids_place_unit({ unit }, { locale }),
    isNumbered ? m.grids_place_room({ room }, { locale }) : m.grids_place_door({ room }, { locale })
  ];
  return parts.filter(Boolean).join(locale === 'zh' ? '' : ', ');
}
