/**
 * The thread that an engine lives in. The engine is synchronous, and some queries kill it for good (DESIGN §4): so
 * nothing else lives here, and whoever started the thread ends it when a query takes too long.
 */
import { once } from "node:events";
import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { QueryRefusedError, QuerySyntaxError, ResultTooLargeError } from "../graph-store.js";
import { Engine, INSTEAD, isSyntaxError } from "./engine.js";
import { ImageUnusableError } from "./memory-image.js";
import type { FailureKind, Question, WorkerMessage, WorkerTask } from "./messages.js";

/** Of -20 to 19, where 0 is usual. */
const YIELDING = 15;
/** Answers longer than this are transferred as bytes. */
const LONG = 2_000_000;

function failureOf(error: unknown, { limits }: Question, grown: number): { failure: FailureKind; message: string } {
  if (error instanceof QuerySyntaxError) return { failure: "syntax", message: error.message };
  if (error instanceof QueryRefusedError) return { failure: "refused", message: error.message };
  if (error instanceof ResultTooLargeError) return { failure: "large", message: error.message };
  if (error instanceof Error && error.constructor === Error && !("code" in error)) {
    return { failure: isSyntaxError(error) ? "syntax" : "refused", message: error.message };
  }
  // A trap, a stack that overflowed, or a text longer than JavaScript can hold: the engine is in an unknown state. It
  // says "unreachable" when it gets no more memory.
  const starved = error instanceof WebAssembly.RuntimeError && error.message === "unreachable";
  if (limits !== undefined && (starved || grown > limits.memory / 2)) {
    return { failure: "memory", message: `it needs more memory than one query gets here; ask for less, or ${INSTEAD}` };
  }
  return { failure: "engine", message: String(error) };
}

function reply(question: Question, engine: Engine, loaded: number): void {
  let message: WorkerMessage;
  try {
    const text = engine.answer(question);
    const { memory } = engine;
    message =
      text.length < LONG
        ? { kind: "text", text, memory }
        : { kind: "bytes", bytes: new TextEncoder().encode(text), memory };
  } catch (error) {
    const { memory } = engine;
    message = { kind: "failure", ...failureOf(error, question, memory - loaded), memory };
  }
  say(message, message.kind === "bytes" ? [message.bytes.buffer as ArrayBuffer] : []);
}

/** Loads, and keeps an image when asked; what keeps it from being written is told, and no reason not to go on. */
async function load(engine: Engine, { saveTo }: WorkerTask): Promise<{ saved: boolean; saveProblem?: string }> {
  await engine.load();
  if (saveTo === undefined) return { saved: false };
  try {
    engine.save(saveTo);
    return { saved: true };
  } catch (error) {
    return { saved: false, saveProblem: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function say(message: WorkerMessage, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

const task = workerData as WorkerTask;
if (parentPort === null) throw new Error("this file is the main one of a worker thread");
const port = parentPort;
// Where there are fewer processors than threads at work, pages come before queries that run for long. Linux gives each
// thread a priority of its own; elsewhere it would be that of the whole process.
if (task.yielding && process.platform === "linux") setPriority(YIELDING);
try {
  const [code] = (await once(port, "message")) as [WebAssembly.Module];
  const engine = new Engine(code, task);
  let outcome: { saved: boolean; saveProblem?: string } = { saved: false };
  if (task.restoreFrom === undefined) outcome = await load(engine, task);
  else await engine.restore(task.restoreFrom);
  const { memory } = engine;
  port.on("message", (question: Question) => reply(question, engine, memory));
  say({ kind: "ready", memory, ...outcome });
} catch (error) {
  const what = error instanceof ImageUnusableError ? "image" : "graphs";
  say({ kind: "broken", what, message: messageOf(error) });
}
