/** Finding lines in a sorted file without reading it: bisection over bytes. */
import { readSync } from "node:fs";
import { toByteText } from "./byte-lines.js";

/** Bytes read to look at one line somewhere in the file. */
const PROBE = 1_024;
/** Bytes read to look at lines one after another, which is what the last steps of a bisection would come to. */
const BLOCK = 8_192;
/** Bytes that are left for a walk from line to line. */
const NEAR = 1_024;
/** Lines at which bisections begin, which are remembered: more than a thousand save ten steps of each that follows. */
const REMEMBERED = 4_096;
/** Bytes of such a line that are remembered. */
const HEAD = 256;
const NEWLINE = 0x0a;

/** Bytes of a file, end excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A line: where it begins, and its first bytes. */
interface Line {
  readonly start: number;
  readonly head: Buffer;
}

/** It reads synchronously: a hundred blocks that the system has in memory cost less than a hundred promises. */
export class SortedSearch {
  readonly #fd: number;
  readonly #size: number;
  /** What was read last: so many bytes of the file from `#from` on. */
  #buffer = Buffer.allocUnsafe(BLOCK);
  #from = 0;
  #read = 0;
  /** Place in the file → the first line that begins there or later. */
  readonly #probes = new Map<number, Line>();

  /** @param size bytes of the file, whose lines are sorted by their bytes and end in a newline each */
  constructor(fd: number, size: number) {
    this.#fd = fd;
    this.#size = size;
  }

  /** Where the lines that begin with `prefix` (UTF-8 text) are; an empty span where they would be, when there are none. */
  spanOf(prefix: string): Span {
    const bytes = Buffer.from(toByteText(prefix), "latin1");
    const start = this.#firstAtLeast(bytes, 0, false);
    const rest = start < this.#size ? this.#rest(start, BLOCK, BLOCK) : Buffer.alloc(0);
    let length = 0;
    while (begins(rest, length, bytes)) {
      const newline = rest.indexOf(NEWLINE, length);
      // Mostly they are a few; the end of many is looked for as their start was.
      if (newline === -1) return { start, end: this.#firstAtLeast(bytes, start + length, true) };
      length = newline + 1;
    }
    const isWhole = length + bytes.length <= rest.length || start + rest.length === this.#size;
    return { start, end: isWhole ? start + length : this.#firstAtLeast(bytes, start + length, true) };
  }

  /** The text of a span. */
  textOf({ start, end }: Span): string {
    const length = end - start;
    // Mostly it is at hand; much is not kept longer than it is wanted.
    if (length <= BLOCK) return this.#bytes(start, length, BLOCK).toString("utf8");
    const bytes = Buffer.allocUnsafe(length);
    readSync(this.#fd, bytes, 0, length, start);
    return bytes.toString("utf8");
  }

  /** Offset of the first line, from `low` on, that is at least the prefix, or (`after`) beyond all that begin with it. */
  #firstAtLeast(prefix: Buffer, low: number, after: boolean): number {
    // It is `to`, or begins between `from` and `high`.
    let [from, high, to] = [low, this.#size, this.#size];
    while (high - from > NEAR) {
      // From here on all is at hand; what follows is mostly wanted next.
      if (high - from <= BLOCK) this.#rest(from, high - from, 2 * BLOCK);
      const middle = Math.floor((from + high) / 2);
      const line = high - from > BLOCK ? this.#lineFrom(middle, prefix.length) : this.#lineAt(middle, prefix.length);
      if (line.start >= high) high = middle;
      else if (isBefore(line.head, prefix, after)) from = line.start;
      else [high, to] = [line.start, line.start];
    }
    while (from < to && isBefore(this.#bytes(from, prefix.length, 2 * BLOCK), prefix, after)) {
      from = this.#nextLine(from, 2 * BLOCK);
    }
    return from;
  }

  /** The first line that begins at `at` or later, with so many of its bytes at least, where it has them; remembered. */
  #lineFrom(at: number, length: number): Line {
    const known = this.#probes.get(at);
    if (known !== undefined) return known;
    if (length > HEAD || this.#probes.size >= REMEMBERED) return this.#lineAt(at, length);
    const { start, head } = this.#lineAt(at, HEAD);
    const line = { start, head: Buffer.from(head) };
    this.#probes.set(at, line);
    return line;
  }

  #lineAt(at: number, length: number): Line {
    const start = this.#nextLine(at - 1, PROBE);
    return { start, head: this.#bytes(start, length, PROBE) };
  }

  /** Offset behind the next newline at or after `at`. */
  #nextLine(at: number, block: number): number {
    for (let offset = at; offset < this.#size;) {
      const rest = this.#rest(offset, 1, block);
      const newline = rest.indexOf(NEWLINE);
      if (newline !== -1) return offset + newline + 1;
      offset += rest.length;
    }
    return this.#size;
  }

  /** So many bytes from `at` on, or those to the end of the file. */
  #bytes(at: number, length: number, block: number): Buffer {
    return this.#rest(at, length, block).subarray(0, length);
  }

  /** All bytes that are at hand from `at` on; if they are too few, a block of the file is read. */
  #rest(at: number, length: number, block: number): Buffer {
    const wanted = Math.min(length, this.#size - at);
    if (at < this.#from || at + wanted > this.#from + this.#read) {
      const most = Math.max(block, wanted);
      if (most > this.#buffer.length) this.#buffer = Buffer.allocUnsafe(most * 2);
      this.#from = at;
      this.#read = readSync(this.#fd, this.#buffer, 0, most, at);
      if (this.#read < wanted) throw new Error("the file became shorter while it was read");
    }
    return this.#buffer.subarray(at - this.#from, this.#read);
  }
}

function begins(text: Buffer, at: number, prefix: Buffer): boolean {
  const end = at + prefix.length;
  return end <= text.length && text.compare(prefix, 0, prefix.length, at, end) === 0;
}

/** Whether a line, by its first bytes, comes before the prefix; with `after`, also when it begins with it. */
function isBefore(line: Buffer, prefix: Buffer, after: boolean): boolean {
  const order = line.compare(prefix, 0, prefix.length, 0, Math.min(line.length, prefix.length));
  return after ? order <= 0 : order < 0;
}
