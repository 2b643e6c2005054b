/** Which subjects differ between two states, and what is said of them in the new one: one pass over sorted lines. */
import { fromByteText, subjectOf } from "../../archive/byte-lines.js";

type Batches = AsyncIterable<readonly string[]>;

/** A subject about which something else is said than before. */
export interface SubjectChange {
  /** IRI. */
  readonly of: string;
  /** Predicate and object of each statement; absent when nothing is said any more. */
  readonly says?: readonly string[];
}

interface Group {
  /** As written, in byte text. */
  readonly subject: string;
  /** Its lines, in byte text. */
  readonly lines: readonly string[];
}

/**
 * Compares two states.
 *
 * @param before sorted lines of byte text, each once
 * @param after likewise
 */
export async function* subjectChanges(before: Batches, after: Batches): AsyncGenerator<SubjectChange> {
  const old = bySubject(before);
  const fresh = bySubject(after);
  try {
    let [a, b] = [await old.next(), await fresh.next()];
    while (a.done !== true || b.done !== true) {
      const [gone, come] = [a.value, b.value];
      if (come === undefined || (gone !== undefined && gone.subject < come.subject)) {
        if (gone !== undefined) yield { of: iriOf(gone.subject) };
        a = await old.next();
      } else if (gone === undefined || come.subject < gone.subject) {
        yield changeOf(come);
        b = await fresh.next();
      } else {
        if (!same(gone.lines, come.lines)) yield changeOf(come);
        [a, b] = [await old.next(), await fresh.next()];
      }
    }
  } finally {
    await old.return(undefined);
    await fresh.return(undefined);
  }
}

async function* bySubject(batches: Batches): AsyncGenerator<Group, undefined> {
  let subject: string | undefined;
  let lines: string[] = [];
  for await (const batch of batches) {
    for (const line of batch) {
      const own = subjectOf(line);
      if (own !== subject) {
        if (subject !== undefined) yield { subject, lines };
        subject = own;
        lines = [];
      }
      lines.push(line);
    }
  }
  if (subject !== undefined) yield { subject, lines };
  return undefined;
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, place) => line === b[place]);
}

function changeOf({ subject, lines }: Group): SubjectChange {
  return { of: iriOf(subject), says: lines.map((line) => fromByteText(line.slice(subject.length + 1))) };
}

function iriOf(subject: string): string {
  return fromByteText(subject.slice(1, -1));
}
