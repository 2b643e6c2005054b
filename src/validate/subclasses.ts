/** Which classes are below which (rdfs:subClassOf), in any number of steps. A class is below itself. */
import type { NamedNode } from "../rdf/terms.js";
import { comparableIri } from "./rdfjs-terms.js";

export class Subclasses {
  readonly #direct = new Map<string, Set<string>>();
  readonly #all = new Map<string, ReadonlySet<string>>();
  readonly #terms = new Map<string, readonly NamedNode[]>();
  readonly #given = new WeakSet<object>();

  add(subclass: string, of: string): void {
    const known = this.#direct.get(of);
    if (known === undefined) this.#direct.set(of, new Set([subclass]));
    else known.add(subclass);
    this.#all.clear();
    this.#terms.clear();
  }

  /** The class and all below it. A circle of classes, each below the next, is no obstacle. */
  of(cls: string): ReadonlySet<string> {
    let all = this.#all.get(cls);
    if (all === undefined) {
      const found = new Set([cls]);
      // A set hands out what is added to it while it is walked.
      for (const each of found) for (const below of this.#direct.get(each) ?? []) found.add(below);
      this.#all.set(cls, (all = found));
    }
    return all;
  }

  /** Those below the class, without itself, as terms that {@link isGiven} knows again. */
  below(cls: string): readonly NamedNode[] {
    let terms = this.#terms.get(cls);
    if (terms === undefined) {
      terms = [...this.of(cls)].filter((each) => each !== cls).map(comparableIri);
      for (const term of terms) this.#given.add(term);
      this.#terms.set(cls, terms);
    }
    return terms;
  }

  /** Whether this very term came from {@link below}. */
  isGiven(term: object): boolean {
    return this.#given.has(term);
  }
}
