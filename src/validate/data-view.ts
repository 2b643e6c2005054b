/**
 * The data as the engine sees them: an RDF/JS dataset that answers what the engine asks, from a batch or from the whole.
 *
 * The engine asks two kinds of questions with the same call. It follows a path of a shape: then the predicate is a term
 * that we gave it, and the answer is what the data say. Or it wants to know of what classes a value is, and which are below
 * a class: then the predicate is a term of its own, and the answer may come from elsewhere, and all at once.
 */
import { DEFAULT_GRAPH, type NamedNode, type Quad, RDF_TYPE, type Subject, type Term } from "../rdf/terms.js";
import type { Description } from "./description.js";
import { comparableIri, isOurs } from "./rdfjs-terms.js";
import { SUB_CLASS_OF } from "./shacl.js";
import type { Subclasses } from "./subclasses.js";

/** Where the answers come from. */
export interface DataSource {
  readonly subclasses: Subclasses;
  /** What is said of a subject; undefined when nothing is, or when it is not at hand. */
  describe(subject: Subject): Description | undefined;
  /** The classes of a node, of those at least that a shape asks for. */
  classesOf(node: Subject): readonly Term[];
  /** Statements with a predicate that lead to an object. */
  leadingTo(object: Term, predicate: string): readonly Quad[];
}

/** A part of the data, in the shape of an RDF/JS DatasetCore that is only read. */
class Statements {
  constructor(readonly items: readonly Quad[]) {}

  get size(): number {
    return this.items.length;
  }

  [Symbol.iterator](): Iterator<Quad> {
    return this.items[Symbol.iterator]();
  }
}

const TYPE = comparableIri(RDF_TYPE);
const BELOW = comparableIri(SUB_CLASS_OF);
const NOTHING = new Statements([]);

export class DataView {
  /**
   * @param focus predicate that stands for a shape → its focus nodes
   */
  constructor(
    readonly source: DataSource,
    readonly focus: ReadonlyMap<string, readonly Term[]>,
  ) {}

  /** @throws {Error} on a question that the engine is not known to ask */
  match(subject?: Term | null, predicate?: NamedNode | null, object?: Term | null): Statements {
    if (subject === null || subject === undefined) return this.#backwards(predicate, object);
    if (subject.termType === "Literal") return NOTHING;
    if (predicate?.value === RDF_TYPE && !isOurs(predicate)) {
      return new Statements(this.source.classesOf(subject).map((cls) => statement(subject, TYPE, cls)));
    }
    const description = this.source.describe(subject);
    if (description === undefined) return NOTHING;
    const found = predicate ? description.with(predicate.value) : description.statements;
    return new Statements(object ? found.filter((q) => equal(q.object, object)) : found);
  }

  #backwards(predicate?: NamedNode | null, object?: Term | null): Statements {
    if (!predicate) throw new Error("the engine asks for all statements; the data are not at hand in that form");
    const focus = this.focus.get(predicate.value);
    if (focus !== undefined) return new Statements(focus.map((node) => statement(node as Subject, predicate, node)));
    if (!object) return NOTHING;
    if (predicate.value === SUB_CLASS_OF && !isOurs(predicate)) {
      // All that are below, at once; those themselves have none below them, or a circle would never end.
      if (this.source.subclasses.isGiven(object)) return NOTHING;
      const all = this.source.subclasses.below(object.value);
      return new Statements(all.map((cls) => statement(cls, BELOW, object)));
    }
    return new Statements(this.source.leadingTo(object, predicate.value));
  }
}

function statement(subject: Subject, predicate: NamedNode, object: Term): Quad {
  return { subject, predicate, object, graph: DEFAULT_GRAPH };
}

function equal(a: Term, b: Term): boolean {
  if (a.termType !== b.termType || a.value !== b.value) return false;
  if (a.termType !== "Literal" || b.termType !== "Literal") return true;
  return a.language === b.language && a.datatype.value === b.datatype.value;
}
