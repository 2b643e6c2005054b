/**
 * Statements held for sorting, a group of lines about one subject at a time. A string of V8 costs some 60 bytes beside its
 * characters, and makes the heap grow to twice what it holds; so groups are packed, a few megabytes at a time: sorted, as
 * the bytes they are, which the garbage collector need not walk.
 */
import { byteGroups, GROUP_END } from "./byte-lines.js";
import { mergeLines } from "./merge-sorted.js";

/** Characters of the strings that are packed together. */
const PACK = 4 * 1024 * 1024;
/** Bytes of a pack that are made strings at a time. */
const CHUNK = 64 * 1024;
/** Groups handed on at a time. */
const BATCH = 256;

export class HeldGroups {
  #groups: string[] = [];
  #length = 0;
  #packs: Buffer[] = [];
  #packed = 0;

  /** @param pack characters of the strings that are packed together */
  constructor(readonly pack = PACK) {}

  /** Bytes of all groups. */
  get bytes(): number {
    return this.#length + this.#packed;
  }

  /** Takes lines of byte text about one subject, sorted, a newline between them. */
  add(group: string): void {
    this.#groups.push(group);
    this.#length += group.length + GROUP_END.length;
    if (this.#length >= this.pack) this.#pack();
  }

  /**
   * The groups in the order of their bytes, and so of their subjects, in batches; those about one subject follow each
   * other. From here on none are held.
   */
  take(): AsyncGenerator<readonly string[]> | Generator<readonly string[]> {
    const [last, packs] = [this.#groups.sort(), this.#packs];
    this.#groups = [];
    this.#packs = [];
    this.#length = 0;
    this.#packed = 0;
    if (packs.length === 0) return batches(last);
    return mergeLines([...packs.map((pack) => byteGroups(chunks(pack))), asynchronous(batches(last))]);
  }

  #pack(): void {
    // By UTF-16 units: in byte text that is the order of bytes.
    this.#packs.push(Buffer.from(this.#groups.sort().join(GROUP_END), "latin1"));
    this.#packed += this.#length;
    this.#groups = [];
    this.#length = 0;
  }
}

function* batches(groups: readonly string[]): Generator<readonly string[]> {
  for (let at = 0; at < groups.length; at += BATCH) yield groups.slice(at, at + BATCH);
}

async function* chunks(pack: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < pack.length; at += CHUNK) yield pack.subarray(at, at + CHUNK);
}

async function* asynchronous<T>(values: Iterable<T>): AsyncGenerator<T> {
  yield* values;
}
