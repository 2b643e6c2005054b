/** The statistics of all current graphs: counted once for each version, in the background, and kept beside the archive. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { GraphVersion, Manifest } from "../archive/manifest.js";
import type { GraphStatistics } from "./graph-statistics.js";
import type { StatisticsTask } from "./statistics-worker.js";

/** Graph path → its statistics. */
export type StatisticsByGraph = ReadonlyMap<string, GraphStatistics>;

/** Changes when the numbers mean something else: what was kept before is counted again. */
const EDITION = 1;

export class Statistics {
  readonly #folder: string;
  readonly #known = new Map<string, GraphStatistics>();
  #last: { readonly version: string; readonly counted: Promise<StatisticsByGraph> } | undefined;

  /** @param dataDir the data folder; when it cannot be written, graphs are counted again after a start */
  constructor(readonly dataDir: string) {
    this.#folder = join(dataDir, "statistics");
  }

  /** Those of the current graphs of a manifest; waits until they are counted. */
  of(manifest: Manifest): Promise<StatisticsByGraph> {
    if (this.#last?.version === manifest.version) return this.#last.counted;
    const counted = this.#count(manifest);
    const asked = { version: manifest.version, counted };
    this.#last = asked;
    // What failed is tried again by the next who asks, unless another version is asked for meanwhile.
    counted.catch(() => {
      if (this.#last === asked) this.#last = undefined;
    });
    return counted;
  }

  async #count(manifest: Manifest): Promise<StatisticsByGraph> {
    const current = Object.values(manifest.graphs).flatMap(({ path, current: version }) =>
      version === undefined ? [] : [{ path, version }],
    );
    await Promise.all(current.map(({ version }) => this.#read(version.sha256)));
    const unknown = current.map(({ version }) => version).filter(({ sha256 }) => !this.#known.has(sha256));
    if (unknown.length > 0) await this.#countAll({ dataDir: this.dataDir, base: manifest.base, versions: unknown });
    const wanted = new Set(current.map(({ version }) => version.sha256));
    for (const sha256 of this.#known.keys()) if (!wanted.has(sha256)) this.#known.delete(sha256);
    await this.#sweep(wanted);
    return new Map(
      current.flatMap(({ path, version }) => {
        const statistics = this.#known.get(version.sha256);
        return statistics === undefined ? [] : [[path, statistics]];
      }),
    );
  }

  async #read(sha256: string): Promise<void> {
    if (this.#known.has(sha256)) return;
    try {
      this.#known.set(sha256, JSON.parse(await readFile(this.#fileOf(sha256), "utf8")) as GraphStatistics);
    } catch {
      // Not counted yet, or half written: it will be.
    }
  }

  #countAll(task: StatisticsTask): Promise<void> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(new URL("statistics-worker.js", import.meta.url), { workerData: task });
      worker.unref();
      const writing: Promise<void>[] = [];
      worker.on("message", ({ sha256, statistics }: { sha256: string; statistics: GraphStatistics }) => {
        this.#known.set(sha256, statistics);
        writing.push(this.#write(sha256, statistics));
      });
      worker.on("error", reject);
      worker.on("exit", () => void Promise.all(writing).then(() => resolve()));
    });
  }

  async #write(sha256: string, statistics: GraphStatistics): Promise<void> {
    const file = this.#fileOf(sha256);
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(`${file}.${process.pid}`, JSON.stringify(statistics));
      await rename(`${file}.${process.pid}`, file);
    } catch {
      // A folder that cannot be written, or a full disk: the numbers are in memory.
    }
  }

  /** Removes what is kept of versions that are no longer current. */
  async #sweep(wanted: ReadonlySet<string>): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    const kept = new Set([...wanted].map((sha256) => `${sha256}-${EDITION}.json`));
    for (const name of names) if (!kept.has(name)) await rm(join(this.#folder, name), { force: true });
  }

  #fileOf(sha256: GraphVersion["sha256"]): string {
    return join(this.#folder, `${sha256}-${EDITION}.json`);
  }
}
