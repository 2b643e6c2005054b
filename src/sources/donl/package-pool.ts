/**
 * Packages on their way into one list: each once, in its newest version. They lie on disk, and only where they lie is in
 * memory; the list gives them in the order of their ids, so that the same packages always make the same list.
 */
import { Buffer } from "node:buffer";
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { type CkanPackage, modifiedOf } from "../ckan/package.js";
import type { HeldPackage } from "../ckan/gone.js";
import type { Opened } from "../delivery.js";

interface Place extends HeldPackage {
  readonly modified: string | undefined;
  /** Bytes in the file. */
  readonly at: number;
  readonly length: number;
}

export class PackagePool {
  /** Open to this user alone; it goes with the list. */
  readonly folder: string;
  /** The folder that it is in. */
  readonly scratch: string;
  readonly #file: FileHandle;
  readonly #places = new Map<string, Place>();
  #end = 0;

  private constructor(folder: string, scratch: string, file: FileHandle) {
    this.folder = folder;
    this.scratch = scratch;
    this.#file = file;
  }

  /** An empty one, in a folder below `scratch` that only this user can read. */
  static async create(scratch: string): Promise<PackagePool> {
    const folder = await mkdtemp(join(scratch, "pool-"));
    return new PackagePool(folder, scratch, await open(join(folder, "packages"), "w+"));
  }

  get size(): number {
    return this.#places.size;
  }

  /** Takes a package, unless a newer version is here. */
  async add(pack: CkanPackage): Promise<void> {
    if (this.isNews(pack)) await this.put(pack);
  }

  /** Takes a package in the place of any version that is here. */
  async put(pack: CkanPackage): Promise<void> {
    const bytes = Buffer.from(JSON.stringify(pack));
    await this.#file.write(bytes, 0, bytes.length, this.#end);
    const { id, name } = pack;
    this.#places.set(id, { id, name, modified: modifiedOf(pack), at: this.#end, length: bytes.length });
    this.#end += bytes.length;
  }

  /** Whether no newer version of the package is here. */
  isNews(pack: CkanPackage): boolean {
    const held = this.#places.get(pack.id);
    return held === undefined || (modifiedOf(pack) ?? "~") >= (held.modified ?? "");
  }

  /** Whether the package is here in this very version; a package without a time of change never is. */
  hasVersion(pack: CkanPackage): boolean {
    const modified = modifiedOf(pack);
    return modified !== undefined && this.#places.get(pack.id)?.modified === modified;
  }

  remove(id: string): void {
    this.#places.delete(id);
  }

  /** Those that are here and whose id is none of these. */
  others(ids: ReadonlySet<string>): HeldPackage[] {
    return [...this.#places.values()].filter(({ id }) => !ids.has(id)).map(({ id, name }) => ({ id, name }));
  }

  /** The list, `{"results":[…]}`, a package a line; the pool goes when it is closed. */
  opened(): Opened {
    const body = Readable.from(this.#lines(), { objectMode: false });
    body.once("close", () => void this.discard());
    return { body, contentType: "application/json" };
  }

  /** Removes it, when nothing is made of it. */
  async discard(): Promise<void> {
    await this.#file.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  async *#lines(): AsyncGenerator<Buffer> {
    const places = [...this.#places.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    yield Buffer.from('{"results":[');
    for (const [i, { at, length }] of places.entries()) {
      const bytes = Buffer.alloc(length);
      await this.#file.read(bytes, 0, length, at);
      yield Buffer.from(i === 0 ? "\n" : ",\n");
      yield bytes;
    }
    yield Buffer.from("\n]}\n");
  }
}
