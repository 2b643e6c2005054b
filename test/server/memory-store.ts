/** A GraphStore in this process, over Oxigraph as the real one: for tests that need answers and not a worker. */
import { Readable } from "node:stream";
import oxigraph from "oxigraph";
import { type GraphStore, type QueryOptions, QuerySyntaxError } from "#src/store/graph-store.js";

const FORMATS = {
  json: "application/sparql-results+json",
  xml: "application/sparql-results+xml",
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  nt: "application/n-triples",
} as const;

function graphs(iris: readonly string[]): oxigraph.NamedNode[] {
  return iris.map((iri) => oxigraph.namedNode(iri));
}

export class MemoryStore implements GraphStore {
  archiveVersion: string;
  /** Queries answered, to see that a 304 asks nothing. */
  asked = 0;
  readonly #store = new oxigraph.Store();

  constructor(nquads: string, archiveVersion: string) {
    this.archiveVersion = archiveVersion;
    this.#store.load(nquads, { format: "application/n-quads", no_transaction: true });
    // The default graph holds the union of all graphs as a set, beside them (DESIGN §8.1).
    this.#store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }");
  }

  query(sparql: string, options: QueryOptions): Promise<string> {
    this.asked++;
    try {
      const result = this.#store.query(sparql, {
        results_format: FORMATS[options.syntax],
        ...(options.baseIri === undefined ? {} : { base_iri: options.baseIri }),
        ...(options.defaultGraphs === undefined ? {} : { default_graph: graphs(options.defaultGraphs) }),
        ...(options.namedGraphs === undefined ? {} : { named_graphs: graphs(options.namedGraphs) }),
      });
      if (typeof result !== "string") throw new Error("no text");
      return Promise.resolve(result);
    } catch (error) {
      return Promise.reject(new QuerySyntaxError(error instanceof Error ? error.message : String(error)));
    }
  }

  async stream(sparql: string, options: QueryOptions): Promise<AsyncIterable<Uint8Array>> {
    return Readable.from([Buffer.from(await this.query(sparql, options))]);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
