/**
 * The dataset of a query, said to the engine in full (SPARQL 1.1 Protocol §2.1.4): engines differ in what they ask when
 * nothing is said, and none of them counts a triple in two graphs once (docs/decisions/0028).
 */
import type { QueryOptions } from "../graph-store.js";
import { readHead } from "../query-check/query-head.js";

export interface Dataset {
  readonly defaultGraphs: readonly string[];
  readonly namedGraphs: readonly string[];
}

/** Where a query is to be asked. */
export type Route =
  /** At the engine, of this dataset; undefined: as the engine has it. */
  | { readonly at: "engine"; readonly dataset: Dataset | undefined }
  /** Here, of a set made of the archive's own files. */
  | { readonly at: "scratch"; readonly dataset: Dataset };

/**
 * @param graphs IRIs of the archive's current graphs
 * @param union the graph of the engine that holds all statements once; undefined where none was pushed
 */
export function routeOf(
  sparql: string,
  { baseIri, defaultGraphs, namedGraphs }: QueryOptions,
  graphs: ReadonlySet<string>,
  union: string | undefined,
): Route {
  const head = readHead(sparql, baseIri);
  const inQuery = head.defaultGraphs.length + head.namedGraphs.length > 0;
  const inProtocol = defaultGraphs !== undefined || namedGraphs !== undefined;
  if (!inQuery && !inProtocol) {
    if (union === undefined) return { at: "engine", dataset: undefined };
    return { at: "engine", dataset: { defaultGraphs: [union], namedGraphs: [...graphs] } };
  }
  const asked = inProtocol ? { defaultGraphs: unique(defaultGraphs), namedGraphs: unique(namedGraphs) } : head;
  const known = (iris: readonly string[]): string[] => iris.filter((iri) => graphs.has(iri));
  const dataset = { defaultGraphs: known(asked.defaultGraphs), namedGraphs: known(asked.namedGraphs) };
  // Virtuoso adds the graphs of FROM to those of the protocol, and would look further for one it does not have.
  const foreign = inQuery && (inProtocol || !sameSize(asked, dataset));
  return { at: dataset.defaultGraphs.length > 1 || foreign ? "scratch" : "engine", dataset };
}

/** As parameters: an empty part is said with a graph that does not exist, or the engine would take it for unsaid. */
export function datasetParameters({ defaultGraphs, namedGraphs }: Dataset, base: string): URLSearchParams {
  const parameters = new URLSearchParams();
  const nothing = [`${base}/graph/meta/store/none`];
  for (const iri of defaultGraphs.length > 0 ? defaultGraphs : nothing) parameters.append("default-graph-uri", iri);
  for (const iri of namedGraphs.length > 0 ? namedGraphs : nothing) parameters.append("named-graph-uri", iri);
  return parameters;
}

function unique(iris: readonly string[] = []): string[] {
  return [...new Set(iris)];
}

function sameSize(a: Dataset, b: Dataset): boolean {
  return a.defaultGraphs.length === b.defaultGraphs.length && a.namedGraphs.length === b.namedGraphs.length;
}
