/** The thread that holds the index: it builds it from the archive, then answers one question after another. */
import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { answer } from "./answer.js";
import type { Asked, IndexMessage, IndexTask } from "./messages.js";
import { readThings } from "./read-things.js";
import { SearchIndex } from "./search-index.js";

/** Of -20 to 19, where 0 is usual: building takes a processor for as long as there is much, and pages come before it. */
const YIELDING = 10;
// Linux gives each thread a priority of its own; elsewhere it would be that of the whole process.
if (process.platform === "linux") setPriority(YIELDING);

const { dir, manifest, detail } = workerData as IndexTask;
const say = (message: IndexMessage): void => parentPort?.postMessage(message, []);

const started = performance.now();
const index = new SearchIndex(manifest.base, detail);
for await (const thing of readThings(dir, manifest, detail)) index.add(thing);
index.complete();

parentPort?.on("message", ({ number, question }: Asked) => {
  try {
    say({ kind: "answer", number, answer: answer(index, question) });
  } catch (error) {
    say({ kind: "failure", number, message: error instanceof Error ? error.message : String(error) });
  }
});
const memory = process.memoryUsage();
say({
  kind: "built",
  built: {
    things: index.things.count,
    leftOut: index.leftOut,
    ms: Math.round(performance.now() - started),
    heapBytes: memory.heapUsed,
    bufferBytes: memory.external,
  },
});
