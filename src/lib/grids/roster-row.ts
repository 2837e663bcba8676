import { parseAddress, splitBuildingAndUnit, type HouseholdPlace } from './roster-address';
import { columnLetter, type RosterColumns, type RosterField } from './roster-columns';
import {
  becameDate,
  isBrokenPlace,
  isFiller,
  normaliseBuilding,
  normaliseName,
  normaliseRoom,
  normaliseUnit,
  readPeople,
  visibleText
} from './roster-text';

/** A household as a roster states it. What the roster does not say is absent. */
export interface RosterHousehold extends HouseholdPlace {
  grid_name?: string;
  head_name?: string;
  people?: number;
  note?: string;
}

/** Row numbers are those that the person sees in the spreadsheet, from 1. */
export interface RosterRow extends RosterHousehold {
  row: number;
}

export type RosterFaultCode =
  | 'missing'
  | 'unreadable'
  | 'became_date'
  | 'too_long'
  | 'people_unreadable'
  | 'grid_unknown'
  | 'duplicate_differs';

export interface RosterFault {
  code: RosterFaultCode;
  field: RosterField;
  /** As a spreadsheet names it: "C12". */
  cell: string;
  value: string;
  /** For `duplicate_differs`: the earlier row of the same household, and what it says. */
  otherRow?: number;
  otherValue?: string;
}

const LONGEST: Partial<Record<RosterField, number>> = {
  building: 40,
  unit: 20,
  room: 20,
  address: 120,
  grid_name: 50,
  head_name: 50,
  note: 500
};
const LONGEST_CELL_SHOWN = 60;

/** Finds the grid that a text means, by the name that the community writes. */
export type FindGrid = (typed: string) => string | undefined;

/** Reads one row and collects what is wrong in it. */
export class RosterRowReader {
  readonly faults: RosterFault[] = [];

  constructor(
    private readonly columns: RosterColumns,
    readonly cells: string[],
    readonly row: number
  ) {}

  household(findGrid: FindGrid | undefined): RosterRow {
    const place = this.has('address') ? this.placeFromAddress() : this.placeFromColumns();
    const household: RosterRow = { row: this.row, ...place };
    const grid = this.gridName(findGrid);
    if (grid) household.grid_name = grid;
    const head = this.within('head_name', normaliseName(this.text('head_name')));
    if (head) household.head_name = head;
    const people = this.people();
    if (people !== undefined) household.people = people;
    const note = this.within('note', visibleText(this.text('note')));
    if (note && !isFiller(note)) household.note = note;
    return household;
  }

  /** Two rows for one household that say different things: a person must decide. */
  compare(household: RosterRow, earlier: RosterRow): void {
    for (const field of ['grid_name', 'head_name', 'people', 'note'] as const) {
      if (household[field] === earlier[field]) continue;
      this.fault('duplicate_differs', field, {
        otherRow: earlier.row,
        otherValue: String(earlier[field] ?? '')
      });
    }
  }

  private placeFromAddress(): HouseholdPlace {
    const nowhere = { building: '', unit: '', room: '' };
    if (!this.isReadablePlace('address')) return nowhere;
    const place = parseAddress(this.text('address'));
    if (!place) this.fault('unreadable', 'address');
    return place ?? nowhere;
  }

  private placeFromColumns(): HouseholdPlace {
    const both = splitBuildingAndUnit(this.text('building'));
    const unit = normaliseUnit(this.text('unit'));
    const readUnit = both && (unit === '' || unit === both.unit) ? both : undefined;
    const building = readUnit?.building ?? normaliseBuilding(this.text('building'));
    const place = { building, unit: readUnit?.unit ?? unit, room: '' };
    if (this.isReadablePlace('building') && building === '') this.fault('unreadable', 'building');
    if (this.has('unit')) this.isReadablePlace('unit');
    this.within('unit', place.unit);
    if (!this.isReadablePlace('room')) return place;
    place.room = this.roomWithin(place);
    if (place.room === '') this.fault('unreadable', 'room');
    return place;
  }

  /** "3-2-501" in the room's cell of building 3 is room 501. */
  private roomWithin({ building, unit }: HouseholdPlace): string {
    const whole = parseAddress(this.text('room'));
    const repeats = whole && whole.building === building && (whole.unit || unit) === unit;
    return repeats ? whole.room : normaliseRoom(this.text('room'));
  }

  private isReadablePlace(field: 'building' | 'unit' | 'room' | 'address'): boolean {
    const text = this.text(field);
    if (text === '' || isFiller(text)) {
      if (field !== 'unit') this.fault('missing', field);
      return false;
    }
    if (becameDate(text)) this.fault('became_date', field);
    else if (isBrokenPlace(text)) this.fault('unreadable', field);
    else return this.within(field, text) !== undefined;
    return false;
  }

  private gridName(findGrid: FindGrid | undefined): string | undefined {
    const typed = normaliseName(this.text('grid_name'));
    if (typed === '' || !findGrid) return this.within('grid_name', typed);
    const known = findGrid(typed);
    if (known === undefined) this.fault('grid_unknown', 'grid_name');
    return known;
  }

  private people(): number | undefined {
    const people = readPeople(this.text('people'));
    if (people === null) this.fault('people_unreadable', 'people');
    return people ?? undefined;
  }

  private within(field: RosterField, text: string): string | undefined {
    if (text.length <= (LONGEST[field] ?? Infinity)) return text;
    if (!this.faults.some((fault) => fault.field === field)) this.fault('too_long', field);
    return undefined;
  }

  private fault(code: RosterFaultCode, field: RosterField, more: Partial<RosterFault> = {}): void {
    const at = this.index(field);
    const cell = at === undefined ? '' : `${columnLetter(at)}${this.row}`;
    this.faults.push({ code, field, cell, value: shortened(this.text(field)), ...more });
  }

  private text(field: RosterField): string {
    const at = this.index(field);
    return at === undefined ? '' : visibleText(this.cells[at] ?? '');
  }

  private has(field: RosterField): boolean {
    return this.index(field) !== undefined;
  }

  private index(field: RosterField): number | undefined {
    return this.columns.taken.find((column) => column.field === field)?.index;
  }
}

/** At most 60 characters of a cell, to be shown. */
export function shortened(text: string): string {
  return text.length > LONGEST_CELL_SHOWN ? `${text.slice(0, LONGEST_CELL_SHOWN)}…` : text;
}
