/** `ingest --records DIR`: clean records as JSON, one array per dataset, for any RML engine (DESIGN §8.6). */
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { CleanRecord } from "../records/record.js";

/** Characters that are written at once. */
const BLOCK = 65_536;

/** It has its name only once it is whole; a file that is refused on the way leaves nothing. */
export class RecordsFile {
  readonly #path: string;
  readonly #part: string;
  readonly #handle: FileHandle;
  #text = "";
  #begun = false;

  private constructor(path: string, part: string, handle: FileHandle) {
    this.#path = path;
    this.#part = part;
    this.#handle = handle;
  }

  /** Starts `{dir}/{dataset}.json`, making the folder. */
  static async create(dir: string, dataset: string): Promise<RecordsFile> {
    await mkdir(dir, { recursive: true });
    const path = join(dir, `${dataset}.json`);
    const part = `${path}.part`;
    return new RecordsFile(path, part, await open(part, "w"));
  }

  async write(record: CleanRecord): Promise<void> {
    this.#text += `${this.#begun ? ",\n" : "[\n"}${JSON.stringify(record)}`;
    this.#begun = true;
    if (this.#text.length >= BLOCK) await this.#flush();
  }

  async close(): Promise<void> {
    this.#text += this.#begun ? "\n]\n" : "[]\n";
    await this.#flush();
    await this.#handle.close();
    await rename(this.#part, this.#path);
  }

  /** Gives up: an earlier file of that name stays as it was. Does nothing after `close()`. */
  async discard(): Promise<void> {
    await this.#handle.close();
    await rm(this.#part, { force: true });
  }

  async #flush(): Promise<void> {
    const text = this.#text;
    this.#text = "";
    await this.#handle.write(text);
  }
}
