/**
 * Blank nodes as IRIs (RDF 1.1 Concepts §3.5), whose names follow from what is said with them: their labels of RDFC-1.0.
 * The same document read twice gives the same statements, and a graph file has no blank nodes (DESIGN §1).
 */
import { createHash } from "node:crypto";
import { canonize } from "rdf-canonize";
import { tripleText } from "../nquads.js";
import { DEFAULT_GRAPH, namedNode, type Quad, type Subject, type Term } from "../terms.js";

/** Statements with blank nodes at most: they are held together. */
const MOST = 500_000;

export class Skolemiser {
  /** By their text: a statement that is made twice would count twice in the labels. */
  readonly #held = new Map<string, Quad>();
  readonly #start: string;

  /** @param base base IRI of the service; @param graph IRI of the graph, in which labels are unique */
  constructor(base: string, graph: string) {
    const hash = createHash("sha256").update(graph).digest("hex").slice(0, 16);
    this.#start = `${new URL(base).origin}/.well-known/genid/${hash}-`;
  }

  /**
   * Takes a statement that has a blank node, and says whether it did: what has none does not matter to the labels of
   * others, so that it need not be held.
   *
   * @throws {Error} when there are too many
   */
  holds(quad: Quad): boolean {
    if (quad.subject.termType !== "BlankNode" && quad.object.termType !== "BlankNode") return false;
    if (this.#held.size === MOST) {
      throw new Error(`more than ${MOST} statements have blank nodes; give those nodes IRIs, or split the file`);
    }
    this.#held.set(tripleText(quad.subject, quad.predicate, quad.object), { ...quad, graph: DEFAULT_GRAPH });
    return true;
  }

  /** What was held, with IRIs. @throws {Error} when the blank nodes are too much alike to be told apart in time */
  async quads(): Promise<readonly Quad[]> {
    if (this.#held.size === 0) return [];
    const labels = new Map<string, string>();
    try {
      await canonize([...this.#held.values()], {
        algorithm: "RDFC-1.0",
        format: "application/n-quads",
        canonicalIdMap: labels,
      });
    } catch (error) {
      throw new Error(
        `its blank nodes are too much alike to be given lasting names (${(error as Error).message}); give them IRIs`,
        { cause: error },
      );
    }
    const named = <T extends Subject | Term>(term: T): T =>
      term.termType === "BlankNode" ? (namedNode(this.#start + (labels.get(term.value) ?? "")) as T) : term;
    return [...this.#held.values()].map((quad) => ({
      ...quad,
      subject: named(quad.subject),
      object: named(quad.object),
    }));
  }
}
