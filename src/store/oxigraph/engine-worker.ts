/** One worker thread with an engine in it, seen from outside: it answers one question after the other, in their order. */
import { Worker } from "node:worker_threads";
import { QueryRefusedError, QuerySyntaxError, ResultTooLargeError, StoreUnavailableError } from "../graph-store.js";
import { ImageUnusableError } from "./memory-image.js";
import type { FailureKind, Question, WorkerMessage, WorkerTask } from "./messages.js";

/** What an engine says once it may be asked. */
export type Ready = Extract<WorkerMessage, { kind: "ready" }>;

/** An answer as the thread gives it: text, or UTF-8 when it is long. */
export type Answer = string | Uint8Array;

/** Of a question that the engine was lost before: it may be put to another. */
export class NotBegunError extends Error {
  override readonly name = "NotBegunError";
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

export class EngineWorker {
  readonly #worker: Worker;
  /**
   * Fulfilled when everything is loaded.
   *
   * @throws {ImageUnusableError} when it was to be restored and cannot be
   * @throws {StoreUnavailableError} when the graphs cannot be loaded, or the engine was stopped
   */
  readonly ready: Promise<Ready>;
  #settleReady: { resolve: (ready: Ready) => void; reject: (error: Error) => void } | undefined;
  /** The first is being answered. */
  readonly #waiting: Waiting[] = [];
  #failure: Error | undefined;
  #loaded = 0;
  #memory = 0;

  constructor(code: Promise<WebAssembly.Module>, task: WorkerTask) {
    this.ready = new Promise((resolve, reject) => {
      this.#settleReady = { resolve, reject };
    });
    // A failure is also kept, for whoever asks later.
    this.ready.catch(() => undefined);
    this.#worker = new Worker(new URL("worker.js", import.meta.url), { workerData: task });
    code.then(
      (module) => this.#worker.postMessage(module, []),
      (error: Error) => this.#fail(`the engine could not be compiled: ${error.message}`),
    );
    this.#worker.on("message", (message: WorkerMessage) => this.#hear(message));
    this.#worker.on("error", (error) => this.#fail(`the engine broke down: ${error.message}`));
    this.#worker.on("exit", () => this.#fail("the engine was stopped"));
  }

  /** Whether the graphs are in, so that it may be asked. */
  get loaded(): boolean {
    return this.#loaded > 0;
  }

  /** Whether the engine is past use: it failed, or was stopped. */
  get failed(): boolean {
    return this.#failure !== undefined;
  }

  /** Bytes that its memory has grown by since it was loaded. */
  get grown(): number {
    return this.#memory - this.#loaded;
  }

  /**
   * Asks; only when {@link ready}. Questions before it are answered first.
   *
   * @throws {NotBegunError} when the engine fails, or is stopped, at a question before it
   */
  ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(this.#failure);
        return;
      }
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(question, []);
    });
  }

  /** Ends the thread, in the middle of a query if need be (5 to 60 ms). */
  async stop(): Promise<void> {
    this.#fail("the engine was stopped");
    await this.#worker.terminate();
  }

  #hear(message: WorkerMessage): void {
    if (message.kind === "ready") {
      this.#loaded = this.#memory = message.memory;
      this.#settleReady?.resolve(message);
      return;
    }
    if (message.kind === "broken") {
      this.#failure ??=
        message.what === "image"
          ? new ImageUnusableError(message.message)
          : new StoreUnavailableError(`the graphs could not be loaded: ${message.message}`);
      this.#settleReady?.reject(this.#failure);
      return;
    }
    this.#memory = message.memory;
    const answer = this.#waiting.shift();
    if (message.kind === "text") answer?.resolve(message.text);
    else if (message.kind === "bytes") answer?.resolve(message.bytes);
    else {
      answer?.reject(toError(message));
      if (message.failure === "engine" || message.failure === "memory") {
        this.#lose(`a query broke the engine (${message.message}), which starts again`);
      }
    }
  }

  /** Fails with the question that is being answered. */
  #fail(message: string): void {
    this.#failure ??= new StoreUnavailableError(message);
    this.#waiting.shift()?.reject(this.#failure);
    this.#lose(message);
  }

  /** Fails between two questions. */
  #lose(message: string): void {
    this.#failure ??= new StoreUnavailableError(message);
    for (const { reject } of this.#waiting.splice(0)) reject(new NotBegunError(message));
    this.#settleReady?.reject(this.#failure);
  }
}

function toError({ failure, message }: { failure: FailureKind; message: string }): Error {
  switch (failure) {
    case "syntax":
      return new QuerySyntaxError(message);
    case "refused":
      return new QueryRefusedError(message);
    case "large":
    case "memory":
      return new ResultTooLargeError(message);
    case "engine":
      // Asked again it would break the next engine: that is for who asks to know, and no reason to try later.
      return new QueryRefusedError("it is too complex for the engine, which broke on it; ask a simpler query");
  }
}
