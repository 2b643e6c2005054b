/**
 * The mapping model: RML-Core and RML-FNML (http://w3id.org/rml/) as plain data. YARRRML and both RML vocabularies are
 * read into it; the compiler and the RML writer start from it.
 */
import type { Literal, NamedNode, BlankNode } from "../rdf/terms.js";
import type { Position } from "./problem.js";

export type ReferenceFormulation = "CSV" | "JSONPath";

/** How a CSV file is written, in the terms of CSVW (Metadata Vocabulary §5.9); absent means RFC 4180, UTF-8. */
export interface CsvDialect {
  readonly delimiter?: string;
  readonly quoteChar?: string;
  readonly commentPrefix?: string;
  readonly encoding?: string;
  /** False when the first row is data: the columns are then named `1`, `2`, … */
  readonly header?: boolean;
  readonly skipRows?: number;
  readonly trim?: boolean;
}

/** Where records come from (RML-Core §5, RML-IO). */
export interface LogicalSource {
  /** The key of a YARRRML source, or the access text where the mapping gives it no name. */
  readonly name: string;
  /** The access text: a path, as written. */
  readonly path: string;
  /** Relative paths start at the mapping's folder, or at the working directory. */
  readonly root: "mapping" | "working-directory";
  readonly formulation: ReferenceFormulation;
  readonly iterator?: string;
  readonly dialect?: CsvDialect;
  readonly encoding?: string;
  readonly compression?: "gzip";
  /** Values that count as no value (rml:null); JSON null always does. */
  readonly nulls?: readonly string[];
  /** Whether a reference to an array gives one value for each element (YARRRML, old RML), or is a mistake (RML-Core). */
  readonly spreads: boolean;
  /**
   * Whether JSON numbers and booleans become literals of their natural datatype (RML-Core §7.5); mappings in the old
   * vocabulary, which had no such thing, mean plain text.
   */
  readonly natural: boolean;
  readonly at: Position | undefined;
}

export type TemplatePart = { readonly text: string } | { readonly reference: string };

/** What a term is made of (RML-Core §6, expression maps). */
export type Expression =
  | { readonly kind: "constant"; readonly term: NamedNode | Literal | BlankNode }
  | { readonly kind: "reference"; readonly reference: string }
  | { readonly kind: "template"; readonly parts: readonly TemplatePart[] }
  | { readonly kind: "function"; readonly call: FunctionCall }
  /** A blank node of its own for each record (a subject map without expression). */
  | { readonly kind: "fresh" };

/** A call of a function (RML-FNML §3). */
export interface FunctionCall {
  readonly function: string;
  readonly inputs: readonly FunctionInput[];
  /** IRI of the output that is meant; absent: the first. */
  readonly returns?: string;
  readonly at: Position | undefined;
}

export interface FunctionInput {
  readonly parameter: string;
  readonly value: TermMap;
  readonly at: Position | undefined;
}

/** RML-Core §7: what kind of term an expression becomes, and how its text is made safe. */
export type TermType = "IRI" | "URI" | "UnsafeIRI" | "UnsafeURI" | "BlankNode" | "Literal";

/** An expression and what kind of term it gives. */
export interface TermMap {
  readonly expression: Expression;
  readonly termType: TermType;
  readonly language?: TermMap;
  readonly datatype?: TermMap;
  /** The term exists only where this gives true (RML-FNML, rml:condition). */
  readonly condition?: TermMap;
  readonly at: Position | undefined;
}

/** Two expressions that must be equal: of the record at hand, and of the parent's (RML-Core §8). */
export interface JoinCondition {
  readonly child: TermMap;
  readonly parent: TermMap;
}

/** Objects that are the subjects of another triples map. */
export interface ParentReference {
  /** `id` of the other triples map. */
  readonly parent: string;
  readonly joins: readonly JoinCondition[];
  readonly condition?: TermMap;
  readonly at: Position | undefined;
}

export type ObjectMap = { readonly term: TermMap } | { readonly parent: ParentReference };

export interface PredicateObjectMap {
  readonly predicates: readonly TermMap[];
  readonly objects: readonly ObjectMap[];
  readonly graphs: readonly TermMap[];
  readonly condition?: TermMap;
  readonly at: Position | undefined;
}

export interface SubjectMap extends TermMap {
  readonly classes: readonly string[];
  readonly graphs: readonly TermMap[];
}

export interface TriplesMap {
  /** Unique in its model. */
  readonly id: string;
  /** The name a person gave it; several triples maps share it when a YARRRML mapping has several sources or subjects. */
  readonly name: string;
  readonly source: LogicalSource;
  readonly subject: SubjectMap;
  /** Wins over the base IRI of the run (rml:baseIRI). */
  readonly baseIri?: string;
  readonly predicateObjects: readonly PredicateObjectMap[];
  readonly at: Position | undefined;
}

export interface MappingModel {
  /** Path of the file it was read from. */
  readonly path: string;
  readonly prefixes: Readonly<Record<string, string>>;
  /** Base IRI that the document itself declares; what the caller gives wins. */
  readonly base?: string;
  readonly triplesMaps: readonly TriplesMap[];
  /** What in the document has no effect here, each with its place, for people. */
  readonly notes?: readonly string[];
}

/** Names that graph maps use for the default graph. */
export function isDefaultGraph(iri: string): boolean {
  return iri === "http://w3id.org/rml/defaultGraph" || iri === "http://www.w3.org/ns/r2rml#defaultGraph";
}
