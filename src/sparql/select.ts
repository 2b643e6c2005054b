/** Questions of the service itself: a SELECT with terms filled in safely, answered as rows of terms. */
import { isAbsoluteIri } from "../rdf/iri.js";
import type { GraphStore, QueryOptions } from "../store/graph-store.js";
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
export function select(store: GraphStore, query: string, timeoutMs: number): Promise<readonly Row[]> {
  return rowsOf(store, query, { timeoutMs });
}

/**
 * As {@link select}, of a question that may take seconds: it is answered where the queries of visitors are, so that it keeps
 * no page waiting.
 */
export function selectMuch(store: GraphStore, query: string, timeoutMs: number): Promise<readonly Row[]> {
  return rowsOf(store, query, { timeoutMs, fromVisitor: true });
}

async function rowsOf(
  store: GraphStore,
  query: string,
  options: Pick<QueryOptions, "timeoutMs" | "fromVisitor">,
): Promise<Row[]> {
  return parseTsv(await store.query(query, { syntax: "tsv", ...options }));
}
