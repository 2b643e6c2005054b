/** Finding lines in a sorted file without reading it: bisection over bytes. */
import { readSync } from "node:fs";
import { toByteText } from "./byte-lines.js";

/** Bytes read at a time; a line is rarely longer. */
const BLOCK = 8_192;
const NEWLINE = 0x0a;

/** Bytes of a file, end excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** It reads synchronously: a hundred blocks that the system has in memory cost less than a hundred promises. */
export class SortedSearch {
  readonly #fd: number;
  readonly #size: number;
  #buffer = Buffer.allocUnsafe(BLOCK);

  /** @param size bytes of the file, whose lines are sorted by their bytes and end in a newline each */
  constructor(fd: number, size: number) {
    this.#fd = fd;
    this.#size = size;
  }

  /** Where the lines that begin with `prefix` (UTF-8 text) are; an empty span where they would be, when there are none. */
  spanOf(prefix: string): Span {
    const bytes = Buffer.from(toByteText(prefix), "latin1");
    const start = this.#firstAtLeast(bytes, 0, false);
    return { start, end: this.#firstAtLeast(bytes, start, true) };
  }

  /** The text of a span. */
  textOf({ start, end }: Span): string {
    const bytes = Buffer.allocUnsafe(end - start);
    readSync(this.#fd, bytes, 0, bytes.length, start);
    return bytes.toString("utf8");
  }

  /** Offset of the first line, from `low` on, that is at least the prefix, or (`after`) beyond all that begin with it. */
  #firstAtLeast(prefix: Buffer, low: number, after: boolean): number {
    let [from, to] = [low, this.#size];
    while (from < to) {
      const middle = Math.floor((from + to) / 2);
      const line = this.#lineAt(middle, from, prefix.length);
      if (line === undefined || line.start >= to) {
        // No line begins between the middle and `to`: look at the first one of this part.
        const first = this.#read(from, prefix.length);
        if (isBefore(first.head, prefix, after)) from = this.#nextLine(from);
        else to = from;
        continue;
      }
      if (isBefore(line.head, prefix, after)) from = this.#nextLine(line.start);
      else to = line.start;
    }
    return from;
  }

  /** The first line that begins at `at` or later; `lineStart` is known to begin one. */
  #lineAt(at: number, lineStart: number, length: number): { start: number; head: Buffer } | undefined {
    const start = at === lineStart ? at : this.#nextLine(at - 1);
    return start >= this.#size ? undefined : this.#read(start, length);
  }

  #read(start: number, length: number): { start: number; head: Buffer } {
    if (length > this.#buffer.length) this.#buffer = Buffer.allocUnsafe(length * 2);
    const bytesRead = readSync(this.#fd, this.#buffer, 0, length, start);
    return { start, head: this.#buffer.subarray(0, bytesRead) };
  }

  /** Offset behind the next newline at or after `at`. */
  #nextLine(at: number): number {
    for (let offset = at; offset < this.#size; offset += BLOCK) {
      const bytesRead = readSync(this.#fd, this.#buffer, 0, BLOCK, offset);
      const newline = this.#buffer.subarray(0, bytesRead).indexOf(NEWLINE);
      if (newline !== -1) return offset + newline + 1;
    }
    return this.#size;
  }
}

/** Whether a line, of which `head` is as long as the prefix, comes before it; with `after`, also when it begins with it. */
function isBefore(head: Buffer, prefix: Buffer, after: boolean): boolean {
  const order = Buffer.compare(head, prefix);
  return after ? order <= 0 : order < 0;
}
