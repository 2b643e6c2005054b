/** A shapes graph, and what to call its shapes. */
import { nodeKey } from "../rdf/subjects.js";
import { type Quad, RDF, type Subject, type Term } from "../rdf/terms.js";
import { PathProblem, pathText, readPath } from "./path.js";
import { sh, SHAPE_LIST_WORDS, SHAPE_WORDS } from "./shacl.js";

const FIRST = `${RDF}first`;
const REST = `${RDF}rest`;
const NIL = `${RDF}nil`;

/** A shape that another one refers to, and how. */
export interface ShapeLink {
  /** `property`, `node`, `or`, … */
  readonly word: string;
  readonly shape: Term;
}

export class ShapesGraph {
  readonly #about = new Map<string, Quad[]>();
  readonly #parents = new Map<string, Subject>();

  /** @param name writes an IRI for people */
  constructor(
    readonly quads: readonly Quad[],
    readonly name: (iri: string) => string,
  ) {
    for (const quad of quads) {
      const key = nodeKey(quad.subject);
      const known = this.#about.get(key);
      if (known === undefined) this.#about.set(key, [quad]);
      else known.push(quad);
    }
    for (const subject of this.subjects()) {
      for (const { shape } of this.links(subject)) {
        if (shape.termType === "BlankNode" && !this.#parents.has(nodeKey(shape))) {
          this.#parents.set(nodeKey(shape), subject);
        }
      }
    }
  }

  /** Every node that something is said of, once. */
  *subjects(): Generator<Subject> {
    for (const [first] of this.#about.values()) if (first !== undefined) yield first.subject;
  }

  about(node: Term): readonly Quad[] {
    return node.termType === "Literal" ? [] : (this.#about.get(nodeKey(node)) ?? []);
  }

  values(node: Term, predicate: string): Term[] {
    return this.about(node).flatMap((q) => (q.predicate.value === predicate ? [q.object] : []));
  }

  isList(node: Term): boolean {
    return node.value === NIL || this.values(node, FIRST).length > 0;
  }

  /** The members of a list (RDF Schema §5.2); undefined when it is not well-formed. */
  list(head: Term): Term[] | undefined {
    const members: Term[] = [];
    const seen = new Set<string>();
    let node = head;
    while (node.value !== NIL) {
      const [first, another] = this.values(node, FIRST);
      const [rest, fork] = this.values(node, REST);
      if (first === undefined || rest === undefined || another !== undefined || fork !== undefined) return undefined;
      if (seen.has(nodeKey(node))) return undefined;
      seen.add(nodeKey(node));
      members.push(first);
      node = rest;
    }
    return members;
  }

  /** The shapes that a shape refers to. Members of a list that is not well-formed are left out. */
  links(shape: Term): ShapeLink[] {
    return [
      ...SHAPE_WORDS.flatMap((word) => this.values(shape, sh(word)).map((each) => ({ word, shape: each }))),
      ...SHAPE_LIST_WORDS.flatMap((word) =>
        this.values(shape, sh(word)).flatMap((head) => (this.list(head) ?? []).map((each) => ({ word, shape: each }))),
      ),
    ];
  }

  /** Keys of the shapes in a list, and of all that they refer to, in any number of steps. */
  reachable(shapes: readonly Term[]): Set<string> {
    const found = new Set<string>();
    const open = [...shapes];
    for (let shape = open.pop(); shape !== undefined; shape = open.pop()) {
      if (shape.termType === "Literal" || found.has(nodeKey(shape))) continue;
      found.add(nodeKey(shape));
      open.push(...this.links(shape).map((link) => link.shape));
    }
    return found;
  }

  /** The property shapes of all shapes that have this one as a property shape. */
  siblings(shape: Term): Term[] {
    const parents = this.quads.filter(
      (q) =>
        q.predicate.value === sh("property") && nodeKey(q.object) === nodeKey(shape) && q.object.termType !== "Literal",
    );
    return parents.flatMap((q) => this.values(q.subject, sh("property")));
  }

  isDeactivated(shape: Term): boolean {
    return this.values(shape, sh("deactivated")).some((value) => value.value === "true");
  }

  /** What to call a shape: its IRI, or the shape that it is part of and its path: `ond:VestigingShape, ond:brin`. */
  describe(shape: Term): string {
    if (shape.termType === "NamedNode") return this.name(shape.value);
    const parts: string[] = [];
    let node: Term | undefined = shape;
    for (let depth = 0; node?.termType === "BlankNode" && depth < 20; depth += 1) {
      const path = this.pathOf(node);
      if (path !== undefined) parts.unshift(path);
      node = this.#parents.get(nodeKey(node));
    }
    return [node?.termType === "NamedNode" ? this.name(node.value) : "a shape without a name", ...parts].join(", ");
  }

  /** The path of a property shape, as text; undefined of a node shape or where it cannot be read. */
  pathOf(shape: Term): string | undefined {
    const [node] = this.values(shape, sh("path"));
    return node === undefined ? undefined : this.pathText(node);
  }

  /** The path at a node as text. */
  pathText(node: Term): string | undefined {
    try {
      return pathText(readPath(this, node), this.name);
    } catch (error) {
      if (error instanceof PathProblem) return undefined;
      throw error;
    }
  }
}
