/** Writes one form, of a graph or of all, to a file. */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { dirname } from "node:path";
import { PassThrough, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { openVersion } from "../archive/graph-file.js";
import { asTriples, mergedStatements, statementsOf } from "../archive/merge-triples.js";
import type { StreamedFormat } from "../rdf/serialise.js";
import type { FormTask, FormWhole } from "./form-task.js";
import { CHUNK, textChunks } from "./text-chunks.js";
import { turtleOfLines } from "./turtle-lines.js";

/**
 * @param told hears how many bytes are in the file while it grows
 * @throws {UnserialisableError} when the form cannot say what is to be said
 * @throws {Error} when a file of the archive is missing or damaged, or the form cannot be written
 */
export async function makeForm({ gz, to, ...rest }: FormTask, told: (bytes: number) => void): Promise<FormWhole> {
  const hash = createHash("sha256");
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const file = createWriteStream(to, { flags: "wx", highWaterMark: 1024 * 1024 });
  // What is told is in the file: who reads it while it grows must find it there.
  const telling = setInterval(() => told(file.bytesWritten), 20);
  try {
    // The work is done once for each download of a version: it is as fast as it goes.
    const packed = gz ? createGzip({ level: 4, chunkSize: CHUNK }) : new PassThrough();
    await pipeline(chunksOf(rest, dirname(to)), packed, counted, file);
  } finally {
    clearInterval(telling);
  }
  return { bytes, sha256: hash.digest("hex") };
}

function chunksOf(
  { dataDir, of, format, vocabulary, comments }: Omit<FormTask, "gz" | "to">,
  scratch: string,
): AsyncIterable<Uint8Array> {
  const statements = (): AsyncIterable<readonly string[]> =>
    "graph" in of ? statementsOf(dataDir, of.graph) : mergedStatements(dataDir, of.union, { scratch });
  if (format === "ttl") return turtleOfLines(statements(), vocabulary.prefixes);
  // The N-Triples of a union are N-Quads too, of the default graph.
  const lines = "graph" in of && format !== "nt" ? openVersion(dataDir, of.graph.version) : asTriples(statements());
  if (format === "nq" || format === "nt") return lines;
  return textChunks(serialised(lines, format, { vocabulary, comments }));
}

/** The writers of all forms take longer to load than a small form takes, and who wants Turtle or gzip needs none of them. */
async function* serialised(
  lines: AsyncIterable<Uint8Array>,
  format: StreamedFormat,
  { vocabulary, comments }: Pick<FormTask, "vocabulary" | "comments">,
): AsyncGenerator<string> {
  const [{ quadBatches }, { streamSerialise }] = await Promise.all([
    import("../rdf/nquads-lines.js"),
    import("../rdf/serialise.js"),
  ]);
  yield* streamSerialise(quadBatches(lines), format, vocabulary, comments);
}
