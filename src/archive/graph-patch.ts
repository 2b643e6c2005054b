/**
 * Patching a graph: a new version in which what is said of some subjects is replaced, and all else is copied as bytes.
 * For sources that tell of single records what changed (MODEL §1.5): a hundred records of a million cost a copy, not a sort.
 */
import { open } from "node:fs/promises";
import { toByteText } from "./byte-lines.js";
import type { GraphFile } from "./graph-writer.js";
import { Digest, LineFile } from "./line-file.js";
import { type Span, SortedSearch } from "./sorted-search.js";

export interface Patch {
  /** Absolute path of the file of the graph as it is, not compressed. */
  readonly from: string;
  /** Number of its lines. */
  readonly quads: number;
  /** Absolute path of the new file. */
  readonly to: string;
  /** Path of the new file inside the data folder. */
  readonly file: string;
  /**
   * Subject (IRI without `#`) → the lines of N-Quads, without newline, that are to be said of it and its `#` children, in
   * any order. All that was said of them is taken out.
   */
  readonly subjects: ReadonlyMap<string, readonly string[]>;
}

export interface Patched extends GraphFile {
  /** The lines that were taken out, with their newlines. */
  readonly removed: string;
}

/** A place in the file, and the lines that come to stand there. */
interface Replacement {
  /** What the lines there begin with, as byte text. */
  readonly prefix: string;
  readonly span: Span;
  /** Sorted byte text. */
  readonly lines: readonly string[];
}

/** Writes the patched file. */
export async function patchGraph({ from, quads, to, file, subjects }: Patch): Promise<Patched> {
  const source = await open(from, "r");
  try {
    const { size } = await source.stat();
    const search = new SortedSearch(source.fd, size);
    const replacements = replacementsIn(search, subjects);
    const digest = new Digest();
    const output = await LineFile.create(to, digest.take);
    let removed = "";
    let count = quads;
    try {
      let at = 0;
      for (const { span, lines } of replacements) {
        await output.copy(source.fd, at, span.start);
        const before = search.textOf(span);
        removed += before;
        count += lines.length - newlinesIn(before);
        await output.write(lines, "\n");
        at = span.end;
      }
      await output.copy(source.fd, at, size);
    } finally {
      await output.close();
    }
    return { file, quads: count, ...digest.told(), removed };
  } finally {
    await source.close();
  }
}

function replacementsIn(search: SortedSearch, subjects: Patch["subjects"]): Replacement[] {
  const found: Replacement[] = [];
  for (const [subject, given] of subjects) {
    const lines = [...new Set(given.map(toByteText))].sort();
    for (const prefix of [`<${subject}#`, `<${subject}> `]) {
      const start = toByteText(prefix);
      found.push({
        prefix: start,
        span: search.spanOf(prefix),
        lines: lines.filter((line) => line.startsWith(start)),
      });
    }
  }
  return found.sort((a, b) => a.span.start - b.span.start || (a.prefix < b.prefix ? -1 : 1));
}

function newlinesIn(text: string): number {
  let n = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) n += 1;
  return n;
}
