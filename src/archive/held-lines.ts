/**
 * Lines held for sorting. A string of V8 costs some 60 bytes beside its characters, and makes the heap grow to twice what
 * it holds; so lines are packed, a few megabytes at a time: sorted, each once, as the bytes they are, which the garbage
 * collector need not walk.
 */
import { byteLines } from "./byte-lines.js";
import { mergeLines } from "./merge-sorted.js";

/** Characters of the strings that are packed together. */
const PACK = 4 * 1024 * 1024;
/** Bytes of a pack that are made strings at a time. */
const CHUNK = 64 * 1024;
/** Lines handed on at a time. */
const BATCH = 4096;
const NEWLINE = 10;

export class HeldLines {
  #lines: string[] = [];
  #length = 0;
  #packs: Buffer[] = [];
  #packed = 0;

  /** @param pack characters of the strings that are packed together */
  constructor(readonly pack = PACK) {}

  /** Bytes of all lines. */
  get bytes(): number {
    return this.#length + this.#packed;
  }

  /** Takes a line of byte text, without newline. */
  add(line: string): void {
    this.#lines.push(line);
    this.#length += line.length + 1;
    if (this.#length >= this.pack) this.#pack();
  }

  /** The lines in the order of their bytes, each once, in batches; from here on none are held. */
  take(): AsyncGenerator<readonly string[]> | Generator<readonly string[]> {
    const [last, packs] = [sortedUnique(this.#lines), this.#packs];
    this.#lines = [];
    this.#packs = [];
    this.#length = 0;
    this.#packed = 0;
    if (packs.length === 0) return batches(last);
    return mergeLines([...packs.map((pack) => byteLines(chunks(pack))), asynchronous(batches(last))]);
  }

  #pack(): void {
    const pack = Buffer.allocUnsafe(this.#length);
    let at = 0;
    for (const line of sortedUnique(this.#lines)) {
      at += pack.write(line, at, "latin1");
      at = pack.writeUInt8(NEWLINE, at);
    }
    this.#packs.push(pack.subarray(0, at));
    this.#packed += pack.length;
    this.#lines = [];
    this.#length = 0;
  }
}

/** Sorts the lines in place, by UTF-16 units: in byte text that is the order of bytes. */
function sortedUnique(lines: string[]): string[] {
  lines.sort();
  let kept = 0;
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? "";
    if (i === 0 || line !== lines[kept - 1]) lines[kept++] = line;
  }
  lines.length = kept;
  return lines;
}

function* batches(lines: readonly string[]): Generator<readonly string[]> {
  for (let at = 0; at < lines.length; at += BATCH) yield lines.slice(at, at + BATCH);
}

async function* chunks(pack: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < pack.length; at += CHUNK) yield pack.subarray(at, at + CHUNK);
}

async function* asynchronous<T>(values: Iterable<T>): AsyncGenerator<T> {
  yield* values;
}
