/**
 * Where the feed of changes is kept: `changes/` in the data folder, with pages of members, the state that they add up to,
 * and an index that says how far both go. It is made from the archive, from which it can be made anew (with other pages).
 */
import { type FileHandle, open, rename } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { ifThere, textIfThere } from "../../archive/if-there.js";

/** A version of one subject. */
export interface Member {
  /** IRI of the subject. */
  readonly of: string;
  /** Stamp of the publish that it came with. */
  readonly at: string;
  /** What is said of it: predicate and object of each statement as N-Triples; absent when it is gone. */
  readonly says?: readonly string[];
}

const INDEX = z.strictObject({
  format: z.literal(1),
  /** Stamp of the publish that the pages go up to. */
  version: z.string(),
  /** Pages there are; all but the last are full. The first is 1. */
  pages: z.int().min(1),
  /** Bytes of the last page that count. */
  bytes: z.int().min(0),
  /** Stamp of the last member of each full page, in order. */
  ends: z.array(z.string()),
  /** Pages that something was taken out of by this version: what takes their place was written beside them before. */
  erased: z.array(z.int().min(1)).optional(),
});

export type FeedIndex = z.infer<typeof INDEX>;

export class FeedFiles {
  constructor(readonly folder: string) {}

  get index(): string {
    return join(this.folder, "index.json");
  }

  page(number: number): string {
    return join(this.folder, `page-${number}.jsonl`);
  }

  /** What takes the place of a page in a version of the feed. */
  erasedPage(number: number, version: string): string {
    return `${this.page(number)}.${version}.new`;
  }

  /** What all members together come to: sorted lines of N-Triples without full stop. */
  state(version: string): string {
    return join(this.folder, `state-${version}.txt`);
  }

  /** `undefined` when there is no feed yet. @throws {Error} when the index is damaged */
  async readIndex(): Promise<FeedIndex | undefined> {
    const text = await textIfThere(this.index);
    if (text === undefined) return undefined;
    try {
      return INDEX.parse(JSON.parse(text));
    } catch (error) {
      throw new Error(`${this.index} is damaged; remove the folder ${this.folder}, and the feed is made anew`, {
        cause: error,
      });
    }
  }

  /** Puts pages that something was taken out of in their places, where an update was broken off before it did. */
  async settle({ erased = [], version }: FeedIndex): Promise<void> {
    for (const number of erased) await ifThere(rename(this.erasedPage(number, version), this.page(number)));
  }

  /** The members of a page, in order. */
  async readPage(number: number, index: FeedIndex): Promise<Member[]> {
    const { pages, bytes } = index;
    // What is behind the end of the last page is being written, or was when the service stopped.
    if (number === pages && bytes === 0) return [];
    const handle = await this.#open(number, index);
    const file = handle.createReadStream(number === pages ? { end: bytes - 1 } : {});
    const members: Member[] = [];
    for await (const line of createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line !== "") members.push(JSON.parse(line) as Member);
    }
    return members;
  }

  /** Bytes of a page. */
  async bytesOf(number: number, index: FeedIndex): Promise<number> {
    const handle = await this.#open(number, index);
    try {
      return (await handle.stat()).size;
    } finally {
      await handle.close();
    }
  }

  async #open(number: number, { erased = [], version }: FeedIndex): Promise<FileHandle> {
    const fresh = erased.includes(number) ? await ifThere(open(this.erasedPage(number, version))) : undefined;
    return fresh ?? open(this.page(number));
  }
}
