/** The feed as the service has it: it follows the archive, in the background. */
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Manifest } from "../../archive/manifest.js";
import { FeedFiles, type FeedIndex, type Member } from "./feed-files.js";
import type { FeedTask } from "./feed-worker.js";

export class ChangeFeed {
  readonly #files: FeedFiles;
  #updating: Promise<void> | undefined;
  #upTo: string | undefined;

  /** @param manifest the one in force */
  constructor(
    readonly dataDir: string,
    readonly manifest: () => Manifest,
  ) {
    this.#files = new FeedFiles(join(dataDir, "changes"));
  }

  /**
   * How far the feed goes, brought up to the publish in force first. Nothing is made before somebody asks: a folder that
   * nobody follows is not compared.
   *
   * @throws {Error} when the feed cannot be made: the folder cannot be written, or is damaged
   */
  async index(): Promise<FeedIndex> {
    const { version } = this.manifest();
    if (this.#upTo !== version) {
      this.#updating ??= this.#update().finally(() => (this.#updating = undefined));
      await this.#updating;
    }
    const index = await this.#files.readIndex();
    if (index === undefined) throw new Error(`${this.#files.folder} holds no feed, though one was made; ask again`);
    return index;
  }

  page(number: number, index: FeedIndex): Promise<Member[]> {
    return this.#files.readPage(number, index);
  }

  /** Bytes of the file of a page. */
  async bytesOf(number: number): Promise<number> {
    return (await stat(this.#files.page(number))).size;
  }

  async #update(): Promise<void> {
    const manifest = this.manifest();
    const task: FeedTask = { dataDir: this.dataDir, manifest };
    const worker = new Worker(new URL("feed-worker.js", import.meta.url), { workerData: task });
    worker.unref();
    // An error in it rejects here.
    await once(worker, "exit");
    this.#upTo = manifest.version;
  }
}
