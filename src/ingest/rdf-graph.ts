/** A given RDF file as a graph of its own, without mapping (DESIGN §3, `ingest rdf`). */
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { graphIri, graphPath } from "../archive/graph-name.js";
import type { GraphWriter } from "../archive/graph-writer.js";
import { canonicalLiteral } from "../rdf/canonical-literal.js";
import { tripleText } from "../rdf/nquads.js";
import type { KnownContext } from "../rdf/read/jsonld-document.js";
import { DocumentError, readDocument } from "../rdf/read/document.js";
import { Skolemiser } from "../rdf/read/skolem.js";
import type { Quad } from "../rdf/terms.js";
import { WrongRequest } from "../sources/source-error.js";
import { packageText } from "../package/package-files.js";
import { rankOf } from "./ranks.js";
import { type Run, runIri } from "./run.js";

/** Source slug of graphs that were given as RDF. */
export const RDF_SOURCE = "rdf";

export interface RdfRequest {
  /**
   * Path of a file: Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML, also gzipped; `-` is standard input. Without it
   * the graph is taken out, with all its versions.
   */
  readonly from?: string;
  /** Absolute IRI of the graph. */
  readonly graph: string;
  /** For people; the IRI of the graph without it. */
  readonly title?: string;
  /** IRI of the licence. */
  readonly licence?: string;
}

/** Statements between two reports of progress. */
const TOLD = 10_000;

/**
 * Puts a file into its graph, in place of what was there, or takes the graph out. A file that cannot be read is reported,
 * and leaves the graph as it was.
 *
 * @throws {Error} when the graph is one of a source or of the service itself
 * @throws {WrongRequest} when a graph that is to be taken out is not there
 */
export async function loadRdfGraph(request: RdfRequest, run: Run): Promise<void> {
  const { publication, progress, base } = run;
  const path = graphPath(base, request.graph);
  const known = publication.graphs.get(path)?.current?.provenance.source;
  if ((known !== undefined && known !== RDF_SOURCE) || isKept(path)) {
    throw new Error(`<${request.graph}> is a graph that this service makes itself; give --graph another IRI`);
  }
  const { from } = request;
  if (from === undefined) {
    if (known === undefined)
      throw new WrongRequest(`there is no graph <${request.graph}> to take out; status lists those that there are`);
    publication.removeGraph(path);
    run.reports.push({ file: request.graph, outcome: "withdrawn", graph: path });
    return;
  }
  const file = from === "-" ? "stdin" : basename(from);
  progress.start(1);
  progress.begin(file);
  try {
    const writer = publication.graphWriter(path);
    await writeDocument({ from, graph: request.graph }, file, writer, run);
    const written = await writer.close();
    const outcome = publication.setGraph(
      path,
      {
        title: request.title ?? request.graph,
        rank: rankOf(RDF_SOURCE),
        ...(request.licence === undefined ? {} : { licence: request.licence }),
        provenance: { source: RDF_SOURCE, origin: file, run: runIri(run, RDF_SOURCE) },
      },
      written,
      { asCurrent: true },
    );
    run.reports.push({ file, outcome, graph: graphIri(base, path), quads: written.quads });
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    run.reports.push({ file, outcome: "refused", message: error.message });
  } finally {
    progress.end();
  }
}

/** Names below which the service and its sources have their graphs. */
function isKept(path: string): boolean {
  return /^\/graph\/(?:meta|afgeleid|ontologie|identiteit|referentie|duo|edu-v|onderwijsloket|donl|tweedekamer)(?:\/|$)/.test(
    path,
  );
}

async function writeDocument(
  request: Required<Pick<RdfRequest, "from" | "graph">>,
  file: string,
  writer: GraphWriter,
  run: Run,
): Promise<void> {
  const { base, progress, signal } = run;
  const blanks = new Skolemiser(base, request.graph);
  const context = {
    url: `${base}/def/context.jsonld`,
    document: JSON.parse(await packageText(base, "ontology", "context.jsonld")) as KnownContext["document"],
  };
  const bytes = request.from === "-" ? process.stdin : createReadStream(request.from, { highWaterMark: 256 * 1024 });
  let n = 0;
  let named: string | undefined;
  for await (const each of readDocument({ name: file, bytes, baseIri: request.graph, context })) {
    n += 1;
    const graph = each.graph.value;
    named ??= graph;
    if (graph !== named) {
      throw new DocumentError(
        `${file}: holds statements of several graphs (${shown(named)}, ${shown(graph)}); give a file for each`,
      );
    }
    const quad = { ...each, object: each.object.termType === "Literal" ? canonicalLiteral(each.object) : each.object };
    if (!blanks.holds(quad)) await written(writer, quad);
    if (n % TOLD === 0) {
      signal?.throwIfAborted();
      progress.rows(n);
    }
  }
  for (const quad of await namedNodes(blanks, file)) await written(writer, quad);
}

async function namedNodes(blanks: Skolemiser, file: string): Promise<readonly Quad[]> {
  try {
    return await blanks.quads();
  } catch (error) {
    throw new DocumentError(`${file}: ${(error as Error).message}`, { cause: error });
  }
}

async function written(writer: GraphWriter, { subject, predicate, object }: Quad): Promise<void> {
  // Waiting costs a turn of the event loop: only where the writer asks for it.
  const wait = writer.write(tripleText(subject, predicate, object));
  if (wait !== undefined) await wait;
}

function shown(graph: string): string {
  return graph === "" ? "the default graph" : `<${graph}>`;
}
