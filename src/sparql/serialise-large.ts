/**
 * Large answers in another form than N-Triples, made beside the HTTP thread: 100,000 statements keep it busy for about a
 * second. A thread lives for one answer, and gives its memory back with it; two work at a time.
 */
import { Worker } from "node:worker_threads";
import pLimit from "p-limit";
import type { RdfFormat } from "../rdf/media-types.js";
import { parseLines } from "../rdf/nquads-lines.js";
import { serialise, type Vocabulary } from "../rdf/serialise.js";
import { UnserialisableError } from "../rdf/xml-names.js";
import { QueryTimeoutError, ResultTooLargeError, StoreUnavailableError } from "../store/graph-store.js";

export interface SerialiseTask {
  /** UTF-8 of N-Triples. */
  readonly triples: Uint8Array;
  readonly format: RdfFormat;
  readonly vocabulary: Vocabulary;
}

export type SerialiseAnswer = { readonly bytes: Uint8Array } | { readonly unserialisable: string };

/** Below this it takes a few milliseconds, less than starting a thread. */
const LARGE = 256 * 1024;
/** Above this it does not fit in the memory of a thread. */
export const LARGEST_GRAPH = 128 * 1024 * 1024;
/** MiB; some ten times the bytes of the N-Triples. */
const THREAD_MEMORY = 1536;
const inTurn = pLimit(2);

/**
 * N-Triples in another form, as UTF-8.
 *
 * @throws {UnserialisableError} when RDF/XML cannot say it
 * @throws {ResultTooLargeError} when it takes more memory than there is for it
 * @throws {QueryTimeoutError} when `signal` is aborted before it is done
 */
export async function serialiseBytes(task: SerialiseTask, signal: AbortSignal): Promise<Uint8Array> {
  const { triples, format, vocabulary } = task;
  if (triples.length < LARGE) {
    return Buffer.from(serialise(parseLines(Buffer.from(triples).toString("utf8")), format, vocabulary));
  }
  if (triples.length > LARGEST_GRAPH) throw tooLarge();
  return inTurn(() => inThread(task, signal));
}

async function inThread(task: SerialiseTask, signal: AbortSignal): Promise<Uint8Array> {
  if (signal.aborted) throw late();
  const worker = new Worker(new URL("./serialise-worker.js", import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MEMORY },
  });
  const done = new AbortController();
  return new Promise<Uint8Array>((resolve, reject) => {
    signal.addEventListener("abort", () => reject(late()), { once: true, signal: done.signal });
    worker.once("message", (answer: SerialiseAnswer) => {
      if ("bytes" in answer) resolve(answer.bytes);
      else reject(new UnserialisableError(answer.unserialisable));
    });
    worker.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooLarge() : error);
    });
    worker.once("exit", () => reject(new StoreUnavailableError("the thread that writes the answer ended; ask again")));
  }).finally(() => {
    done.abort();
    void worker.terminate();
  });
}

function late(): QueryTimeoutError {
  return new QueryTimeoutError("writing the answer took too long");
}

function tooLarge(): ResultTooLargeError {
  return new ResultTooLargeError(
    "the answer is too large to be written in this form; ask for N-Triples, for less at a time (LIMIT and OFFSET), " +
      "or download the graph",
  );
}
