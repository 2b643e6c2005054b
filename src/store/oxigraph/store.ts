/**
 * The store in worker threads: all current graphs of an archive, each in its named graph, and together as one set in the
 * default graph (DESIGN §8.1). One engine answers the service's own questions, others those of its visitors.
 */
import { currentGraphs } from "../../archive/current-graphs.js";
import { Readable } from "node:stream";
import type { Manifest } from "../../archive/manifest.js";
import { type GraphStore, lateError, type QueryOptions, StoreUnavailableError } from "../graph-store.js";
import type { QueryCheck } from "../query-check/query-check.js";
import { engineCode } from "./compiled-engine.js";
import { EngineSource } from "./engine-source.js";
import type { Answer } from "./engine-worker.js";
import { imagePlace } from "./image-place.js";
import { Lane, type LaneOptions } from "./lane.js";
import type { AnswerLimits } from "./messages.js";

export interface OxigraphOptions {
  /** Milliseconds a query may take, waiting included, when it does not say so itself. */
  readonly timeoutMs: number;
  /** What visitors get; without it the service's own engine answers them too. */
  readonly visitors?: VisitorOptions;
  /** What one answer to a visitor may be at most where that engine answers them. */
  readonly answer?: AnswerLimits;
  /** Whether an image of the memory is left in the data folder for the next start; one that is there is always used. */
  readonly keepImage?: boolean;
  /** The most statements that are loaded; 7 million by default, near what 4 GiB can hold. */
  readonly maxTriples?: number;
  /** The most statements in a set made of several graphs for one query; half a million by default. */
  readonly maxScratchTriples?: number;
  /** Told why an image was not written, or not used. */
  readonly onProblem?: (message: string) => void;
}

export interface VisitorOptions {
  /** Engines that answer visitors; one at least. */
  readonly engines: number;
  /** Queries that may wait for one. */
  readonly maxWaiting: number;
  /** What one answer may be at most. */
  readonly answer: AnswerLimits;
  /** Looks at their queries first. */
  readonly check?: QueryCheck;
}

/** An archive, or a part of one. */
export interface ArchiveToLoad {
  readonly manifest: Manifest;
  /** The data folder. */
  readonly dir: string;
}

/** A store whose engines for visitors may come after it is opened. */
export interface OxigraphStore extends GraphStore {
  /** Resolves when visitors are answered. @throws {StoreUnavailableError} when none of their engines can be loaded */
  visitorsReady(): Promise<void>;
}

const MAX_TRIPLES = 7_000_000;
const MAX_SCRATCH = 500_000;
/** Characters of queries under way at most: 32 of the longest that the service accepts. */
const MAX_CHARACTERS = 32 * 1024 * 1024;
/** The service's own questions are short and many: those of a page that is asked for by very many at once. */
const OWN: LaneOptions = {
  engines: 1,
  maxWaiting: 10_000,
  ahead: 2,
  maxCharacters: MAX_CHARACTERS,
  forVisitors: false,
  // They are short: none is worth the engine.
  leaveMs: 10_000,
};
/** A hang-up must cost less than a new engine does, or hanging up would be a way to wear the service down. */
const LEAVE_MS = 200;

/**
 * Opens the store of an archive. It is ready when the engine for the service's own questions is; the questions of
 * visitors wait for theirs.
 *
 * @throws {StoreUnavailableError} when there is too much to hold, or it cannot be loaded
 */
export async function openOxigraphStore(archive: ArchiveToLoad, options: OxigraphOptions): Promise<OxigraphStore> {
  const { manifest, dir } = archive;
  const graphs = currentGraphs(manifest);
  const most = options.maxTriples ?? MAX_TRIPLES;
  const total = graphs.reduce((sum, { version }) => sum + version.quads, 0);
  if (total > most) {
    throw new StoreUnavailableError(
      `the archive in ${dir} holds ${total} statements, and the embedded store takes ${most}; ` +
        `give the URL of a SPARQL engine with --store, or ingest less`,
    );
  }
  const code = await engineCode();
  const place = await imagePlace(dir, manifest.version, code.key, total, options.keepImage === true);
  const onProblem = options.onProblem ?? ((): void => undefined);
  if (options.keepImage === true && place.problem !== undefined) {
    onProblem(`no memory image is kept, and each start reads all graphs: ${place.problem}`);
  }
  const source = new EngineSource({
    code,
    place,
    task: { dir, graphs, maxScratch: options.maxScratchTriples ?? MAX_SCRATCH },
    memory: options.visitors?.answer.memory ?? 0,
    visitorsFollow: options.visitors !== undefined,
    onProblem,
  });
  const store = new EngineStore(manifest.version, source, options);
  await store.loaded();
  return store;
}

class EngineStore implements OxigraphStore {
  readonly #own: Lane;
  readonly #visitors: Lane;

  constructor(
    readonly archiveVersion: string,
    source: EngineSource,
    readonly options: OxigraphOptions,
  ) {
    const { visitors } = options;
    this.#own = new Lane(source, visitors === undefined ? { ...OWN, leaveMs: LEAVE_MS } : OWN);
    source.onUnchecked = (): void => this.#own.renew();
    // Restored beside each other both would be late; but where each reads the graphs, none waits for another.
    const after = source.usesImage ? this.#own.ready() : undefined;
    this.#visitors =
      visitors === undefined
        ? this.#own
        : new Lane(
            source,
            {
              engines: visitors.engines,
              maxWaiting: visitors.maxWaiting,
              ahead: 1,
              maxCharacters: MAX_CHARACTERS,
              forVisitors: true,
              leaveMs: LEAVE_MS,
            },
            after,
          );
  }

  async loaded(): Promise<void> {
    try {
      await this.#own.ready();
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  visitorsReady(): Promise<void> {
    return this.#visitors.ready();
  }

  async query(sparql: string, options: QueryOptions): Promise<string> {
    const answer = await this.#ask(sparql, options);
    return typeof answer === "string" ? answer : new TextDecoder().decode(answer);
  }

  async stream(sparql: string, options: QueryOptions): Promise<AsyncIterable<Uint8Array>> {
    const answer = await this.#ask(sparql, options);
    return Readable.from(slices(typeof answer === "string" ? Buffer.from(answer) : answer));
  }

  async #ask(sparql: string, options: QueryOptions): Promise<Answer> {
    const { syntax, baseIri, defaultGraphs, namedGraphs, signal, timeoutMs = this.options.timeoutMs } = options;
    const deadline = performance.now() + timeoutMs;
    const { visitors } = this.options;
    const most = visitors?.answer ?? this.options.answer;
    const limits = options.fromVisitor === true && most !== undefined ? { limits: most } : {};
    const question = { sparql, syntax, baseIri, defaultGraphs, namedGraphs, ...limits };
    if (options.fromVisitor !== true || visitors === undefined) {
      return this.#own.ask(question, { timeoutMs, statedMs: timeoutMs, ...(signal === undefined ? {} : { signal }) });
    }
    await visitors.check?.check(sparql, baseIri);
    const left = deadline - performance.now();
    if (left <= 0) throw lateError(timeoutMs);
    const patience = { timeoutMs: left, statedMs: timeoutMs, ...(signal === undefined ? {} : { signal }) };
    return this.#visitors.ask(question, patience);
  }

  async close(): Promise<void> {
    await Promise.all([this.#own.close(), this.#visitors.close()]);
  }
}

const SLICE = 64 * 1024;

/** In parts, so that whoever sends them sees whether the reader takes any. */
function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += SLICE) yield bytes.subarray(at, at + SLICE);
}
