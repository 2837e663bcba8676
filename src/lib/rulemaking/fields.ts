import { isCivilDate } from '../shared/civil-time';
import type { SmallestUnit } from '../rules/model';
import { readNumber, readWholeNumber } from '../shared/number';
import { readPoints, readQuantity } from './figures';

/** The fields of a card by name, as a form sends them; several values of one name stand on lines. */
export type Fields = Record<string, string>;

export type ProblemCode =
  'missing' | 'number' | 'whole' | 'points' | 'quantity' | 'factor' | 'date' | 'choice';

/** What is wrong with a field, for words beside it. */
export interface FormProblem {
  field: string;
  code: ProblemCode;
}

/** The fields of a form, without those that every form carries. */
export function fieldsOf(form: FormData): Fields {
  const fields: Fields = {};
  for (const [name, value] of form) {
    if (typeof value !== 'string') continue;
    fields[name] = name in fields ? `${fields[name]}\n${value}` : value;
  }
  return fields;
}

/** Reads fields one by one and keeps what was wrong with them. */
export class Reader {
  readonly problems: FormProblem[] = [];

  constructor(readonly fields: Fields) {}

  report(field: string, code: ProblemCode): void {
    this.problems.push({ field, code });
  }

  text(name: string): string {
    const typed = (this.fields[name] ?? '').trim();
    if (typed === '') this.report(name, 'missing');
    return typed;
  }

  number(name: string): number {
    return this.#or(name, 'number', readNumber(this.fields[name]), 0);
  }

  whole(name: string, least: number): number {
    return this.#or(name, 'whole', readWholeNumber(this.fields[name], least), least);
  }

  /** @param otherwise what counts where the form has no such field */
  points(name: string, smallest_unit: SmallestUnit, otherwise = ''): number {
    const typed = this.fields[name] ?? otherwise;
    return this.#or(name, 'points', readPoints(typed, smallest_unit), 0);
  }

  /** With the unit that the field `<name>_in` names. */
  quantity(name: string): number {
    const read = readQuantity(this.fields[name] ?? '', this.fields[`${name}_in`]);
    return this.#or(name, 'quantity', read, 1);
  }

  date(name: string): string | undefined {
    const typed = (this.fields[name] ?? '').trim();
    if (typed === '') return undefined;
    if (!isCivilDate(typed)) this.report(name, 'date');
    return typed;
  }

  oneOf<const Value extends string>(name: string, values: readonly Value[]): Value {
    const found = values.find((value) => value === this.fields[name]);
    if (found === undefined) this.report(name, 'choice');
    return found ?? values[0]!;
  }

  /** The numbers of repeated fields: 0 and 2 for `band_0_from` and `band_2_from`, in their order. */
  count(prefix: string, last: string): number[] {
    const pattern = new RegExp(`^${prefix}_(\\d+)_${last}$`);
    return Object.keys(this.fields)
      .flatMap((name) => pattern.exec(name)?.[1] ?? [])
      .map(Number)
      .toSorted((one, other) => one - other);
  }

  #or<Value>(name: string, code: ProblemCode, read: Value | null, otherwise: Value): Value {
    if (read === null) this.report(name, code);
    return read ?? otherwise;
  }
}
