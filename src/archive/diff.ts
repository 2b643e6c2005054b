/**
 * What is gone between two versions: what needs a tombstone (DESIGN §1). There are no blank nodes in graph files, so that
 * two sorted files can be walked together.
 */
import { byteLines, fromByteText, subjectOf } from "./byte-lines.js";
import { fileBytes } from "./graph-file.js";

/**
 * The subjects of a file of sorted N-Quads (`.nq` or `.nq.gz`, absolute path), as IRIs, about which another says nothing.
 * Children (`…#bezoekadres`) belong to their owner, and are not told by themselves.
 *
 * @param newFile `undefined` when the graph is gone as a whole
 */
export async function* goneSubjects(oldFile: string, newFile: string | undefined): AsyncGenerator<string> {
  const before = new Subjects(oldFile);
  const after = new Subjects(newFile);
  try {
    let kept = await after.next();
    for (
      let subject = await before.next();
      subject !== undefined;
      subject = before.waiting() ?? (await before.next())
    ) {
      while (kept !== undefined && kept < subject) kept = after.waiting() ?? (await after.next());
      if (kept !== subject && subject.startsWith("<") && !subject.includes("#"))
        yield fromByteText(subject.slice(1, -1));
    }
  } finally {
    await before.end();
    await after.end();
  }
}

/** The subjects of a sorted file, one after another, as terms in bytes of text. */
class Subjects {
  readonly #batches: AsyncGenerator<string[]> | undefined;
  #lines: readonly string[] = [];
  #at = 0;
  #last: string | undefined;

  constructor(file: string | undefined) {
    this.#batches = file === undefined ? undefined : byteLines(fileBytes(file));
  }

  /** The next one when it has been read already: waiting for a promise costs more than the comparison. */
  waiting(): string | undefined {
    for (let line = this.#lines[this.#at]; line !== undefined; line = this.#lines[this.#at]) {
      this.#at += 1;
      const subject = subjectOf(line);
      if (subject !== this.#last) {
        this.#last = subject;
        return subject;
      }
    }
    return undefined;
  }

  async next(): Promise<string | undefined> {
    for (;;) {
      const subject = this.waiting();
      if (subject !== undefined) return subject;
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
