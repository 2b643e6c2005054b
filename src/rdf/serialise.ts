/** One door to all forms of RDF: quads to text, in memory or streamed. */
import { type CompactionContext } from "./jsonld-context.js";
import { streamJsonLd, writeJsonLd } from "./jsonld.js";
import type { RdfFormat } from "./media-types.js";
import { writeNQuads, writeNTriples } from "./ntriples.js";
import type { Prefixes } from "./prefixes.js";
import { streamRdfXml, writeRdfXml } from "./rdfxml.js";
import type { Quad } from "./terms.js";
import { streamTrig, writeTrig } from "./trig.js";
import { writeTurtle } from "./turtle.js";

/** What the forms need to know of the service. */
export interface Vocabulary {
  readonly prefixes: Prefixes;
  readonly context: CompactionContext;
  /** IRI of the context document. */
  readonly contextUrl: string;
}

export interface SerialiseOptions {
  /** IRI of the thing that is described; it comes first. */
  readonly described?: string;
  /** TriG: what to say above each graph. */
  readonly comments?: (graph: string) => readonly string[];
}

/**
 * Quads as text. Forms without graphs give the union; the order of the quads is kept within each subject, so equal
 * input gives equal bytes.
 *
 * @throws {UnserialisableError} when RDF/XML cannot say it
 */
export function serialise(
  quads: readonly Quad[],
  format: RdfFormat,
  vocabulary: Vocabulary,
  options: SerialiseOptions = {},
): string {
  const all = { ...vocabulary, ...options };
  switch (format) {
    case "ttl":
      return writeTurtle(quads, all);
    case "trig":
      return writeTrig(quads, all);
    case "rdf":
      return writeRdfXml(quads, all);
    case "jsonld":
      return writeJsonLd(quads, all);
    case "nt":
      return writeNTriples(quads);
    case "nq":
      return writeNQuads(quads);
  }
}

/** Forms that need more than the lines of a graph. */
export type StreamedFormat = Exclude<RdfFormat, "ttl" | "nt" | "nq">;

/**
 * Batches of quads, sorted by subject, as pieces of text; memory does not grow with the graph.
 *
 * @throws {UnserialisableError} when RDF/XML cannot say it
 */
export function streamSerialise(
  batches: AsyncIterable<readonly Quad[]>,
  format: StreamedFormat,
  vocabulary: Vocabulary,
  comments: readonly string[] = [],
): AsyncIterable<string> {
  switch (format) {
    case "trig":
      return streamTrig(batches, vocabulary.prefixes, comments);
    case "rdf":
      return streamRdfXml(batches, vocabulary.prefixes);
    case "jsonld":
      return streamJsonLd(batches, vocabulary);
  }
}
