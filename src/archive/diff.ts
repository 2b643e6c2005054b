/**
 * What changed between two versions. There are no blank nodes in graph files, so a line diff of two sorted files is the
 * diff of two graphs: it is the change feed, and finds what needs a tombstone (DESIGN §1).
 */
import { byteLines, fromByteText, subjectOf } from "./byte-lines.js";
import { openFile } from "./graph-file.js";

export interface Change {
  readonly kind: "added" | "removed";
  /** A line of N-Quads, newline included. */
  readonly line: string;
}

/**
 * The lines that two files of sorted N-Quads (`.nq` or `.nq.gz`, absolute paths) do not share, in their order.
 *
 * @param oldFile `undefined` when there is no earlier version: then every line was added
 */
export async function* diffGraphs(oldFile: string | undefined, newFile: string): AsyncGenerator<Change> {
  for await (const { line, inOld, inNew } of sideBySide(oldFile, newFile, wholeLine)) {
    if (inOld !== inNew) yield { kind: inNew ? "added" : "removed", line: `${fromByteText(line)}\n` };
  }
}

/**
 * The subjects of the old file, as IRIs, about which the new one says nothing. Children (`…#bezoekadres`) belong to
 * their owner, and are not told by themselves.
 *
 * @param newFile `undefined` when the graph is gone as a whole
 */
export async function* goneSubjects(oldFile: string, newFile: string | undefined): AsyncGenerator<string> {
  for await (const { line, inOld, inNew } of sideBySide(oldFile, newFile, subjectOf)) {
    if (inOld && !inNew && line.startsWith("<") && !line.includes("#")) yield fromByteText(line.slice(1, -1));
  }
}

interface Side {
  readonly line: string;
  readonly inOld: boolean;
  readonly inNew: boolean;
}

const wholeLine = (line: string): string => line;

/** Walks two sorted files together by the key of their lines; a key that several lines share comes once. */
async function* sideBySide(
  oldFile: string | undefined,
  newFile: string | undefined,
  keyOf: (line: string) => string,
): AsyncGenerator<Side> {
  const before = new Keys(oldFile, keyOf);
  const after = new Keys(newFile, keyOf);
  try {
    let a = await before.next();
    let b = await after.next();
    while (a !== undefined || b !== undefined) {
      if (b === undefined || (a !== undefined && a < b)) {
        yield { line: a ?? "", inOld: true, inNew: false };
        a = before.waiting() ?? (await before.next());
      } else if (a === undefined || b < a) {
        yield { line: b, inOld: false, inNew: true };
        b = after.waiting() ?? (await after.next());
      } else {
        yield { line: a, inOld: true, inNew: true };
        a = before.waiting() ?? (await before.next());
        b = after.waiting() ?? (await after.next());
      }
    }
  } finally {
    await before.end();
    await after.end();
  }
}

/** The keys of a sorted file, one after another. */
class Keys {
  readonly #batches: AsyncGenerator<string[]> | undefined;
  #lines: readonly string[] = [];
  #at = 0;
  #last: string | undefined;

  constructor(
    file: string | undefined,
    readonly keyOf: (line: string) => string,
  ) {
    this.#batches = file === undefined ? undefined : byteLines(openFile(file));
  }

  /** The next key when it has been read already: waiting for a promise costs more than the comparison. */
  waiting(): string | undefined {
    for (let line = this.#lines[this.#at]; line !== undefined; line = this.#lines[this.#at]) {
      this.#at += 1;
      const key = this.keyOf(line);
      if (key !== this.#last) {
        this.#last = key;
        return key;
      }
    }
    return undefined;
  }

  async next(): Promise<string | undefined> {
    for (;;) {
      const key = this.waiting();
      if (key !== undefined) return key;
      const step = await this.#batches?.next();
      if (step === undefined || step.done === true) return undefined;
      this.#lines = step.value;
      this.#at = 0;
    }
  }

  async end(): Promise<void> {
    await this.#batches?.return(undefined);
  }
}
