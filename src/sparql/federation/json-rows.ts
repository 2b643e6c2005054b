/** SPARQL 1.1 Query Results JSON, as bytes, to rows of RDF/JS terms. */
import type * as RDF from "@rdfjs/types";
import { DataFactory as terms } from "n3";
import { parseResults } from "../results-json.js";
import type { Term } from "../../rdf/terms.js";

export type TermRow = ReadonlyMap<string, RDF.NamedNode | RDF.Literal | RDF.BlankNode>;

/**
 * The rows of a SELECT.
 *
 * @param blank begins the labels of blank nodes, which mean nothing outside this one answer
 * @throws {Error} when the bytes are no such result, or hold more than `most` rows
 */
export function jsonRows(bytes: Uint8Array, most: number, blank: string): TermRow[] {
  let rows: ReturnType<typeof parseResults>["rows"];
  try {
    ({ rows } = parseResults(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw new Error("its answer is no SPARQL result in JSON, or broke off", { cause: error });
  }
  if (rows.length > most) throw new Error(`its answer has ${rows.length} rows, and ${most} is the most that is taken`);
  return rows.map((row) => new Map(Object.entries(row).map(([name, term]) => [name, rdfTerm(term, blank)])));
}

function rdfTerm(term: Term, blank: string): RDF.NamedNode | RDF.Literal | RDF.BlankNode {
  if (term.termType === "NamedNode") return terms.namedNode(term.value);
  if (term.termType === "BlankNode") return terms.blankNode(blank + term.value);
  return terms.literal(term.value, term.language === "" ? terms.namedNode(term.datatype.value) : term.language);
}
