/**
 * The check of visitors' queries before a store sees them, in a thread that all stores share: parsing takes time, and
 * must not take it from those who are being answered over HTTP (DESIGN §8.19).
 */
import { Worker } from "node:worker_threads";
import { QueryRefusedError, StoreBusyError, StoreUnavailableError } from "../graph-store.js";
import type { CheckedQuery, CheckReply, CheckRequest } from "./messages.js";

export type { CheckedQuery } from "./messages.js";

export interface QueryCheck {
  /**
   * Looks at a query. What the parser cannot read is not refused: the engine may know more of the language, and says
   * better what is wrong.
   *
   * @throws {QueryRefusedError} when there is too much of something, which the message names
   * @throws {StoreBusyError} when too many wait to be looked at
   */
  check(sparql: string, baseIri?: string): Promise<CheckedQuery>;
  close(): Promise<void>;
}

/** Milliseconds that parsing one query may take. */
const DEADLINE_MS = 2000;
/** And the first of a thread, which loads the parser meanwhile: seconds on a busy machine. */
const STARTING_MS = 15_000;
const MOST_WAITING = 256;

interface Pending {
  readonly request: CheckRequest;
  readonly resolve: (checked: CheckedQuery) => void;
  readonly reject: (error: Error) => void;
}

/** Opens a check; its thread starts with the first query. */
export function openQueryCheck(): QueryCheck {
  return new ThreadedCheck();
}

class ThreadedCheck implements QueryCheck {
  #worker: Worker | undefined;
  /** Whether the thread has answered something. */
  #started = false;
  #running: Pending | undefined;
  #deadline: NodeJS.Timeout | undefined;
  readonly #queue: Pending[] = [];
  #closed = false;

  async check(sparql: string, baseIri?: string): Promise<CheckedQuery> {
    if (this.#closed) throw new StoreUnavailableError("the query check was closed");
    if (this.#queue.length >= MOST_WAITING)
      throw new StoreBusyError("too many queries wait; ask again in a few seconds");
    return new Promise((resolve, reject) => {
      this.#queue.push({ request: { sparql, ...(baseIri === undefined ? {} : { baseIri }) }, resolve, reject });
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const error = new StoreUnavailableError("the query check was closed");
    for (const { reject } of [...(this.#running === undefined ? [] : [this.#running]), ...this.#queue.splice(0)]) {
      reject(error);
    }
    await this.#end();
  }

  #next(): void {
    if (this.#running !== undefined) return;
    this.#running = this.#queue.shift();
    if (this.#running === undefined) return;
    this.#worker ??= this.#start();
    this.#worker.postMessage(this.#running.request, []);
    this.#deadline = setTimeout(() => this.#giveUp(), this.#started ? DEADLINE_MS : STARTING_MS);
  }

  #start(): Worker {
    const worker = new Worker(new URL("check-worker.js", import.meta.url));
    // An idle check keeps no process alive.
    worker.unref();
    worker.on("message", (reply: CheckReply) => this.#hear(reply));
    worker.on("error", () => {
      if (worker === this.#worker) this.#giveUp();
    });
    return worker;
  }

  #hear(reply: CheckReply): void {
    const pending = this.#running;
    this.#started = true;
    clearTimeout(this.#deadline);
    this.#running = undefined;
    if (reply.kind === "checked") pending?.resolve(reply.checked);
    else pending?.reject(new QueryRefusedError(reply.reason));
    this.#next();
  }

  /** The thread is stuck in a query, or died of it. */
  #giveUp(): void {
    const pending = this.#running;
    this.#running = undefined;
    void this.#end();
    pending?.reject(new QueryRefusedError("it takes too long to parse; ask a shorter or simpler query"));
    this.#next();
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#started = false;
    clearTimeout(this.#deadline);
    await worker?.terminate();
  }
}
