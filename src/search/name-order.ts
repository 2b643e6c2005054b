/** Things in the order of their names, so that those called so, and those whose name begins so, are found by halving. */
import { lowerBound, type Range } from "./vocabulary.js";

export class NameOrder {
  /** Things by name, and by number where they have one name. */
  readonly ids: Uint32Array;
  readonly #places: Uint32Array;

  /**
   * @param names the folded name of each thing; not kept
   * @param nameOf gives it again
   */
  constructor(
    names: readonly string[],
    readonly nameOf: (id: number) => string,
  ) {
    this.ids = Uint32Array.from(names.keys()).sort((a, b) => {
      const [left, right] = [names[a] ?? "", names[b] ?? ""];
      return left < right ? -1 : left > right ? 1 : a - b;
    });
    this.#places = new Uint32Array(names.length);
    for (const [place, id] of this.ids.entries()) this.#places[id] = place;
  }

  /** Where in the order things are called so. @param name folded */
  called(name: string): Range {
    return this.#range(name, (other) => other === name);
  }

  /** Where in the order names begin so. @param beginning folded */
  beginning(beginning: string): Range {
    return this.#range(beginning, (other) => other.startsWith(beginning));
  }

  /** Whether a thing stands there in the order. */
  isIn({ from, to }: Range, id: number): boolean {
    const place = this.#places[id] ?? 0;
    return place >= from && place < to;
  }

  #range(name: string, fits: (other: string) => boolean): Range {
    const at = (place: number): string => this.nameOf(this.ids[place] ?? 0);
    const from = lowerBound(this.ids.length, (place) => at(place) < name);
    const to = lowerBound(this.ids.length, (place) => {
      const other = at(place);
      return other < name || fits(other);
    });
    return { from, to };
  }
}
