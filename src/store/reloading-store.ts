/**
 * A store that follows the archive: when a new manifest is published it is loaded beside the old one, and takes its
 * place. Until then, and when loading fails, the old one answers.
 */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { MANIFEST } from "../archive/layout.js";
import type { Manifest } from "../archive/manifest.js";
import { readManifest } from "../archive/manifest-file.js";
import { type GraphStore, type QueryOptions, StoreUnavailableError } from "./graph-store.js";

export interface ReloadingOptions {
  /** Opens a store of a manifest, such as `openOxigraphLanes`. */
  readonly open: (manifest: Manifest) => Promise<GraphStore>;
  /** What is opened while nothing was published yet; without it that is an error. */
  readonly whenEmpty?: Manifest;
  /** Milliseconds between two looks at the manifest; a second by default. */
  readonly pollMs?: number;
  /** Milliseconds after which what could not be read or loaded is tried again, if nothing else is published; a minute by default. */
  readonly retryMs?: number;
  /** Told when a new version has taken over. */
  readonly onReloaded?: (version: string) => void;
  /** Told when a new version could not be read or loaded. */
  readonly onFailed?: (error: Error) => void;
}

/** A store that can also be told to look now. */
export interface ReloadingStore extends GraphStore {
  /** Looks whether a new version was published, and waits until it has taken over. Failures go to `onFailed`. */
  refresh(): Promise<void>;
}

/**
 * Opens the store of a data folder, and keeps following it.
 *
 * @throws {StoreUnavailableError} when nothing was published there yet
 * @throws {Error} when the manifest is damaged, or the store cannot be opened
 */
export async function openReloadingStore(dir: string, options: ReloadingOptions): Promise<ReloadingStore> {
  // The mark is taken first: a publish between the two is then seen as new, rather than missed.
  const mark = await markOf(dir);
  const manifest = (await readManifest(dir)) ?? options.whenEmpty;
  if (manifest === undefined) {
    throw new StoreUnavailableError(`nothing was published in ${dir} yet; run ingest first`);
  }
  return new FollowingStore(dir, options, new Lease(await options.open(manifest)), mark);
}

/** Milliseconds. */
const RETRY_MS = 60_000;

class FollowingStore implements ReloadingStore {
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #closed = false;
  /** When a new version could not be read or loaded; undefined when the last could. */
  #failedAt: number | undefined;

  constructor(
    readonly dir: string,
    readonly options: ReloadingOptions,
    private lease: Lease,
    private mark: string,
  ) {
    this.#wait();
  }

  get archiveVersion(): string {
    return this.lease.store.archiveVersion;
  }

  query(sparql: string, options: QueryOptions): Promise<string> {
    return this.lease.query(sparql, options);
  }

  stream(sparql: string, options: QueryOptions): Promise<AsyncIterable<Uint8Array>> {
    return this.lease.stream(sparql, options);
  }

  refresh(): Promise<void> {
    this.#looking ??= this.#look()
      .catch((error: unknown) => {
        this.#failedAt = performance.now();
        this.options.onFailed?.(error instanceof Error ? error : new Error(String(error)));
      })
      .finally(() => {
        this.#looking = undefined;
      });
    return this.#looking;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#looking;
    await this.lease.store.close();
  }

  #wait(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.refresh().finally(() => this.#wait()), this.options.pollMs ?? 1000);
    this.#timer.unref();
  }

  /** An engine elsewhere that is away for a moment must not keep this version until the next publish. */
  #isRetryDue(): boolean {
    return this.#failedAt !== undefined && performance.now() - this.#failedAt >= (this.options.retryMs ?? RETRY_MS);
  }

  async #look(): Promise<void> {
    const mark = await markOf(this.dir);
    if (mark === this.mark && !this.#isRetryDue()) return;
    this.mark = mark;
    this.#failedAt = undefined;
    const manifest = await readManifest(this.dir);
    if (manifest === undefined || manifest.version === this.archiveVersion) return;
    const fresh = await this.options.open(manifest);
    if (this.#closed) return fresh.close();
    const old = this.lease;
    this.lease = new Lease(fresh);
    this.options.onReloaded?.(manifest.version);
    void old.end();
  }
}

/** A store that is closed once it was replaced and its last answer is given. */
class Lease {
  #users = 0;
  #ended = false;

  constructor(readonly store: GraphStore) {}

  async query(sparql: string, options: QueryOptions): Promise<string> {
    this.#users += 1;
    try {
      return await this.store.query(sparql, options);
    } finally {
      await this.#leave();
    }
  }

  /** The store stays open until the last bytes are read, or the reader goes away. */
  async stream(sparql: string, options: QueryOptions): Promise<AsyncIterable<Uint8Array>> {
    this.#users += 1;
    try {
      const bytes = Readable.from(await this.store.stream(sparql, options), { objectMode: false });
      return bytes.once("close", () => void this.#leave());
    } catch (error) {
      await this.#leave();
      throw error;
    }
  }

  async #leave(): Promise<void> {
    this.#users -= 1;
    if (this.#ended) await this.end();
  }

  async end(): Promise<void> {
    this.#ended = true;
    if (this.#users === 0) await this.store.close();
  }
}

/** Differs when the manifest was replaced: each publish renames a new file into place. */
async function markOf(dir: string): Promise<string> {
  try {
    const { ino, mtimeMs, size } = await stat(join(dir, MANIFEST));
    return `${ino} ${mtimeMs} ${size}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "none";
    throw error;
  }
}
