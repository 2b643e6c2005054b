/**
 * Search as the rest of the service sees it: questions go to the thread that holds the index of this version of the
 * archive. After a publish a new index is built beside it; until it is ready the old one answers.
 */
import { Worker } from "node:worker_threads";
import type { Manifest } from "../archive/manifest.js";
import { readManifest } from "../archive/manifest-file.js";
import type { Log } from "../http/errors.js";
import { Problem } from "../http/problem.js";
import type { Asked, Built, IndexMessage, IndexTask } from "./messages.js";
import type { Answers, Question } from "./questions.js";
import { labelledThings } from "./read-things.js";

/** Above this many things less is kept of each (`Detail`). */
const LEAN_ABOVE = 2_000_000;
/** What the heap of the thread of one index may be, in MiB; its buffers are beside it, and have a bound of their own (`Room`). */
const MOST_MEMORY_MB = 3072;
/** Questions that may wait; more are told to come back. */
const MOST_WAITING = 256;
/** Milliseconds that a question waits for the first index, or for its answer. */
const PATIENCE_MS = 15_000;
/** Milliseconds after which an index that could not be built is tried again. */
const RETRY_MS = 30_000;

export interface SearcherOptions {
  /** The data folder. */
  readonly dir: string;
  /** The manifest as it is now. */
  readonly manifest: () => Manifest;
  readonly log: Log;
}

export class Searcher {
  #current: IndexThread | undefined;
  #next: IndexThread | undefined;
  #failedAt: { readonly version: string; readonly time: number } | undefined;

  constructor(readonly options: SearcherOptions) {}

  /** Sees to it that the index of the manifest as it is now is built or being built. Returns at once. */
  follow(): void {
    // One that is being built is finished first: else none ever is, when versions follow each other faster than that takes.
    if (this.#next !== undefined) return;
    const manifest = this.options.manifest();
    const { version } = manifest;
    if (this.#current?.version === version) return;
    const failed = this.#failedAt;
    if (failed?.version === version && performance.now() - failed.time < RETRY_MS) return;
    const detail = labelledThings(manifest) > LEAN_ABOVE ? "lean" : "full";
    const next = new IndexThread({ dir: this.options.dir, manifest, detail });
    this.#next = next;
    void this.#install(next);
  }

  /** Lets an index take over once it is built, and notes when it is lost. */
  async #install(thread: IndexThread): Promise<void> {
    try {
      this.#takeOver(thread, await thread.built);
    } catch (error) {
      await this.#giveUp(thread, error);
    }
    this.#lose(thread, await thread.ended);
  }

  /**
   * Asks the index.
   *
   * @throws {Problem} 503 when there is none yet, or too many wait
   */
  async ask<K extends Question["kind"]>(question: Extract<Question, { kind: K }>): Promise<Answers[K]> {
    this.follow();
    const thread = this.#current ?? (await this.#first());
    return (await thread.ask(question)) as Answers[K];
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    const threads = [this.#current, this.#next];
    this.#current = undefined;
    this.#next = undefined;
    await Promise.all(threads.map((thread) => thread?.stop()));
  }

  async #first(): Promise<IndexThread> {
    const next = this.#next;
    if (next === undefined) throw unavailable("the search index could not be built; see the log");
    await inTime(
      next.built.catch(() => {
        throw unavailable("the search index could not be built; see the log");
      }),
      "the search index is being built; try again in a moment",
    );
    return next;
  }

  #takeOver(thread: IndexThread, built: Built): void {
    if (this.#next !== thread) return;
    this.#next = undefined;
    void this.#current?.stop();
    this.#current = thread;
    this.options.log.info({ version: thread.version, detail: thread.task.detail, ...built }, "search index ready");
    this.follow();
  }

  async #giveUp(thread: IndexThread, error: unknown): Promise<void> {
    if (this.#next !== thread) return;
    this.#next = undefined;
    this.#failedAt = { version: thread.version, time: performance.now() };
    this.follow();
    const { dir, log } = this.options;
    const published = await readManifest(dir).catch(() => undefined);
    const { version } = thread;
    // The files of a version may go when the next one is published; its index is built as soon as it is served.
    if (published !== undefined && published.version > version)
      log.info({ version }, "the search index was given up, since a newer version was published");
    else log.error({ err: error, version }, "the search index could not be built");
  }

  #lose(thread: IndexThread, error: Error): void {
    if (this.#current !== thread) return;
    this.#current = undefined;
    this.options.log.error({ err: error }, "the search index broke down; it is built again");
  }
}

interface Waiting {
  readonly resolve: (answer: Answers[Question["kind"]]) => void;
  readonly reject: (error: Error) => void;
}

/** One thread with one index. */
class IndexThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #number = 0;
  readonly built: Promise<Built>;
  /** Why the thread is no more. */
  readonly ended: Promise<Error>;

  constructor(readonly task: IndexTask) {
    this.#worker = new Worker(new URL("index-worker.js", import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    });
    this.#worker.unref();
    this.ended = new Promise((resolve) => {
      this.#worker.on("error", resolve);
      this.#worker.on("exit", () => resolve(new Error("its thread was stopped")));
    });
    this.built = new Promise((resolve, reject) => {
      this.#worker.on("message", (message: IndexMessage) => {
        if (message.kind === "built") resolve(message.built);
        else this.#hear(message);
      });
      void this.ended.then(reject);
    });
    void this.#failAll();
  }

  async #failAll(): Promise<void> {
    const { message } = await this.ended;
    for (const { reject } of this.#waiting.values()) reject(unavailable(message));
    this.#waiting.clear();
  }

  get version(): string {
    return this.task.manifest.version;
  }

  ask(question: Question): Promise<Answers[Question["kind"]]> {
    if (this.#waiting.size >= MOST_WAITING) {
      return Promise.reject(unavailable("too many search questions wait; try again in a moment"));
    }
    const number = ++this.#number;
    const answered = new Promise<Answers[Question["kind"]]>((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#worker.postMessage({ number, question } satisfies Asked, []);
    });
    return inTime(answered, "search is busy; try again in a moment");
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #hear(message: Exclude<IndexMessage, { kind: "built" }>): void {
    const waiting = this.#waiting.get(message.number);
    this.#waiting.delete(message.number);
    if (message.kind === "answer") waiting?.resolve(message.answer);
    else waiting?.reject(new Error(message.message));
  }
}

function unavailable(detail: string): Problem {
  return new Problem(503, detail, {
    headers: { "Retry-After": "5" },
    forPeople: "Zoeken kan nog even niet. Probeer het over enkele seconden opnieuw.",
  });
}

/** What a promise gives, or an error when that takes too long. */
async function inTime<T>(promise: Promise<T>, otherwise: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable(otherwise)), PATIENCE_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
