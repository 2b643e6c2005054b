/** Questions of the service itself: a SELECT with terms filled in safely, answered as rows of terms. */
import { isAbsoluteIri } from "../rdf/iri.js";
import type { GraphStore } from "../store/graph-store.js";
import type { Row } from "./results-json.js";
import { parseTsv } from "./results-tsv.js";

/**
 * `<iri>` for a query.
 *
 * @throws {Error} when the text cannot stand between angle brackets, which is what keeps it from being query text
 */
export function sparqlIri(iri: string): string {
  if (!isAbsoluteIri(iri)) throw new Error(`<${iri}> is not an absolute IRI, so it cannot be part of a query`);
  return `<${iri}>`;
}

/** The rows of a SELECT. @throws what {@link GraphStore.query} throws */
export async function select(store: GraphStore, query: string, timeoutMs: number): Promise<readonly Row[]> {
  return parseTsv(await store.query(query, { syntax: "tsv", timeoutMs }));
}
