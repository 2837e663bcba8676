/** The days on which somebody was awarded by a rule, in order; one day may be there several times. */
export class Calendar {
  readonly #days: number[] = [];

  add(day: number): void {
    this.#days.splice(this.#firstFrom(day), 0, day);
  }

  /** Takes back one `add` of the day. */
  remove(day: number): void {
    const at = this.#firstFrom(day);
    if (this.#days[at] === day) this.#days.splice(at, 1);
  }

  /** The day nearest to `day` that lies fewer than `distance` days from it; the earlier of two. */
  nearest(day: number, distance: number): number | null {
    const at = this.#firstFrom(day);
    const [before = -Infinity, after = Infinity] = [this.#days[at - 1], this.#days[at]];
    const nearest = day - before <= after - day ? before : after;
    return Math.abs(nearest - day) < distance ? nearest : null;
  }

  /** The place of the first day that is not before `day`. */
  #firstFrom(day: number): number {
    let [low, high] = [0, this.#days.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#days[middle]! < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
