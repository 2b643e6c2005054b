/**
 * The shapes graph as the engine (rdf-validate-shacl) is given it. What a shape applies to is found by us and told to the
 * engine in a predicate of its own for each shape: so a batch checks its focus nodes and no others, whatever else is in
 * it. The rest is what keeps its outcome right and its results small; {@link EngineShapes} takes the results back.
 */
import { nodeKey } from "../rdf/subjects.js";
import { literal, namedNode, type NamedNode, type Quad, quad, RDF, RDF_TYPE, type Term } from "../rdf/terms.js";
import type { Plan, Root } from "./plan.js";
import { TermMaker } from "./rdfjs-terms.js";
import { OWL_IMPORTS, sh, SUB_CLASS_OF, TARGET_WORDS } from "./shacl.js";
import type { ShapesGraph } from "./shapes-graph.js";

const OWN = "urn:onderwijsgraaf:validate:";
const FIRST = `${RDF}first`;
const DROPPED: ReadonlySet<string> = new Set([RDF_TYPE, SUB_CLASS_OF, OWL_IMPORTS, ...TARGET_WORDS.map(sh)]);

export class EngineShapes {
  readonly quads: Quad[] = [];
  readonly #focus = new Map<Root, NamedNode>();
  /** Key of a shape without a name → the name that the engine knows it by. */
  readonly #named = new Map<string, NamedNode>();
  /** That name → the shape. */
  readonly #shapes = new Map<string, Term>();
  /** Property shape → the shape that was put in place of its sh:and. */
  readonly #conjunctions = new Map<string, Set<string>>();

  constructor({ graph, local, whole }: Plan) {
    const roots = [...local, ...whole];
    this.#nameShapes([...roots.map(({ shape }) => shape), ...linked(graph)]);
    const languages = languageCells(graph);
    const maker = new TermMaker();
    const add = (subject: Term, predicate: string, object: Term): void => {
      const from = maker.term(subject);
      if (from.termType !== "Literal") this.quads.push(maker.statement(from, quad(from, namedNode(predicate), object)));
    };
    for (const { subject, predicate, object } of graph.quads) {
      if (DROPPED.has(predicate.value)) continue;
      const from = this.#known(subject);
      if (predicate.value === sh("and") && graph.values(subject, sh("path")).length > 0) {
        // Of a property shape, the engine puts all values to each member of sh:and, and a path of the member's own is
        // overlooked. A node shape between them asks the same in a way that it does right.
        const between = this.#conjunction(from);
        add(from, sh("node"), between);
        add(between, predicate.value, this.#known(object));
      } else if (predicate.value === FIRST && languages.has(nodeKey(subject))) {
        // Language tags are compared without case (RFC 4647), and data have them in lower case.
        add(from, predicate.value, literal(object.value.toLowerCase()));
      } else {
        add(from, predicate.value, this.#known(object));
      }
    }
    for (const root of roots) {
      const predicate = namedNode(`${OWN}focus:${this.#focus.size}`);
      this.#focus.set(root, predicate);
      add(this.#known(root.shape), sh("targetSubjectsOf"), predicate);
    }
  }

  /** IRI of the predicate whose subjects are the focus nodes of a shape. */
  focusPredicate(root: Root): string {
    return this.#focus.get(root)?.value ?? "";
  }

  /** The shape that the engine means. */
  shape(term: Term): Term {
    return this.#shapes.get(term.value) ?? term;
  }

  /** Whether a shape stands for the sh:and of a property shape; both as the engine knows them. */
  isConjunctionOf(term: Term, propertyShape: Term): boolean {
    return this.#conjunctions.get(propertyShape.value)?.has(term.value) ?? false;
  }

  /** A message of the engine, our names for nameless shapes replaced. */
  message(text: string, describe: (shape: Term) => string): string {
    return text.replaceAll(/<(urn:onderwijsgraaf:validate:shape:\d+)>/g, (whole, name: string) => {
      const shape = this.#shapes.get(name);
      return shape === undefined ? whole : describe(shape);
    });
  }

  // The engine copies all that is said of a nameless shape into each result: of a shape with a name it does not.
  #nameShapes(shapes: readonly Term[]): void {
    for (const shape of shapes) {
      if (shape.termType !== "BlankNode" || this.#named.has(nodeKey(shape))) continue;
      const name = namedNode(`${OWN}shape:${this.#named.size}`);
      this.#named.set(nodeKey(shape), name);
      this.#shapes.set(name.value, shape);
    }
  }

  #known(term: Term): Term {
    return term.termType === "BlankNode" ? (this.#named.get(nodeKey(term)) ?? term) : term;
  }

  #conjunction(propertyShape: Term): NamedNode {
    const all = this.#conjunctions.get(propertyShape.value) ?? new Set();
    this.#conjunctions.set(propertyShape.value, all);
    const between = namedNode(`${OWN}and:${this.#conjunctions.size}-${all.size}`);
    all.add(between.value);
    return between;
  }
}

/** The shapes that others refer to. */
function linked(graph: ShapesGraph): Term[] {
  return [...graph.subjects()].flatMap((subject) => graph.links(subject).map(({ shape }) => shape));
}

/** The cells of all lists of sh:languageIn. */
function languageCells(graph: ShapesGraph): Set<string> {
  const cells = new Set<string>();
  for (const { predicate, object } of graph.quads) {
    if (predicate.value !== sh("languageIn")) continue;
    for (let node: Term | undefined = object; node !== undefined && !cells.has(nodeKey(node));) {
      if (graph.values(node, FIRST).length > 0) cells.add(nodeKey(node));
      [node] = graph.values(node, `${RDF}rest`);
    }
  }
  return cells;
}
