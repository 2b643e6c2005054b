/** From the words of `ingest rdf` to what is asked of an ingest. */
import { existsSync, statSync } from "node:fs";
import { graphPath } from "../archive/graph-name.js";
import { RDF_SOURCE, type RdfRequest } from "../ingest/rdf-graph.js";
import { DEFAULT_BASE } from "../rdf/base.js";
import { isAbsoluteIri } from "../rdf/iri.js";
import { WrongWords } from "./exit.js";
import type { SourceWords } from "./source-words.js";

export interface RdfWords {
  readonly from?: string;
  readonly graph?: string;
  readonly title?: string;
  readonly licence?: string;
  readonly remove?: boolean;
}

/**
 * @param base of this service, for the example in a message
 * @throws {WrongWords} when a word is missing, wrong, or of another source
 */
export function rdfRequest(sources: readonly string[], words: RdfWords & SourceWords, base: string): RdfRequest {
  const { from, graph, title, licence, remove } = words;
  if (sources.length > 1) throw new WrongWords("rdf is one file and one graph; name it alone");
  for (const word of ["dataset", "all", "full", "query", "again"] as const) {
    if (words[word] !== undefined) throw new WrongWords(`--${word} says nothing of ${RDF_SOURCE}; leave it out`);
  }
  for (const word of ["from", "title", "licence"] as const) {
    if (remove === true && words[word] !== undefined)
      throw new WrongWords(`--remove takes the graph out, so it goes without --${word}`);
  }
  if (from === undefined && remove !== true)
    throw new WrongWords("rdf: give the file with --from, or - for standard input; --remove takes the graph out");
  if (from !== undefined && from !== "-" && (!existsSync(from) || !statSync(from).isFile())) {
    throw new WrongWords(`--from ${from}: there is no such file; rdf reads one file`);
  }
  if (graph === undefined) throw new WrongWords(`rdf: give the IRI of the graph with --graph, ${example(base)}`);
  for (const [word, iri] of Object.entries({ graph, licence })) {
    if (iri !== undefined && !isAbsoluteIri(iri))
      throw new WrongWords(`--${word} ${iri}: give an absolute IRI${word === "graph" ? `, ${example(base)}` : ""}`);
  }
  try {
    graphPath(DEFAULT_BASE, graph);
  } catch {
    throw new WrongWords("--graph: this IRI is too long; 400 characters, and fewer with many signs, is the most");
  }
  return {
    ...(from === undefined ? {} : { from }),
    graph,
    ...(title === undefined ? {} : { title }),
    ...(licence === undefined ? {} : { licence }),
  };
}

function example(base: string): string {
  return `such as ${base}/graph/eigen/scholen`;
}

/** @throws {WrongWords} when a word of `rdf` goes with another source */
export function noRdfWords(words: RdfWords): void {
  for (const word of ["graph", "title", "licence", "remove"] as const) {
    if (words[word] !== undefined) throw new WrongWords(`--${word} goes with the source ${RDF_SOURCE} alone`);
  }
}
