import { bareText, normaliseBuilding, normaliseRoom, normaliseUnit } from './roster-text';

/** Where a household lives. `unit` is '' where the building has none. */
export interface HouseholdPlace {
  building: string;
  unit: string;
  room: string;
}

const LONGEST_ADDRESS = 120;
const NUMBER = '[0-9A-Z甲乙丙丁戊一二三四五六七八九十东西南北中]+';
const BUILDING_MARK = '(?:号楼|栋|幢|座|#楼|#|楼|号)';
const WITH_MARKS = new RegExp(
  `^(.*?)(${NUMBER})${BUILDING_MARK}-?(?:(${NUMBER})(?:单元|门)-?)?(?:\\d{1,2}[楼层]-?)?` +
    `([0-9A-Z][0-9A-Z-]*)(?:室|号房|号|房|户)?$`
);
const BUILDING_AND_UNIT = new RegExp(`^(.+?)${BUILDING_MARK}-?(${NUMBER})(?:单元|门)$`);

/**
 * Reads an address in one cell: "3-2-501", "3-501", "3栋2单元501室", "白杨苑3号楼501". The name of an
 * estate stays with the building, because two estates of one community may both have a building 3.
 * Gives undefined when it cannot tell building and room.
 */
export function parseAddress(text: string): HouseholdPlace | undefined {
  const bare = bareText(text);
  if (bare === '' || bare.length > LONGEST_ADDRESS) return undefined;
  const place = addressWithMarks(bare) ?? addressWithDashes(bare);
  return place && place.building !== '' && place.room !== '' ? place : undefined;
}

/** "3栋2单元" in the building's cell: its building and its unit, or undefined. */
export function splitBuildingAndUnit(text: string): { building: string; unit: string } | undefined {
  const found = BUILDING_AND_UNIT.exec(bareText(text).slice(0, LONGEST_ADDRESS));
  if (!found) return undefined;
  const [, building = '', unit = ''] = found;
  return { building: normaliseBuilding(building), unit: normaliseUnit(unit) };
}

function addressWithMarks(bare: string): HouseholdPlace | undefined {
  const found = WITH_MARKS.exec(bare);
  if (!found) return undefined;
  const [, estate = '', building = '', unit = '', room = ''] = found;
  return {
    building: estate.replace(/-+$/, '') + normaliseBuilding(building),
    unit: normaliseUnit(unit),
    room: normaliseRoom(room)
  };
}

function addressWithDashes(bare: string): HouseholdPlace | undefined {
  const parts = bare.split(/[-_/·]/);
  if (parts.some((part) => part === '')) return undefined;
  const [first = '', second = '', third = '', fourth] = parts;
  if (parts.length === 4 && fourth && !/\d/.test(first)) {
    return place(first + normaliseBuilding(second), third, fourth);
  }
  if (parts.length === 3) return place(normaliseBuilding(first), second, third);
  if (parts.length !== 2) return undefined;
  const both = splitBuildingAndUnit(first);
  return both
    ? place(both.building, both.unit, second)
    : place(normaliseBuilding(first), '', second);
}

function place(building: string, unit: string, room: string): HouseholdPlace | undefined {
  const readable = /^[0-9A-Z\p{Script=Han}]+$/u;
  const found = { building, unit: normaliseUnit(unit), room: normaliseRoom(room) };
  return readable.test(found.building) && readable.test(found.room) ? found : undefined;
}
