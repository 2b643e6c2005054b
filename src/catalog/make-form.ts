/** Writes one form, of a graph or of all, to a file. */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { dirname } from "node:path";
import { PassThrough, Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { openVersion } from "../archive/graph-file.js";
import { mergedTriples, triplesOf } from "../archive/merge-triples.js";
import type { RdfFormat } from "../rdf/media-types.js";
import { quadBatches } from "../rdf/nquads-lines.js";
import { streamSerialise } from "../rdf/serialise.js";
import type { FormSource, FormTask, FormWhole } from "./form-task.js";
import { CHUNK, textChunks } from "./text-chunks.js";

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
    await pipeline(bytesOf(rest, dirname(to)), packed, counted, file);
  } finally {
    clearInterval(telling);
  }
  return { bytes, sha256: hash.digest("hex") };
}

function bytesOf(
  { dataDir, of, format, vocabulary, comments }: Omit<FormTask, "gz" | "to">,
  scratch: string,
): Readable {
  const lines = statements(dataDir, of, format, scratch);
  if (format === "nq" || format === "nt") return lines;
  const pieces = streamSerialise(quadBatches(lines), format, vocabulary, comments);
  return Readable.from(textChunks(pieces), { objectMode: false, highWaterMark: 4 * CHUNK });
}

/** N-Triples of a union, which are N-Quads too, of the default graph; of one graph N-Quads, unless triples are wanted. */
function statements(dataDir: string, of: FormSource, format: RdfFormat, scratch: string): Readable {
  if ("graph" in of && format !== "nt") return openVersion(dataDir, of.graph.version);
  const triples = "graph" in of ? triplesOf(dataDir, of.graph) : mergedTriples(dataDir, of.union, { scratch });
  return Readable.from(triples, { objectMode: false });
}
