/** The archive: the data folder as a whole. It is the database; a store is an index made from it (DESIGN §1). */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { openFile, openVersion } from "./graph-file.js";
import { inside, LOCK, MANIFEST } from "./layout.js";
import { takeLock } from "./lock.js";
import type { GraphVersion, Manifest } from "./manifest.js";
import { emptyManifest, readManifest } from "./manifest-file.js";
import { Publication, type PublicationOptions } from "./publication.js";
import { allRawFiles, newestOf, type RawFile } from "./raw.js";
import { appendRun, lastRuns, type RunEntry } from "./run-log.js";

/**
 * Opens a data folder, or starts an empty one.
 *
 * @param dir the data folder; it is made when missing
 * @param options.base the base IRI: an archive keeps the one it was begun with
 * @throws {Error} when the manifest is damaged, or was written with another base IRI
 */
export async function openArchive(dir: string, options: { base: string }): Promise<Archive> {
  await mkdir(dir, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    // On a file system that cannot be written to Node says ENOENT.
    throw new Error(`${dir} is not there and cannot be made (${error.code}); make the folder, or name another`, {
      cause: error,
    });
  });
  return new Archive(dir, await manifestFor(dir, options.base));
}

export class Archive {
  #manifest: Manifest;

  constructor(
    readonly dir: string,
    manifest: Manifest,
  ) {
    this.#manifest = manifest;
  }

  get base(): string {
    return this.#manifest.base;
  }

  /** As it was when the archive was opened, or after the last publication of it. */
  get manifest(): Manifest {
    return this.#manifest;
  }

  /** The versions of a graph, the current one first, then the newest stamp first; none when the graph is unknown. */
  versions(path: string): GraphVersion[] {
    const graph = this.#manifest.graphs[path];
    if (graph === undefined) return [];
    return graph.current === undefined ? [...graph.older] : [graph.current, ...graph.older];
  }

  /**
   * The N-Quads bytes of a graph, sorted, decompressed where needed.
   *
   * @param stamp names a dated version; the current one without it
   * @throws {Error} when there is no such graph or version, or its file is missing
   */
  openGraph(path: string, stamp?: string): Readable {
    const current = this.#manifest.graphs[path]?.current;
    const version = stamp === undefined ? current : this.versions(path).find((v) => v.stamp === stamp);
    if (version === undefined) {
      const which = stamp === undefined ? "a current version" : `a version ${stamp}`;
      throw new Error(`${this.dir} holds no graph ${path} with ${which}; the command status lists what it holds`);
    }
    return openVersion(this.dir, version);
  }

  /**
   * Begins a publication. Only one can be under way; end it with `commit()` or `abort()`.
   *
   * @param now names the publication, moved on by a second where it would not be later than the last
   * @throws {Error} naming the process that holds the lock, when another publication is under way
   */
  async begin(now: Date, options: PublicationOptions = {}): Promise<Publication> {
    const release = await takeLock(join(this.dir, LOCK));
    try {
      // Another process may have published since this archive was opened.
      this.#manifest = await manifestFor(this.dir, this.base);
      const ended = async (): Promise<void> => {
        this.#manifest = await manifestFor(this.dir, this.base).finally(release);
      };
      return await Publication.begin({ dir: this.dir, manifest: this.#manifest, now, release: ended }, options);
    } catch (error) {
      await release();
      throw error;
    }
  }

  /** The raw files of a source: the newest of each dataset, edition and part, newest first. */
  async rawFiles(source: string, dataset?: string): Promise<RawFile[]> {
    return newestOf(await allRawFiles(this.dir, source, dataset));
  }

  /** All raw files of a source, also those that newer ones replaced, newest first. */
  allRawFiles(source: string, dataset?: string): Promise<RawFile[]> {
    return allRawFiles(this.dir, source, dataset);
  }

  /** The bytes of a raw file as they came. */
  openRaw(raw: RawFile): Readable {
    return openFile(inside(this.dir, raw.file));
  }

  /** Adds a line to the run log. */
  appendRun(entry: RunEntry): Promise<void> {
    return appendRun(this.dir, entry);
  }

  /** The last runs, newest first. */
  lastRuns(most: number): Promise<RunEntry[]> {
    return lastRuns(this.dir, most);
  }
}

async function manifestFor(dir: string, base: string): Promise<Manifest> {
  const manifest = await readManifest(dir);
  if (manifest === undefined) return emptyManifest(base);
  if (manifest.base !== base) {
    throw new Error(
      `${join(dir, MANIFEST)} was made with the base IRI ${manifest.base}, and ${base} is configured; ` +
        `set that base again, or ingest again into an empty --data folder (copy raw/ into it to map without fetching)`,
    );
  }
  return manifest;
}
