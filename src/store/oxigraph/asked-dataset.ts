/** The dataset that a question is about (SPARQL 1.1 §13.2; Protocol §2.1.4). */
import { namedNode } from "oxigraph/web.js";
import { isAbsoluteIri } from "../../rdf/iri.js";
import { QuerySyntaxError } from "../graph-store.js";
import type { Question } from "./messages.js";
import type { QueryHead } from "../query-check/query-head.js";

type Node = ReturnType<typeof namedNode>;

export interface Dataset {
  readonly default_graph: Node[];
  readonly named_graphs: Node[];
}

/** The dataset of protocol or query; `undefined` where neither names one, and where the engine takes it from the query. */
export function askedDataset(head: QueryHead, question: Question): Dataset | undefined {
  const byProtocol = question.defaultGraphs !== undefined || question.namedGraphs !== undefined;
  if (!byProtocol && head.defaultGraphs.length < 2) return undefined;
  const from = byProtocol ? question : head;
  return { default_graph: nodes(from.defaultGraphs), named_graphs: nodes(from.namedGraphs) };
}

function nodes(iris: readonly string[] = []): Node[] {
  return [...new Set(iris)].map((iri) => {
    if (!isAbsoluteIri(iri)) throw new QuerySyntaxError(`"${iri}" cannot name a graph: it is not an absolute IRI`);
    return namedNode(iri);
  });
}
