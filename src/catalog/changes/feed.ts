/** The feed as the service has it: it follows the archive, in the background. */
import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Manifest } from "../../archive/manifest.js";
import type { Log } from "../../http/errors.js";
import { FeedFiles, type FeedIndex, type Member } from "./feed-files.js";
import type { FeedTask } from "./feed-worker.js";

/** Milliseconds after which a feed that could not be brought up to date is tried again. */
const RETRY_MS = 60_000;

/** How far the feed goes. */
export interface FeedState {
  readonly index: FeedIndex;
  /** Whether it could not be brought up to the publish in force: a copy that may only be read, say. What it has, holds. */
  readonly isBehind: boolean;
}

export class ChangeFeed {
  readonly #files: FeedFiles;
  #updating: Promise<void> | undefined;
  #upTo: string | undefined;
  #failed: { readonly version: string; readonly time: number; readonly error: unknown } | undefined;

  /** @param manifest the one in force */
  constructor(
    readonly dataDir: string,
    readonly manifest: () => Manifest,
    readonly log: Log,
  ) {
    this.#files = new FeedFiles(join(dataDir, "changes"));
  }

  /**
   * How far the feed goes, brought up to the publish in force first, where that can be. Nothing is made before somebody
   * asks: a folder that nobody follows is not compared.
   *
   * @throws {Error} when there is no feed and none can be made, or it is damaged
   */
  async state(): Promise<FeedState> {
    const { version } = this.manifest();
    if (this.#upTo !== version) {
      this.#updating ??= this.#update().finally(() => (this.#updating = undefined));
      await this.#updating;
    }
    const index = await this.#files.readIndex();
    if (index !== undefined) return { index, isBehind: this.#upTo !== version };
    throw this.#failed?.error ?? new Error(`${this.#files.folder} holds no feed, though one was made; ask again`);
  }

  page(number: number, index: FeedIndex): Promise<Member[]> {
    return this.#files.readPage(number, index);
  }

  /** Bytes of a page. */
  bytesOf(number: number, index: FeedIndex): Promise<number> {
    return this.#files.bytesOf(number, index);
  }

  async #update(): Promise<void> {
    const manifest = this.manifest();
    const { version } = manifest;
    const failed = this.#failed;
    if (failed?.version === version && performance.now() - failed.time < RETRY_MS) return;
    // A copy that comes with its feed needs nothing written.
    if ((await this.#files.readIndex())?.version !== version) {
      try {
        await made({ dataDir: this.dataDir, manifest });
      } catch (error) {
        this.#failed = { version, time: performance.now(), error };
        if (failed?.version !== version) {
          this.log.warn(
            { err: error, version },
            "the feed of changes is not brought up to date; what there is, is given",
          );
        }
        return;
      }
    }
    this.#failed = undefined;
    this.#upTo = version;
  }
}

/** @throws {Error} what went wrong in its thread */
async function made(task: FeedTask): Promise<void> {
  const worker = new Worker(new URL("feed-worker.js", import.meta.url), { workerData: task });
  worker.unref();
  // An error in it rejects here.
  await once(worker, "exit");
}
