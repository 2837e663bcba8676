/**
 * Points and times by account, counter and period, all whole numbers: a hash table with open
 * addressing in typed arrays. A replay asks it several times for each of a million facts, where
 * maps within maps cost several times as much time and memory.
 */
export class Counts {
  #size = 0;
  #mask = 1023;
  /** 0 where the slot is free. */
  #accounts = new Int32Array(1024);
  #counters = new Int32Array(1024);
  #periods = new Int32Array(1024);
  #points = new Float64Array(1024);
  #times = new Int32Array(1024);

  points(account: number, counter: number, period: number): number {
    return this.#points[this.#slot(account, counter, period)]!;
  }

  times(account: number, counter: number, period: number): number {
    return this.#times[this.#slot(account, counter, period)]!;
  }

  /** @param account 1 or more */
  add(account: number, counter: number, period: number, points: number, times: number): void {
    const slot = this.#slot(account, counter, period);
    if (this.#accounts[slot] === 0) {
      this.#accounts[slot] = account;
      this.#counters[slot] = counter;
      this.#periods[slot] = period;
      this.#size += 1;
    }
    this.#points[slot]! += points;
    this.#times[slot]! += times;
    if (this.#size * 2 > this.#mask) this.#grow();
  }

  /** Where the count is, or would be: a free slot holds zeros. */
  #slot(account: number, counter: number, period: number): number {
    const mixed =
      Math.imul(account, 0x9e3779b1) ^
      Math.imul(counter, 0x85ebca6b) ^
      Math.imul(period, 0xc2b2ae35);
    let slot = (mixed ^ (mixed >>> 15)) & this.#mask;
    for (;;) {
      const holder = this.#accounts[slot];
      if (holder === 0) return slot;
      const isIt =
        holder === account && this.#counters[slot] === counter && this.#periods[slot] === period;
      if (isIt) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }

  #grow(): void {
    const [accounts, counters, periods] = [this.#accounts, this.#counters, this.#periods];
    const [points, times] = [this.#points, this.#times];
    const capacity = accounts.length * 2;
    this.#mask = capacity - 1;
    this.#accounts = new Int32Array(capacity);
    this.#counters = new Int32Array(capacity);
    this.#periods = new Int32Array(capacity);
    this.#points = new Float64Array(capacity);
    this.#times = new Int32Array(capacity);
    this.#size = 0;
    for (let slot = 0; slot < accounts.length; slot++) {
      if (accounts[slot] === 0) continue;
      this.add(accounts[slot]!, counters[slot]!, periods[slot]!, points[slot]!, times[slot]!);
    }
  }
}
