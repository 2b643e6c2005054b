/** What is said of one subject, each statement once, findable by predicate. */
import { termToNQuads } from "../rdf/nquads.js";
import type { Quad, Subject } from "../rdf/terms.js";
import type { TermMaker } from "./rdfjs-terms.js";

/** From so many statements on, they are sorted by predicate when first asked for. */
const MANY = 24;
const NONE: readonly Quad[] = [];

export class Description {
  #byPredicate: Map<string, Quad[]> | undefined;

  constructor(
    readonly subject: Subject,
    readonly statements: readonly Quad[],
  ) {}

  with(predicate: string): readonly Quad[] {
    if (this.statements.length < MANY) return this.statements.filter((q) => q.predicate.value === predicate);
    if (this.#byPredicate === undefined) {
      this.#byPredicate = new Map();
      for (const q of this.statements) {
        const known = this.#byPredicate.get(q.predicate.value);
        if (known === undefined) this.#byPredicate.set(q.predicate.value, [q]);
        else known.push(q);
      }
    }
    return this.#byPredicate.get(predicate) ?? NONE;
  }
}

/** Of quads about one subject, in any order; one that is in several graphs counts once. */
export function describe(subject: Subject, quads: readonly Quad[], maker: TermMaker): Description {
  const from = maker.term(subject) as Subject;
  const graph = quads[0]?.graph.value;
  // A graph is a set: most subjects are in one, and need not be looked through for repeats.
  const seen = quads.every((q) => q.graph.value === graph) ? undefined : new Set<string>();
  const statements: Quad[] = [];
  for (const q of quads) {
    const key = seen === undefined ? "" : `${q.predicate.value} ${termToNQuads(q.object)}`;
    if (seen?.has(key) === true) continue;
    seen?.add(key);
    statements.push(maker.statement(from, q));
  }
  return new Description(from, statements);
}
