/**
 * A store that also answers queries with SERVICE: those go to a thread of their own, which asks the store for its part
 * and the gate for the rest. All other queries go to the store as ever.
 */
import { setMaxListeners } from "node:events";
import { Readable } from "node:stream";
import {
  closedError,
  goneError,
  type GraphStore,
  type QueryOptions,
  QueryTimeoutError,
  ResultTooLargeError,
  StoreBusyError,
} from "../../store/graph-store.js";
import { AllowList, DEFAULT_LIMITS, type FederationLimits, type FederationSettings } from "./allow-list.js";
import { callsService, scanQuery } from "../../store/query-check/query-scan.js";
import { EndpointClient } from "./endpoint-client.js";
import { FederationThread } from "./federation-thread.js";
import type { Ask } from "./messages.js";

export interface FederationOptions extends FederationSettings {
  /** Milliseconds a query may take when it does not say so itself. */
  readonly timeoutMs: number;
  /** Sent to other endpoints, so that their operators know who asks. */
  readonly userAgent: string;
}

/** Queries at a time: each has a thread, of which one is kept. */
const AT_ONCE = 2;
const MOST_WAITING = 16;

/** @throws {Error} naming the endpoint that cannot be on the list */
export function federating(store: GraphStore, options: FederationOptions): GraphStore {
  return new FederatingStore(store, options);
}

class FederatingStore implements GraphStore {
  readonly #list: AllowList;
  readonly #limits: FederationLimits;
  readonly #client: EndpointClient;
  readonly #waiting: (() => void)[] = [];
  readonly #running = new Set<FederationThread>();
  #idle: FederationThread | undefined;
  #places = AT_ONCE;
  #isClosed = false;

  constructor(
    readonly store: GraphStore,
    readonly options: FederationOptions,
  ) {
    this.#list = new AllowList(options.endpoints);
    const { rows, bytes, ms, requests } = { ...DEFAULT_LIMITS, ...options.limits };
    this.#limits = {
      rows: rows ?? DEFAULT_LIMITS.rows,
      bytes: bytes ?? DEFAULT_LIMITS.bytes,
      ms: ms ?? DEFAULT_LIMITS.ms,
      requests: requests ?? DEFAULT_LIMITS.requests,
    };
    this.#client = new EndpointClient(this.#list, this.#limits, options.userAgent);
  }

  get archiveVersion(): string {
    return this.store.archiveVersion;
  }

  query(sparql: string, options: QueryOptions): Promise<string> {
    return callsService(sparql) ? this.#federated(sparql, options) : this.store.query(sparql, options);
  }

  async stream(sparql: string, options: QueryOptions): Promise<AsyncIterable<Uint8Array>> {
    if (!callsService(sparql)) return await this.store.stream(sparql, options);
    return Readable.from([Buffer.from(await this.#federated(sparql, options))]);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const next of this.#waiting.splice(0)) next();
    await Promise.all([...this.#running, ...(this.#idle === undefined ? [] : [this.#idle])].map((each) => each.stop()));
    await this.#client.close();
    await this.store.close();
  }

  async #federated(sparql: string, options: QueryOptions): Promise<string> {
    scanQuery(sparql);
    const { timeoutMs = this.options.timeoutMs } = options;
    const late = AbortSignal.timeout(timeoutMs);
    const signal = options.signal === undefined ? late : AbortSignal.any([late, options.signal]);
    const ended = (): QueryTimeoutError =>
      late.aborted
        ? new QueryTimeoutError(`the query took longer than ${timeoutMs} ms; ask other endpoints for less`)
        : goneError();
    const deadline = performance.now() + timeoutMs;
    await this.#place(signal, ended);
    const thread = this.#thread();
    this.#running.add(thread);
    const stop = (): void => void thread.stop();
    // Requests that the answer turned out not to need end with it.
    const done = new AbortController();
    const asking = AbortSignal.any([signal, done.signal]);
    // One for each part of the query that is asked for.
    setMaxListeners(0, asking);
    signal.addEventListener("abort", stop, { once: true });
    try {
      const { syntax, baseIri, defaultGraphs, namedGraphs } = options;
      const dataset =
        defaultGraphs === undefined && namedGraphs === undefined
          ? undefined
          : { defaultGraphs: defaultGraphs ?? [], namedGraphs: namedGraphs ?? [] };
      return await thread.ask({ sparql, syntax, baseIri, dataset }, (ask) =>
        ask.endpoint === undefined
          ? this.#own(ask, {
              ...options,
              timeoutMs: Math.max(1, Math.floor(deadline - performance.now())),
              signal: asking,
            })
          : this.#client.ask(ask.endpoint, ask.sparql, asking),
      );
    } catch (error) {
      throw signal.aborted ? ended() : error;
    } finally {
      done.abort();
      signal.removeEventListener("abort", stop);
      this.#running.delete(thread);
      this.#leave(thread);
    }
  }

  /** Our own part of a query, with the dataset that it names. */
  async #own(ask: Ask, options: QueryOptions): Promise<Uint8Array> {
    const { defaultGraphs: _default, namedGraphs: _named, ...rest } = options;
    const stream = await this.store.stream(ask.sparql, { ...rest, syntax: "json", ...ask.dataset });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > this.#limits.bytes) {
        throw new ResultTooLargeError(
          `our own part of the query gives more than ${this.#limits.bytes} bytes to join; bind more of it, or ask in parts`,
        );
      }
      chunks.push(chunk);
    }
    return new Uint8Array(Buffer.concat(chunks));
  }

  async #place(signal: AbortSignal, ended: () => Error): Promise<void> {
    if (this.#places > 0) this.#places -= 1;
    else if (this.#waiting.length >= MOST_WAITING) {
      throw new StoreBusyError("too many queries with SERVICE wait already; ask again in a while");
    } else {
      await new Promise<void>((resolve, reject) => {
        const given = (): void => {
          signal.removeEventListener("abort", gone);
          resolve();
        };
        const gone = (): void => {
          this.#waiting.splice(this.#waiting.indexOf(given), 1);
          reject(ended());
        };
        this.#waiting.push(given);
        signal.addEventListener("abort", gone, { once: true });
      });
    }
    if (this.#isClosed) throw closedError();
  }

  /** The thread that is kept, or a new one; the first is started by the first query. */
  #thread(): FederationThread {
    const idle = this.#idle;
    this.#idle = undefined;
    if (idle !== undefined && !idle.isEnded) return idle;
    return new FederationThread({ endpoints: this.#list.urls, limits: this.#limits });
  }

  #leave(thread: FederationThread): void {
    if (this.#isClosed || this.#idle !== undefined || thread.isEnded) void thread.stop();
    else this.#idle = thread;
    const next = this.#waiting.shift();
    if (next === undefined) this.#places += 1;
    else next();
  }
}
