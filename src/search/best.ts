/** The largest of many numbers, without sorting them all. */

export class Best {
  readonly #kept: Float64Array;
  #size = 0;
  #lowest = -Infinity;

  constructor(readonly most: number) {
    this.#kept = new Float64Array(2 * most);
  }

  add(value: number): void {
    if (value <= this.#lowest) return;
    this.#kept[this.#size++] = value;
    if (this.#size === this.#kept.length) this.#drop();
  }

  /** The largest first, each as often as it was added. */
  list(): number[] {
    return [...this.#kept.slice(0, this.#size).sort()].reverse().slice(0, this.most);
  }

  #drop(): void {
    this.#kept.sort();
    this.#kept.copyWithin(0, this.most);
    this.#size = this.most;
    this.#lowest = this.#kept[0] ?? -Infinity;
  }
}
