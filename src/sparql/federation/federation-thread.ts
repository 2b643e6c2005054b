/** One federation thread, seen from outside: it answers one query, and asks for what it needs through the gate. */
import { Worker } from "node:worker_threads";
import {
  QueryRefusedError,
  QuerySyntaxError,
  ResultTooLargeError,
  StoreUnavailableError,
} from "../../store/graph-store.js";
import { EndpointFailedError } from "./endpoint-failed.js";
import type { Ask, FederatedQuestion, FederationTask, FromThread, ToThread } from "./messages.js";

/** Gives what an endpoint or our own store answers, SPARQL results in JSON. */
export type Gate = (ask: Ask) => Promise<Uint8Array>;

/** MiB of joining that a query may need; above it the thread ends, and no other. */
const MOST_MEMORY = 256;

export class FederationThread {
  readonly #worker: Worker;
  #isEnded = false;
  #busy: { readonly gate: Gate; readonly errors: Map<number, Error> } | undefined;
  #settle: { resolve(text: string): void; reject(error: Error): void } | undefined;

  constructor(task: FederationTask) {
    this.#worker = new Worker(new URL("worker.js", import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
    });
    this.#worker.unref();
    this.#worker.on("message", (message: FromThread) => void this.#hear(message));
    this.#worker.on("error", (error: NodeJS.ErrnoException) => {
      this.#end(
        error.code === "ERR_WORKER_OUT_OF_MEMORY"
          ? new ResultTooLargeError(
              "joining takes more memory than a query is given; bind more of it, or ask for it in parts",
            )
          : new StoreUnavailableError(`federation broke down: ${error.message}`),
      );
    });
    this.#worker.on("exit", () => this.#end(new StoreUnavailableError("federation was stopped")));
  }

  /** Whether it is past use. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Asks one query; only when the one before was answered. */
  ask(question: FederatedQuestion, gate: Gate): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#busy = { gate, errors: new Map() };
      this.#say({ kind: "query", question });
    });
  }

  /** Ends the thread, in the middle of a query if need be. */
  async stop(): Promise<void> {
    this.#end(new StoreUnavailableError("federation was stopped"));
    await this.#worker.terminate();
  }

  async #hear(message: FromThread): Promise<void> {
    const busy = this.#busy;
    if (message.kind === "ask") {
      const { ask } = message;
      try {
        const bytes = await busy?.gate(ask);
        if (bytes !== undefined) this.#say({ kind: "answer", id: ask.id, bytes });
      } catch (error) {
        const known = error instanceof Error ? error : new Error(String(error));
        busy?.errors.set(ask.id, known);
        this.#say({ kind: "no answer", id: ask.id, message: known.message });
      }
      return;
    }
    const settle = this.#settle;
    this.#settle = undefined;
    this.#busy = undefined;
    if (message.kind === "result") settle?.resolve(message.text);
    else if (message.kind === "failed ask") settle?.reject(busy?.errors.get(message.id) ?? new Error("no answer"));
    else settle?.reject(toError(message));
  }

  #say(message: ToThread): void {
    if (!this.#isEnded) this.#worker.postMessage(message, []);
  }

  #end(error: Error): void {
    this.#isEnded = true;
    this.#busy = undefined;
    this.#settle?.reject(error);
    this.#settle = undefined;
  }
}

function toError({ failure, message }: Extract<FromThread, { kind: "failure" }>): Error {
  if (failure === "syntax") return new QuerySyntaxError(message);
  if (failure === "too large") return new ResultTooLargeError(message);
  return failure === "endpoint" ? new EndpointFailedError(message) : new QueryRefusedError(message);
}
