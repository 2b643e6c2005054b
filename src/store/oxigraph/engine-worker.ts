/** One worker thread with an engine in it, seen from outside: it answers one question at a time. */
import { Worker } from "node:worker_threads";
import { QueryRefusedError, QuerySyntaxError, StoreUnavailableError } from "../graph-store.js";
import type { FailureKind, Question, WorkerMessage, WorkerTask } from "./messages.js";

interface Waiting {
  readonly resolve: (text: string) => void;
  readonly reject: (error: Error) => void;
}

export class EngineWorker {
  readonly #worker: Worker;
  /** Fulfilled when everything is loaded. @throws {StoreUnavailableError} when loading failed */
  readonly ready: Promise<void>;
  #loaded = false;
  #answer: Waiting | undefined;
  #failure: StoreUnavailableError | undefined;

  constructor(task: WorkerTask) {
    this.#worker = new Worker(new URL("worker.js", import.meta.url), { workerData: task });
    this.ready = new Promise((resolve, reject) => {
      this.#answer = { resolve: () => resolve(), reject };
    });
    // A failure is also kept, for whoever asks later.
    this.ready.catch(() => undefined);
    this.#worker.on("message", (message: WorkerMessage) => this.#hear(message));
    this.#worker.on("error", (error) => this.#fail(`the engine broke down: ${error.message}`));
    this.#worker.on("exit", () => this.#fail("the engine was stopped"));
  }

  /** Whether the graphs are in, so that it may be asked. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** Whether the engine is past use: it failed, or was stopped. */
  get failed(): boolean {
    return this.#failure !== undefined;
  }

  /** Asks; only when {@link ready}, and when the question before was answered. */
  ask(question: Question): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(this.#failure);
        return;
      }
      this.#answer = { resolve, reject };
      this.#worker.postMessage(question, []);
    });
  }

  /** Ends the thread, in the middle of a query if need be (5 to 60 ms). */
  async stop(): Promise<void> {
    this.#fail("the engine was stopped");
    await this.#worker.terminate();
  }

  #hear(message: WorkerMessage): void {
    const answer = this.#answer;
    this.#answer = undefined;
    if (message.kind === "ready") {
      this.#loaded = true;
      answer?.resolve("");
    } else if (message.kind === "text") answer?.resolve(message.text);
    else if (message.kind === "bytes") answer?.resolve(new TextDecoder().decode(message.bytes));
    else if (message.kind === "failure" && message.failure !== "engine") answer?.reject(toError(message));
    else if (message.kind === "broken") {
      this.#answer = answer;
      this.#fail(`the graphs could not be loaded: ${message.message}`);
    } else {
      // Asked again it would break the next engine: that is for who asks to know, and no reason to try later.
      answer?.reject(new QueryRefusedError("it is too complex for the engine, which broke on it; ask a simpler query"));
      this.#fail(`a query broke the engine (${message.message}), which starts again`);
    }
  }

  #fail(message: string): void {
    this.#failure ??= new StoreUnavailableError(message);
    const answer = this.#answer;
    this.#answer = undefined;
    answer?.reject(this.#failure);
  }
}

function toError({ failure, message }: { failure: FailureKind; message: string }): Error {
  return failure === "syntax" ? new QuerySyntaxError(message) : new QueryRefusedError(message);
}
