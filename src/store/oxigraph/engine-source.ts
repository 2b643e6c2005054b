/**
 * Where engines of one archive version come from: the first reads the graph files and leaves an image of its memory,
 * from which all that follow are restored. Without an image each reads the files.
 */
import { rm } from "node:fs/promises";
import type { EngineCode } from "./compiled-engine.js";
import { EngineWorker, type Ready } from "./engine-worker.js";
import { type ImagePlace, removeOldImages } from "./image-place.js";
import type { WorkerTask } from "./messages.js";

export interface EngineSourceOptions {
  readonly code: EngineCode;
  readonly place: ImagePlace;
  readonly task: Omit<WorkerTask, "yielding">;
  /** Bytes that an engine for visitors may grow by after it was restored. */
  readonly memory: number;
  /** Whether engines for visitors follow the first, and so can check the image while that one answers already. */
  readonly visitorsFollow: boolean;
  /** Told why there is no image, or why it was not used. */
  readonly onProblem: (message: string) => void;
}

export class EngineSource {
  #image: boolean;
  /** Whether the checksum of the image was computed, and right. */
  #checked = false;
  /** Called when an image is discarded that engines answer from which did not check it. */
  onUnchecked: () => void = () => undefined;
  /** Engines that were started from the image that is there now. */
  #restored = new WeakSet<EngineWorker>();
  /** Whether the next one that loads may write. */
  #mayWrite: boolean;
  /** Bytes that an engine of this archive has when it is loaded, once one was. */
  #loaded: number;

  constructor(readonly options: EngineSourceOptions) {
    this.#loaded = options.place.memory ?? 0;
    this.#image = options.place.memory !== undefined;
    this.#mayWrite = options.place.problem === undefined;
  }

  /** Whether there is an image, or will be when the first engine is ready. */
  get usesImage(): boolean {
    return this.#image || this.#mayWrite;
  }

  /** Starts one. @param forVisitors whether its memory is bounded, and its thread lets others go first */
  start(forVisitors: boolean): EngineWorker {
    const { code, place, memory } = this.options;
    const limit = forVisitors && this.#image ? this.#loaded + memory : undefined;
    const module = limit === undefined ? code.unbounded : code.upTo(limit);
    const image = { path: place.path, key: place.key };
    const restored = this.#image;
    // The first answer does not wait for the checksum: the next engine computes it, and no other after that.
    const check = !this.#checked && (forVisitors || !this.options.visitorsFollow);
    const saves = !restored && this.#mayWrite;
    if (saves) this.#mayWrite = false;
    const engine = new EngineWorker(module, {
      ...this.options.task,
      yielding: forVisitors,
      ...(restored ? { restoreFrom: { ...image, check } } : {}),
      ...(saves ? { saveTo: image } : {}),
    });
    if (restored) this.#restored.add(engine);
    if (restored && check) engine.ready.then(() => (this.#checked = true)).catch(() => undefined);
    // When it fails, whoever waits for it is told.
    if (!restored) void engine.ready.then((ready) => this.#notice(ready)).catch(() => undefined);
    return engine;
  }

  async #notice({ memory, saved, saveProblem }: Ready): Promise<void> {
    this.#loaded = Math.max(this.#loaded, memory);
    if (saveProblem !== undefined) this.options.onProblem(`no memory image is kept: ${saveProblem}`);
    if (!saved) return;
    this.#image = true;
    await removeOldImages(this.options.place);
  }

  /** After an engine that could not be restored: the next reads the graph files, and writes a new image. */
  async discardImage(engine: EngineWorker, why: string): Promise<void> {
    // Another may have found it out already, and written a better one since.
    if (!this.#restored.has(engine)) return;
    this.#restored = new WeakSet();
    this.#image = false;
    this.#mayWrite = true;
    this.options.onProblem(`the memory image ${this.options.place.path} is not used: ${why}`);
    await rm(this.options.place.path, { force: true }).catch(() => undefined);
    if (!this.#checked) this.onUnchecked();
    this.#checked = false;
  }
}
