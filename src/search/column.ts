/** What every thing has one value of, such as its place: a number for each thing, and each value once. */

export class Column {
  /** Values by their number; 0 is none. */
  readonly values: string[] = [""];
  readonly #known = new Map<string, number>([["", 0]]);
  readonly #building: number[] = [];
  #numbers = new Uint32Array(0);

  /** Gives the next thing a value; "" for none. */
  add(value: string): void {
    this.#building.push(this.#numberOf(value));
  }

  /** To be called when all things are in. */
  complete(): void {
    this.#numbers = Uint32Array.from(this.#building);
    this.#building.length = 0;
  }

  /** Changes the value of a thing, after {@link complete}. */
  set(id: number, value: string): void {
    this.#numbers[id] = this.#numberOf(value);
  }

  of(id: number): string {
    return this.values[this.#numbers[id] ?? 0] ?? "";
  }

  /** The test whether the value of a thing is a wanted one; each value is looked at once, however many things have it. */
  where(isWanted: (value: string) => boolean): (id: number) => boolean {
    const wanted = Uint8Array.from(this.values, (value) => (isWanted(value) ? 1 : 0));
    return (id) => wanted[this.#numbers[id] ?? 0] === 1;
  }

  /** How many of the things have each value, by the number of the value. */
  count(ids: Uint32Array): Uint32Array {
    const counts = new Uint32Array(this.values.length);
    for (const id of ids) {
      const number = this.#numbers[id] ?? 0;
      counts[number] = (counts[number] ?? 0) + 1;
    }
    return counts;
  }

  #numberOf(value: string): number {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const number = this.values.length;
    this.values.push(value);
    this.#known.set(value, number);
    return number;
  }
}
