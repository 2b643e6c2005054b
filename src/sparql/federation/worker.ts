/**
 * Federation in its own thread: Comunica joins here, and has no network. Whatever a query needs it asks of the thread
 * that started it, which keeps the gate. One query at a time.
 */
import { parentPort, workerData } from "node:worker_threads";
import type { IQuerySourceWrapper } from "@comunica/types";
import { QueryRefusedError, QuerySyntaxError, ResultTooLargeError } from "../../store/graph-store.js";
import { evaluate } from "./evaluate.js";
import { jsonRows } from "./json-rows.js";
import type { Dataset, FederatedQuestion, FederationTask, FromThread, ToThread } from "./messages.js";
import { PartSource, UnansweredError } from "./part-source.js";

const { endpoints, limits } = workerData as FederationTask;
const allowed = new Set(endpoints);

class FailedAsk extends UnansweredError {
  constructor(
    readonly id: number,
    message: string,
  ) {
    super(message);
  }
}

interface Waiting {
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: FailedAsk) => void;
}

const waiting = new Map<number, Waiting>();
let asked = 0;
let requests = 0;

function say(message: FromThread): void {
  parentPort?.postMessage(message, []);
}

function sourceOf(endpoint: string | undefined, isSilent: boolean, dataset: Dataset | undefined): IQuerySourceWrapper {
  const ask = async (sparql: string): Promise<ReturnType<typeof jsonRows>> => {
    if (endpoint !== undefined && (requests += 1) > limits.requests) {
      throw new QueryRefusedError(
        `it takes more than ${limits.requests} requests to other endpoints; bind more of the SERVICE, or put a sub-select with LIMIT beside it`,
      );
    }
    const id = (asked += 1);
    const bytes = await new Promise<Uint8Array>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      say({ kind: "ask", ask: { id, endpoint, sparql, dataset: endpoint === undefined ? dataset : undefined } });
    });
    try {
      return jsonRows(bytes, limits.rows, `f${id}`);
    } catch (error) {
      if (endpoint === undefined)
        throw new ResultTooLargeError(`our own part of the query: ${(error as Error).message}`);
      throw new UnansweredError(`the endpoint <${endpoint}> failed: ${(error as Error).message}`);
    }
  };
  return { source: new PartSource(endpoint ?? "own store", ask, isSilent) };
}

async function answer(question: FederatedQuestion): Promise<void> {
  requests = 0;
  let reply: FromThread;
  try {
    reply = { kind: "result", text: await evaluate(question, allowed, limits, sourceOf) };
  } catch (error) {
    reply = failureOf(error);
  }
  waiting.clear();
  say(reply);
}

function failureOf(error: unknown): FromThread {
  if (error instanceof FailedAsk) return { kind: "failed ask", id: error.id };
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof QuerySyntaxError) return { kind: "failure", failure: "syntax", message };
  if (error instanceof ResultTooLargeError) return { kind: "failure", failure: "too large", message };
  if (error instanceof UnansweredError) return { kind: "failure", failure: "endpoint", message };
  return { kind: "failure", failure: "refused", message };
}

parentPort?.on("message", (message: ToThread) => {
  if (message.kind === "query") return void answer(message.question);
  const asker = waiting.get(message.id);
  waiting.delete(message.id);
  if (message.kind === "answer") asker?.resolve(message.bytes);
  else asker?.reject(new FailedAsk(message.id, message.message));
});
