/** The concepts that schemes list, by their spellings. */
import { asciiFold } from "./slug.js";

/** A listed concept: its scheme, the last step of its URI, and the spellings it goes by. */
export interface ListedConcept {
  readonly scheme: string;
  readonly slug: string;
  readonly names: readonly string[];
}

/** What one scheme lists. */
export interface ConceptList {
  /** Spelling, as {@link folded}, → slug. */
  readonly bySpelling: ReadonlyMap<string, string>;
  readonly slugs: ReadonlySet<string>;
}

/** Spelling in which names are compared: letter case, accents and white space do not count. */
export function folded(name: string): string {
  return asciiFold(name).toLowerCase().replace(/\s+/g, " ").trim();
}

/** Each list is made when it is first asked for: a run asks for some of fifty. */
export class ConceptLists {
  readonly #concepts = new Map<string, ListedConcept[]>();
  readonly #lists = new Map<string, ConceptList>();

  constructor(concepts: readonly ListedConcept[]) {
    for (const concept of concepts) {
      const others = this.#concepts.get(concept.scheme);
      if (others === undefined) this.#concepts.set(concept.scheme, [concept]);
      else others.push(concept);
    }
  }

  /** The list of a scheme; empty for one that there is not. */
  of(scheme: string): ConceptList {
    const known = this.#lists.get(scheme);
    if (known !== undefined) return known;
    const concepts = this.#concepts.get(scheme) ?? [];
    const list = {
      bySpelling: new Map(concepts.flatMap(({ slug, names }) => names.map((name) => [folded(name), slug] as const))),
      slugs: new Set(concepts.map(({ slug }) => slug)),
    };
    this.#lists.set(scheme, list);
    return list;
  }
}
