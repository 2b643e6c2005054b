/**
 * RDF terms as plain data (RDF 1.1 Concepts, §3), shaped as RDF/JS so that they can be handed to libraries that read
 * that shape. There are no blank nodes in what this project makes; they occur only in what others give us.
 */

export interface NamedNode {
  readonly termType: "NamedNode";
  readonly value: string;
}

export interface BlankNode {
  readonly termType: "BlankNode";
  readonly value: string;
}

export interface Literal {
  readonly termType: "Literal";
  readonly value: string;
  /** Language tag in lower case, or the empty string. */
  readonly language: string;
  readonly datatype: NamedNode;
}

export interface DefaultGraph {
  readonly termType: "DefaultGraph";
  readonly value: "";
}

export type Subject = NamedNode | BlankNode;
export type Term = NamedNode | BlankNode | Literal;
export type GraphName = NamedNode | BlankNode | DefaultGraph;

export interface Quad {
  readonly subject: Subject;
  readonly predicate: NamedNode;
  readonly object: Term;
  readonly graph: GraphName;
}

export const XSD = "http://www.w3.org/2001/XMLSchema#";
export const XSD_STRING = `${XSD}string`;
export const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
export const RDF_TYPE = `${RDF}type`;
const RDF_LANG_STRING = `${RDF}langString`;
export const RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label";

const STRING_TYPE: NamedNode = { termType: "NamedNode", value: XSD_STRING };
const LANG_STRING_TYPE: NamedNode = { termType: "NamedNode", value: RDF_LANG_STRING };

export const DEFAULT_GRAPH: DefaultGraph = { termType: "DefaultGraph", value: "" };

export function namedNode(value: string): NamedNode {
  return { termType: "NamedNode", value };
}

export function blankNode(value: string): BlankNode {
  return { termType: "BlankNode", value };
}

/** A literal; with neither language nor datatype it is an `xsd:string`. */
export function literal(value: string, options: { language?: string; datatype?: string } = {}): Literal {
  if (options.language !== undefined && options.language !== "") {
    return { termType: "Literal", value, language: options.language.toLowerCase(), datatype: LANG_STRING_TYPE };
  }
  const datatype =
    options.datatype === undefined || options.datatype === XSD_STRING ? STRING_TYPE : namedNode(options.datatype);
  return { termType: "Literal", value, language: "", datatype };
}

export function quad(subject: Subject, predicate: NamedNode, object: Term, graph: GraphName = DEFAULT_GRAPH): Quad {
  return { subject, predicate, object, graph };
}
