/**
 * N-Quads text (RDF 1.1 N-Quads), written in the canonical form of RDF Dataset Canonicalization §"Canonical N-Quads":
 * one space between terms, no `^^xsd:string`, and only the escapes below. Canonical text is what makes a line diff of
 * two graph files a diff of two graphs.
 */
import {
  type GraphName,
  literal,
  namedNode,
  type Quad,
  type Term,
  blankNode,
  DEFAULT_GRAPH,
  XSD_STRING,
  type NamedNode,
  type Subject,
} from "./terms.js";

// oxlint-disable-next-line no-control-regex -- the canonical form names these control characters
const NEEDS_ESCAPE = /["\\\u0000-\u001f\u007f]/;
// oxlint-disable-next-line no-control-regex
const ESCAPED = /["\\\u0000-\u001f\u007f]/g;

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
};

/** The lexical form of a literal, escaped for a quoted string; without the quotes. */
export function escapeLexical(value: string): string {
  if (!NEEDS_ESCAPE.test(value)) return value;
  return value.replace(ESCAPED, (c) => SHORT[c] ?? `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
}

/** One term as canonical N-Quads; the IRI is taken to be valid (see `iri.ts`). */
export function termToNQuads(term: Term): string {
  switch (term.termType) {
    case "NamedNode":
      return `<${term.value}>`;
    case "BlankNode":
      return `_:${term.value}`;
    case "Literal": {
      const quoted = `"${escapeLexical(term.value)}"`;
      if (term.language !== "") return `${quoted}@${term.language}`;
      return term.datatype.value === XSD_STRING ? quoted : `${quoted}^^<${term.datatype.value}>`;
    }
  }
}

/** A statement without graph, full stop and newline. */
export function tripleText(subject: Subject, predicate: NamedNode, object: Term): string {
  return `${termToNQuads(subject)} <${predicate.value}> ${termToNQuads(object)}`;
}

/** One quad as a canonical N-Quads line, newline included. */
export function quadToLine(q: Quad): string {
  const head = tripleText(q.subject, q.predicate, q.object);
  return q.graph.termType === "DefaultGraph" ? `${head} .\n` : `${head} ${termToNQuads(q.graph)} .\n`;
}

/** Structural type of what RDF/JS libraries give us. */
interface ForeignTerm {
  readonly termType: string;
  readonly value: string;
  readonly language?: string;
  readonly datatype?: { readonly value: string };
}

interface ForeignQuad {
  readonly subject: ForeignTerm;
  readonly predicate: ForeignTerm;
  readonly object: ForeignTerm;
  readonly graph: ForeignTerm;
}

/** A library's term as our plain term. @throws {Error} on a term kind that RDF 1.1 does not have */
export function plainTerm(term: ForeignTerm): Term {
  switch (term.termType) {
    case "NamedNode":
      return namedNode(term.value);
    case "BlankNode":
      return blankNode(term.value);
    case "Literal":
      return literal(term.value, {
        language: term.language ?? "",
        ...(term.datatype === undefined ? {} : { datatype: term.datatype.value }),
      });
    default:
      throw new Error(`a ${term.termType} cannot stand here; RDF 1.1 has IRIs, blank nodes and literals`);
  }
}

/** A library's quad as our plain quad. @throws {Error} where a term kind is not allowed in its place */
export function plainQuad(q: ForeignQuad): Quad {
  const subject = plainTerm(q.subject);
  const predicate = plainTerm(q.predicate);
  if (subject.termType === "Literal") throw new Error("a literal cannot be a subject");
  if (predicate.termType !== "NamedNode") throw new Error("a predicate must be an IRI");
  let graph: GraphName = DEFAULT_GRAPH;
  if (q.graph.termType !== "DefaultGraph") {
    const name = plainTerm(q.graph);
    if (name.termType === "Literal") throw new Error("a literal cannot name a graph");
    graph = name;
  }
  return { subject, predicate, object: plainTerm(q.object), graph };
}
