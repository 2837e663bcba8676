import type { Fact } from './award';
import type { AccountNumber } from './usage';

/** How facts that are alike in something share it. */
type Place = number;

/**
 * Facts as columns, so that a million of them take some tens of bytes each and go to another thread
 * without being copied one by one. Rows are in the order of acceptance.
 */
export interface FactTable {
  count: number;
  /** Every text of the columns, once: ids, activities, and attributes as JSON. */
  texts: string[];
  activities: Int32Array;
  members: Int32Array;
  households: Int32Array;
  /** -1 without a grid. */
  grids: Int32Array;
  attributes: Int32Array;
  occurredAt: Float64Array;
  quantities: Int32Array;
}

/** A fact of a table, known by its row: few are ever asked for their id. */
class RowFact implements Fact {
  constructor(
    readonly row: number,
    readonly activity: string,
    readonly member_id: string,
    readonly household_id: string,
    readonly grid_id: string | null,
    readonly occurred_at: number,
    readonly quantity: number,
    readonly attributes: Fact['attributes']
  ) {}

  get id(): string {
    return String(this.row);
  }
}

/** Collects facts into a table; its columns grow by doubling. */
export class FactTableBuilder {
  readonly #texts: string[] = [];
  readonly #places = new Map<string, Place>();
  #count = 0;
  #columns = columnsOf(1024);

  /** Adds the next fact in the order of acceptance. Its id is left out: its row names it. */
  add(fact: Omit<Fact, 'id'>): void {
    if (this.#count === this.#columns.activities.length) this.#grow();
    const row = this.#count++;
    const columns = this.#columns;
    columns.activities[row] = this.#place(fact.activity);
    columns.members[row] = this.#place(fact.member_id);
    columns.households[row] = this.#place(fact.household_id);
    columns.grids[row] = fact.grid_id === null ? -1 : this.#place(fact.grid_id);
    columns.attributes[row] = this.#place(JSON.stringify(fact.attributes));
    columns.occurredAt[row] = fact.occurred_at;
    columns.quantities[row] = fact.quantity;
  }

  finish(): FactTable {
    const columns = columnsOf(this.#count, this.#columns);
    return { count: this.#count, texts: this.#texts, ...columns };
  }

  #place(text: string): Place {
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  #grow(): void {
    this.#columns = columnsOf(this.#count * 2, this.#columns);
  }
}

type Columns = Omit<FactTable, 'count' | 'texts'>;

/** Columns of a length, beginning with what `from` holds. */
function columnsOf(length: number, from?: Columns): Columns {
  const columns: Columns = {
    activities: new Int32Array(length),
    members: new Int32Array(length),
    households: new Int32Array(length),
    grids: new Int32Array(length),
    attributes: new Int32Array(length),
    occurredAt: new Float64Array(length),
    quantities: new Int32Array(length)
  };
  if (!from) return columns;
  for (const name of [
    'activities',
    'members',
    'households',
    'grids',
    'attributes',
    'quantities'
  ] as const) {
    columns[name].set(from[name].subarray(0, length));
  }
  columns.occurredAt.set(from.occurredAt.subarray(0, length));
  return columns;
}

/** Numbers the holders of a table's facts by where their ids stand in it. */
export function numberInTable({ members, households, grids }: FactTable): AccountNumber {
  const columns = { member: members, household: households, grid: grids };
  return (holder, { row = 0 }) => columns[holder][row]! + 1;
}

/** Reads the facts of a table; what facts share is read once. */
export function factReader(table: FactTable): (row: number) => RowFact {
  const { texts } = table;
  const attributes: (Fact['attributes'] | undefined)[] = [];
  return (row) => {
    const place = table.attributes[row]!;
    const grid = table.grids[row]!;
    return new RowFact(
      row,
      texts[table.activities[row]!]!,
      texts[table.members[row]!]!,
      texts[table.households[row]!]!,
      grid < 0 ? null : texts[grid]!,
      table.occurredAt[row]!,
      table.quantities[row]!,
      (attributes[place] ??= JSON.parse(texts[place]!) as Fact['attributes'])
    );
  };
}
