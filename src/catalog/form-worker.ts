/** Makes one form of one graph in a thread of its own: writing five million statements takes seconds, a page may not. */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { PassThrough, Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parentPort, workerData } from "node:worker_threads";
import { createGzip } from "node:zlib";
import { openVersion } from "../archive/graph-file.js";
import { mergedTriples, statementsOf } from "../archive/merge-triples.js";
import { quadBatches } from "../rdf/nquads-lines.js";
import { streamSerialise } from "../rdf/serialise.js";
import { UnserialisableError } from "../rdf/xml-names.js";
import type { FormMessage, FormTask } from "./form-task.js";
import { CHUNK, textChunks } from "./text-chunks.js";
import { turtleOfLines } from "./turtle-lines.js";

const task = workerData as FormTask;
try {
  say({ kind: "whole", ...(await write(task)) });
} catch (error) {
  say({
    kind: "failed",
    message: error instanceof Error ? error.message : String(error),
    unserialisable: error instanceof UnserialisableError,
  });
}

async function write({ gz, to, ...form }: FormTask): Promise<{ bytes: number; sha256: string }> {
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
  const told = setInterval(() => say({ kind: "written", bytes: file.bytesWritten }), 20);
  try {
    // The work is done once for each download of a version: it is as fast as it goes.
    const packed = gz ? createGzip({ level: 4, chunkSize: CHUNK }) : new PassThrough();
    await pipeline(bytesOf(form), packed, counted, file);
  } finally {
    clearInterval(told);
  }
  return { bytes, sha256: hash.digest("hex") };
}

function bytesOf({ dataDir, version, graph, format, vocabulary, comments }: Omit<FormTask, "gz" | "to">): Readable {
  const lines = openVersion(dataDir, version);
  if (format === "nq") return lines;
  return Readable.from(chunksOf(), { objectMode: false, highWaterMark: 4 * CHUNK });

  function chunksOf(): AsyncIterable<Uint8Array> {
    if (format === "nt") return mergedTriples([{ graph, bytes: lines }]);
    if (format === "ttl") return turtleOfLines(statementsOf({ graph, bytes: lines }), vocabulary.prefixes);
    return textChunks(streamSerialise(quadBatches(lines), format, vocabulary, comments));
  }
}

function say(message: FormMessage): void {
  parentPort?.postMessage(message, []);
}
