/**
 * A list of records on disk, in the form in which the API gives lists: `{"data":[…]}`, a record a line. It holds only what
 * may be kept. It is written whole before any of it is delivered, since a later page may show that an earlier one was wrong.
 */
import { createReadStream } from "node:fs";
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Opened } from "../delivery.js";
import type { Admission } from "./admission.js";
import { isPrivate } from "./collections.js";
import type { LoketRecord } from "./directus.js";

export class ListFile {
  /** A folder of its own, open to this user alone; it goes with the list. */
  readonly folder: string;
  readonly admission: Admission;
  readonly #file: FileHandle;
  #isEmpty = true;

  private constructor(folder: string, file: FileHandle, admission: Admission) {
    this.folder = folder;
    this.#file = file;
    this.admission = admission;
  }

  /** An empty one, in a folder below `scratch`. */
  static async create(scratch: string, admission: Admission): Promise<ListFile> {
    const folder = await mkdtemp(join(scratch, "list-"));
    return new ListFile(folder, await open(join(folder, "list.json"), "w"), admission);
  }

  /** Writes those of the records that may be kept. */
  async add(records: readonly LoketRecord[]): Promise<void> {
    const { inner } = this.admission;
    const lines = this.admission
      .kept(records)
      .map((record) => JSON.stringify(record, (key, value: unknown) => (isPrivate(key) ? undefined : inner(value))));
    if (lines.length === 0) return;
    await this.#file.appendFile(`${this.#isEmpty ? '{"data":[\n' : ",\n"}${lines.join(",\n")}`);
    this.#isEmpty = false;
  }

  /** The list as a body; the file is removed when that is closed. */
  async opened(lastModified?: Date): Promise<Opened> {
    await this.#file.appendFile(this.#isEmpty ? '{"data":[]}\n' : "\n]}\n");
    await this.#file.close();
    const body = createReadStream(join(this.folder, "list.json"));
    body.once("close", () => void this.#remove());
    return { body, contentType: "application/json", ...(lastModified === undefined ? {} : { lastModified }) };
  }

  /** Removes a list that is not delivered. */
  async discard(): Promise<void> {
    await this.#file.close();
    await this.#remove();
  }

  async #remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
