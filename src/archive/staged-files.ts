/** The files a publication will move into place, and those it will leave behind. */
import { mkdir, readdir, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { ifThere } from "./if-there.js";
import { moveIntoPlace, sync } from "./durable.js";
import { compress } from "./graph-file.js";
import { GRAPHS, inside, isVersionFile, STAGING } from "./layout.js";
import type { Manifest } from "./manifest.js";

interface Placement {
  /** Absolute path of the bytes. */
  readonly from: string;
  readonly gzip: boolean;
}

/** Paths given to it and by it are inside the data folder, unless they are called absolute. */
export class StagedFiles {
  readonly #placements = new Map<string, Placement>();
  readonly #obsolete = new Set<string>();
  readonly #withdrawn = new Set<string>();
  /** Absolute path → done when it is on disk. */
  readonly #flushing = new Map<string, Promise<void>>();
  #made = 0;

  constructor(readonly dir: string) {}

  /** Empties the staging folder. */
  async clear(): Promise<void> {
    await this.remove();
    await mkdir(join(this.dir, STAGING), { recursive: true });
  }

  async remove(): Promise<void> {
    await Promise.all(this.#flushing.values());
    this.#flushing.clear();
    await rm(join(this.dir, STAGING), { recursive: true, force: true });
  }

  /** A new absolute path in the staging folder. */
  fresh(name: string): string {
    this.#made += 1;
    return join(this.dir, STAGING, `${this.#made}-${name.replaceAll(/[^A-Za-z0-9._-]+/g, "-").slice(-100)}`);
  }

  /** Will put the bytes of `from` (absolute) at `file`. */
  place(file: string, from: string, gzip: boolean): void {
    this.#placements.set(file, { from, gzip });
    this.#obsolete.delete(file);
    this.#withdrawn.delete(file);
  }

  /** Will put what is, or will be, at `file` compressed at `to`, and remove `file`. */
  replaceCompressed(file: string, to: string): void {
    this.place(to, this.now(file), true);
    this.drop(file);
  }

  /** Will remove `file`, which the manifest names until another is published. */
  drop(file: string): void {
    if (!this.#placements.delete(file)) this.#obsolete.add(file);
  }

  /** Will remove `file`, which no manifest names, before another is published: nothing would find it again after a crash. */
  withdraw(file: string): void {
    this.#placements.delete(file);
    this.#withdrawn.add(file);
  }

  /** Absolute path at which the bytes of `file` are now. */
  now(file: string): string {
    return this.#placements.get(file)?.from ?? inside(this.dir, file);
  }

  /** Puts everything in place, and waits until it is on disk. Nothing that a manifest names is removed yet. */
  async settle(): Promise<void> {
    const folders = new Set<string>();
    const root = resolve(this.dir);
    for (const [file, { from, gzip }] of this.#placements) {
      const to = inside(this.dir, file);
      const ready = gzip ? this.fresh("gz") : from;
      if (gzip) await compress(from, ready);
      await this.#flushing.get(from);
      await moveIntoPlace(ready, to);
      // A new folder is a name in the one above it.
      for (let folder = dirname(resolve(to)); ; folder = dirname(folder)) {
        folders.add(folder);
        if (folder === root) break;
      }
    }
    await Promise.all([...folders].map(sync));
    for (const file of this.#withdrawn) await rm(inside(this.dir, file), { force: true });
    const emptied = new Set([...this.#withdrawn].map((file) => dirname(inside(this.dir, file))));
    await Promise.all([...emptied].map((folder) => ifThere(sync(folder))));
  }

  /** Starts bringing a finished file (absolute) to disk, while the rest of the publication is made. */
  flush(path: string): void {
    // Only a beginning: whether it got there is asked, and told, when the file is put in place.
    this.#flushing.set(
      path,
      sync(path).catch(() => undefined),
    );
  }

  /** Removes what is no longer named. */
  async tidy(): Promise<void> {
    await Promise.all([...this.#obsolete].map((file) => rm(inside(this.dir, file), { force: true })));
    await this.remove();
  }
}

/** Removes graph files that the manifest does not name: a publication that broke off may have left some. */
export async function sweep(dir: string, manifest: Manifest): Promise<void> {
  const named = new Set<string>();
  for (const graph of Object.values(manifest.graphs)) {
    for (const version of [graph.current, ...graph.older]) if (version !== undefined) named.add(version.file);
  }
  const folders = [GRAPHS];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await entriesOf(join(dir, folder))) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) folders.push(path);
      else if (isVersionFile(path) && !named.has(path)) await rm(join(dir, path), { force: true });
    }
  }
}

async function entriesOf(folder: string): Promise<{ name: string; isDirectory(): boolean }[]> {
  return (await ifThere(readdir(folder, { withFileTypes: true }))) ?? [];
}
