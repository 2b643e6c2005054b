/** What engines answer a CONSTRUCT or DESCRIBE with (N-Triples with tabs and escapes, or Turtle), as our N-Triples. */
import { pipeline, type Readable } from "node:stream";
import { StreamParser } from "n3";
import { tripleText } from "../../rdf/nquads.js";
import type { Quad } from "../../rdf/terms.js";
import { asGiven } from "./engine-terms.js";

/** Lines joined before they are handed on. */
const BATCH = 500;

/**
 * Reads triples and writes them as canonical N-Triples, a batch of lines at a time.
 *
 * @throws {Error} when it is no N-Triples or Turtle, naming the line
 */
export async function* asNTriples(body: Readable, mediaType: string): AsyncGenerator<Uint8Array> {
  const parser = new StreamParser({ format: mediaType === "text/turtle" ? "text/turtle" : "application/n-triples" });
  // An error of either end is thrown to the reader of the parser; with the parser ends the body, and so its connection.
  pipeline(body, parser, () => undefined);
  let lines: string[] = [];
  for await (const { subject, predicate, object } of parser as AsyncIterable<Quad>) {
    lines.push(`${tripleText(subject, predicate, object.termType === "Literal" ? asGiven(object) : object)} .\n`);
    if (lines.length < BATCH) continue;
    yield Buffer.from(lines.join(""));
    lines = [];
  }
  yield Buffer.from(lines.join(""));
}
