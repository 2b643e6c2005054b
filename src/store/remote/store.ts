/** Any SPARQL 1.1 engine as the store of the service: the same questions, limits and errors as the embedded one. */
import { setMaxListeners } from "node:events";
import { currentGraphs } from "../../archive/current-graphs.js";
import type { GraphStore, QueryOptions } from "../graph-store.js";
import {
  closedError,
  goneError,
  lateError,
  QuerySyntaxError,
  QueryTimeoutError,
  ResultTooLargeError,
  StoreUnavailableError,
} from "../graph-store.js";
import type { QueryCheck } from "../query-check/query-check.js";
import { checkForm } from "../query-check/query-head.js";
import { refusedService } from "../query-check/query-scan.js";
import type { ArchiveToLoad } from "../oxigraph/store.js";
import { type Dataset, routeOf } from "./dataset.js";
import { Engine, LARGEST_ANSWER } from "./engine.js";
import { Gate } from "./gate.js";
import { push, type PushProgress, unionOf } from "./push.js";
import { Scratch } from "./scratch.js";
import type { RemoteSettings } from "./settings.js";

export interface RemoteOptions {
  /** Milliseconds until the first bytes of an answer, waiting included, when the query does not say so itself. */
  readonly timeoutMs: number;
  /** Looks at visitors' queries first. */
  readonly check: QueryCheck;
  /** Bytes of one answer, as the engine writes it; 64 MiB by default. */
  readonly maxResultBytes?: number;
  /** Rows or triples of one answer that is made here, of a set of several graphs; a million by default. */
  readonly maxRows?: number;
  /** Queries of visitors that the engine gets at once; 4 by default, and as many of our own. */
  readonly atOnce?: number;
  /** Queries of visitors that wait at most; 32 by default. */
  readonly mostWaiting?: number;
  /** The most statements in a set made of several graphs for one query; half a million by default. */
  readonly maxScratchTriples?: number;
  /** Told while the archive is pushed. */
  readonly onPush?: (at: PushProgress) => void;
}

/** Milliseconds without a byte: a graph of some millions of statements takes Virtuoso a while to drop or count. */
const IDLE_MS = 300_000;
/** Bytes of memory that an engine here may grow by for one answer. */
const MOST_MEMORY = 1024 * 1024 * 1024;
/** A reader may take this many times as long as the engine: after that the place is for another. */
const SLOWEST_READER = 10;

/**
 * Brings the archive to the engine, as far as it is not there, and opens the store.
 *
 * @throws {StoreUnavailableError} when there is no SPARQL engine, it refuses, or would cut answers off without saying so
 */
export async function openRemoteStore(
  archive: ArchiveToLoad,
  settings: RemoteSettings,
  options: RemoteOptions,
): Promise<GraphStore> {
  const engine = new Engine(settings, IDLE_MS);
  const { base } = archive.manifest;
  try {
    const virtuoso = await engine.greet(base);
    if (virtuoso) {
      const rows = await engine.rowsAtOnce(base);
      if (rows !== undefined) {
        throw new StoreUnavailableError(
          `this Virtuoso cuts answers off after ${rows} rows, and does not say so of triples: ` +
            `take ResultSetMaxRows out of [SPARQL] in its virtuoso.ini and start it again; limits are kept here`,
        );
      }
    }
    if (engine.way !== "none") await push(engine, archive, options.onPush ?? (() => undefined));
    return new RemoteStore(engine, archive, options);
  } catch (error) {
    await engine.close();
    throw error;
  }
}

class RemoteStore implements GraphStore {
  readonly #graphs: ReadonlySet<string>;
  readonly #union: string | undefined;
  readonly #visitors: Gate;
  readonly #own: Gate;
  readonly #scratch: Scratch;
  readonly #sets: Gate;
  readonly #closing = new AbortController();

  constructor(
    readonly engine: Engine,
    readonly archive: ArchiveToLoad,
    readonly options: RemoteOptions,
  ) {
    this.#graphs = new Set(currentGraphs(archive.manifest).map(({ graph }) => graph));
    this.#union = engine.way === "none" ? undefined : unionOf(archive.manifest);
    const { atOnce = 4, mostWaiting = 32, timeoutMs, maxScratchTriples = 500_000 } = options;
    this.#visitors = new Gate(atOnce, mostWaiting);
    // What the service asks itself always gets a place in the row.
    this.#own = new Gate(atOnce, Number.POSITIVE_INFINITY);
    const { maxRows = 1_000_000, maxResultBytes = LARGEST_ANSWER } = options;
    const answer = { rows: maxRows, bytes: maxResultBytes, memory: MOST_MEMORY };
    this.#scratch = new Scratch(archive, timeoutMs, maxScratchTriples, answer);
    this.#sets = new Gate(1, mostWaiting);
    // One for each query under way.
    setMaxListeners(0, this.#closing.signal);
  }

  get archiveVersion(): string {
    return this.archive.manifest.version;
  }

  async query(sparql: string, options: QueryOptions): Promise<string> {
    const parts: Uint8Array[] = [];
    for await (const part of await this.stream(sparql, options)) parts.push(part);
    return Buffer.concat(parts).toString();
  }

  async stream(sparql: string, options: QueryOptions): Promise<AsyncIterable<Uint8Array>> {
    const { timeoutMs = this.options.timeoutMs } = options;
    const deadline = performance.now() + timeoutMs;
    if (options.fromVisitor === true) await checkVisitor(this.options.check, sparql, options);
    const route = routeOf(sparql, options, this.#graphs, this.#union);
    const leftMs = deadline - performance.now();
    if (leftMs <= 0) throw lateError(timeoutMs);
    return route.at === "scratch"
      ? this.#asSet(sparql, { ...options, timeoutMs: leftMs }, route.dataset)
      : this.#asked(sparql, options, route.dataset, { leftMs, statedMs: timeoutMs });
  }

  async #asked(
    sparql: string,
    { signal, syntax, baseIri, fromVisitor }: QueryOptions,
    dataset: Dataset | undefined,
    { leftMs, statedMs }: { readonly leftMs: number; readonly statedMs: number },
  ): Promise<AsyncIterable<Uint8Array>> {
    const late = new AbortController();
    const gone = (): void => late.abort(goneError());
    const close = (): void => late.abort(closedError());
    let timer = setTimeout(() => late.abort(lateError(statedMs)), leftMs);
    let leave: (() => void) | undefined;
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", gone);
      this.#closing.signal.removeEventListener("abort", close);
      leave?.();
    };
    signal?.addEventListener("abort", gone, { once: true });
    this.#closing.signal.addEventListener("abort", close, { once: true });
    // Also when nobody ever reads what came.
    late.signal.addEventListener("abort", () => end(), { once: true });
    if (signal?.aborted === true) gone();
    if (this.#closing.signal.aborted) close();
    try {
      leave = await (fromVisitor === true ? this.#visitors : this.#own).enter(late.signal);
      const bytes = await this.engine.ask({
        sparql: baseIri === undefined ? sparql : `BASE <${baseIri}> ${sparql}`,
        syntax,
        dataset,
        base: this.archive.manifest.base,
        signal: late.signal,
        ...(this.options.maxResultBytes === undefined ? {} : { mostBytes: this.options.maxResultBytes }),
      });
      const first = await bytes.next();
      clearTimeout(timer);
      timer = setTimeout(
        () => late.abort(new QueryTimeoutError("the query was read too slowly, and was stopped")),
        SLOWEST_READER * statedMs,
      );
      return rest(first, bytes, late.signal, end);
    } catch (error) {
      end();
      throw late.signal.aborted ? late.signal.reason : asStoreError(error);
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#scratch.close();
    await this.engine.close();
  }

  /** One at a time: a set that is being asked is not replaced by the next. */
  async #asSet(sparql: string, options: QueryOptions, dataset: Dataset): Promise<AsyncIterable<Uint8Array>> {
    const { signal = this.#closing.signal } = options;
    let leave: (() => void) | undefined;
    try {
      leave = await this.#sets.enter(signal);
      return await (await this.#scratch.storeOf(dataset)).stream(sparql, { ...options, ...dataset });
    } catch (error) {
      if (signal.aborted) throw goneError();
      throw error;
    } finally {
      leave?.();
    }
  }
}

/** The first bytes and those after it; `end` is called when all were read, it broke off, or nobody wants them. */
async function* rest(
  first: IteratorResult<Uint8Array>,
  bytes: AsyncGenerator<Uint8Array>,
  signal: AbortSignal,
  end: () => void,
): AsyncGenerator<Uint8Array> {
  try {
    if (first.done !== true) yield first.value;
    yield* bytes;
  } catch (error) {
    throw signal.aborted ? signal.reason : asStoreError(error);
  } finally {
    end();
  }
}

const OURS: ReadonlySet<string> = new Set(
  "QuerySyntaxError QueryRefusedError QueryTimeoutError StoreUnavailableError ResultTooLargeError StoreBusyError".split(
    " ",
  ),
);

function asStoreError(error: unknown): Error {
  if (error instanceof ResultTooLargeError || (error instanceof Error && OURS.has(error.name))) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new StoreUnavailableError(`the engine's answer broke off or cannot be read: ${why}`, { cause: error });
}

/**
 * Looks at a visitor's query before another engine gets it. What the parser cannot read does not go there: engines have
 * words of their own, such as Virtuoso's `define` and `OPTION (get:soft …)`, that change data or fetch what a visitor names.
 *
 * @throws {QueryRefusedError} when there is too much of something, or it calls a SERVICE
 * @throws {QuerySyntaxError} when it is no query of SPARQL 1.1, or of another form than the syntax
 */
async function checkVisitor(check: QueryCheck, sparql: string, { baseIri, syntax }: QueryOptions): Promise<void> {
  const { form, unread, services } = await check.check(sparql, baseIri);
  if (services) throw refusedService();
  if (form === undefined)
    throw new QuerySyntaxError(`${unread ?? "it cannot be read"}, and so another engine does not get it`);
  if (form === "update")
    throw new QuerySyntaxError("this is no SELECT, ASK, CONSTRUCT or DESCRIBE, and others are not answered");
  checkForm({ form }, syntax);
}
