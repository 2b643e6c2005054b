/**
 * A store in a worker thread: all current graphs of an archive, each in its named graph, and together as one set in the
 * default graph (DESIGN §8.1). Queries queue behind each other; one that takes too long costs the worker, which is
 * stopped and started again in the background, and nobody else's answer.
 */
import { Readable } from "node:stream";
import type { Manifest } from "../../archive/manifest.js";
import { type GraphStore, type QueryOptions, QueryTimeoutError, StoreUnavailableError } from "../graph-store.js";
import { EngineWorker } from "./engine-worker.js";
import type { Question, WorkerTask } from "./messages.js";

export interface OxigraphOptions {
  /** Milliseconds a query may take, waiting included, when it does not say so itself. */
  readonly timeoutMs: number;
  /** The most statements that are loaded; 7 million by default, near what 4 GiB can hold. */
  readonly maxTriples?: number;
  /** The most statements in a set made of several graphs for one query; half a million by default. */
  readonly maxScratchTriples?: number;
}

/** An archive, or a part of one. */
export interface ArchiveToLoad {
  readonly manifest: Manifest;
  /** The data folder. */
  readonly dir: string;
}

const MAX_TRIPLES = 7_000_000;
const MAX_SCRATCH = 500_000;
/** Characters of queries under way at most: 32 of the longest that the service accepts. */
const MAX_WAITING = 32 * 1024 * 1024;

/**
 * Loads the current graphs of an archive.
 *
 * @throws {StoreUnavailableError} when there is too much to hold, or it cannot be loaded
 */
export async function openOxigraphStore(archive: ArchiveToLoad, options: OxigraphOptions): Promise<GraphStore> {
  const { manifest, dir } = archive;
  const graphs = Object.values(manifest.graphs).flatMap(({ path, current }) =>
    current === undefined ? [] : [{ graph: manifest.base + path, version: current }],
  );
  const most = options.maxTriples ?? MAX_TRIPLES;
  const total = graphs.reduce((sum, { version }) => sum + version.quads, 0);
  if (total > most) {
    throw new StoreUnavailableError(
      `the archive in ${dir} holds ${total} statements, and the embedded store takes ${most}; ` +
        `give the URL of a SPARQL engine with --store, or ingest less`,
    );
  }
  const task = { dir, graphs, maxScratch: options.maxScratchTriples ?? MAX_SCRATCH };
  const store = new OxigraphStore(manifest.version, task, options.timeoutMs);
  await store.loaded();
  return store;
}

/** A query that was not answered yet. */
interface Pending {
  readonly question: Question;
  readonly succeed: (text: string) => void;
  readonly fail: (error: Error) => void;
}

class OxigraphStore implements GraphStore {
  readonly #queue: Pending[] = [];
  /** Characters of all queries that were not answered yet. */
  #waiting = 0;
  #running: Pending | undefined;
  #engine: EngineWorker;
  #closed = false;

  constructor(
    readonly archiveVersion: string,
    readonly task: WorkerTask,
    readonly timeoutMs: number,
  ) {
    this.#engine = this.#start();
  }

  async loaded(): Promise<void> {
    try {
      await this.#engine.ready;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  query(sparql: string, options: QueryOptions): Promise<string> {
    const { syntax, baseIri, defaultGraphs, namedGraphs, signal, timeoutMs = this.timeoutMs } = options;
    const question = { sparql, syntax, baseIri, defaultGraphs, namedGraphs };
    return new Promise((resolve, reject) => {
      const stopped = (): void => this.#giveUp(pending, "was stopped, since whoever asked has gone");
      const late = (): void => this.#giveUp(pending, `took longer than ${timeoutMs} ms; ask for less, or add a LIMIT`);
      const timer = setTimeout(late, timeoutMs);
      let queued = false;
      const settled = (): void => {
        if (queued) this.#waiting -= sparql.length;
        clearTimeout(timer);
        signal?.removeEventListener("abort", stopped);
      };
      const pending: Pending = {
        question,
        succeed: (text) => {
          settled();
          resolve(text);
        },
        fail: (error) => {
          settled();
          reject(error);
        },
      };
      signal?.addEventListener("abort", stopped, { once: true });
      if (this.#closed) return pending.fail(closedError());
      if (signal?.aborted === true) return stopped();
      if (this.#waiting + sparql.length > MAX_WAITING) {
        return pending.fail(new StoreUnavailableError("too many queries wait for the store; ask again in a while"));
      }
      this.#queue.push(pending);
      this.#waiting += sparql.length;
      queued = true;
      // An engine that could not be loaded is tried again when somebody asks.
      if (this.#engine.failed) this.#engine = this.#start();
      void this.#next();
    });
  }

  /** The engine gives a result whole, so that its bytes come at once. */
  async stream(sparql: string, options: QueryOptions): Promise<AsyncIterable<Uint8Array>> {
    return Readable.from([Buffer.from(await this.query(sparql, options))]);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#refuseAll(closedError());
    await this.#engine.stop();
  }

  #start(): EngineWorker {
    const engine = new EngineWorker(this.task);
    engine.ready.then(
      () => void this.#next(),
      (error: Error) => {
        if (engine === this.#engine) this.#refuseAll(error);
      },
    );
    return engine;
  }

  /** Asks the next question, when the engine is free; goes on until none waits. */
  async #next(): Promise<void> {
    const engine = this.#engine;
    if (this.#running !== undefined || !engine.loaded || engine.failed) return;
    const pending = this.#queue.shift();
    if (pending === undefined) return;
    this.#running = pending;
    try {
      pending.succeed(await engine.ask(pending.question));
    } catch (error) {
      pending.fail(error instanceof Error ? error : new StoreUnavailableError(String(error)));
    }
    // Given up in the meantime: the engine was replaced, and another may be under way.
    if (this.#running !== pending) return;
    this.#running = undefined;
    if (engine.failed) this.#replace();
    void this.#next();
  }

  #giveUp(pending: Pending, why: string): void {
    const error = new QueryTimeoutError(`the query ${why}`);
    const place = this.#queue.indexOf(pending);
    if (place !== -1) this.#queue.splice(place, 1);
    if (this.#running === pending) {
      this.#running = undefined;
      this.#replace();
    }
    pending.fail(error);
  }

  #replace(): void {
    if (this.#closed) return;
    void this.#engine.stop();
    this.#engine = this.#start();
  }

  #refuseAll(error: Error): void {
    const all = [...(this.#running === undefined ? [] : [this.#running]), ...this.#queue];
    this.#running = undefined;
    this.#queue.length = 0;
    for (const pending of all) pending.fail(error);
  }
}

function closedError(): StoreUnavailableError {
  return new StoreUnavailableError("the store was closed; open it again to ask it");
}
