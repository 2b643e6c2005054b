/** Which things are instances of the classes that sh:class asks for: an IRI and a small number for each. */
import type { NamedNode } from "../rdf/terms.js";
import { comparableIri } from "./rdfjs-terms.js";

export class Instances {
  /** IRI → index in `#sets`. */
  readonly #set = new Map<string, number>();
  /** Most things have one type, or the same few as many others: each combination is kept once. */
  readonly #sets: (readonly NamedNode[])[] = [];
  readonly #combined = new Map<string, number>();

  get size(): number {
    return this.#set.size;
  }

  add(thing: string, cls: string): void {
    const before = this.#set.get(thing);
    const known = before === undefined ? [] : (this.#sets[before] ?? []);
    if (known.some(({ value }) => value === cls)) return;
    const key = `${before ?? ""} ${cls}`;
    let after = this.#combined.get(key);
    if (after === undefined) {
      after = this.#sets.push([...known, comparableIri(cls)]) - 1;
      this.#combined.set(key, after);
    }
    this.#set.set(thing, after);
  }

  classesOf(thing: string): readonly NamedNode[] {
    const set = this.#set.get(thing);
    return set === undefined ? [] : (this.#sets[set] ?? []);
  }
}
