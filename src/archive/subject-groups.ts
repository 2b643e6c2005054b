/** Reading a graph file subject by subject, for labels and for streams of Turtle. */
import { byteLines, fromByteText, matchingLines, subjectOf } from "./byte-lines.js";
import { fileBytes } from "./graph-file.js";
import { mergeLines } from "./merge-sorted.js";

export interface SubjectGroup {
  /** The IRI, without brackets; or `_:label`. */
  readonly subject: string;
  /** Lines of N-Quads, newlines included. */
  readonly lines: readonly string[];
}

/** The most lines in one group: a subject with more comes in several groups, one after another. */
export const MAX_GROUP = 10_000;

/** Groups sorted N-Quads bytes by subject. Memory is one chunk and one group. */
export function subjectGroups(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<SubjectGroup> {
  return grouped(byteLines(bytes));
}

function isAbout(line: string, subject: string): boolean {
  return line.startsWith(subject) && line.charCodeAt(subject.length) === 0x20;
}

// Decoded as one text: a line that a caller keeps then holds on to its group, and not to a whole chunk of the file.
function decoded(subject: string, group: readonly string[]): SubjectGroup {
  const [head = "", ...lines] = fromByteText([subject, ...group].join("\n")).split("\n");
  return { subject: head.startsWith("<") ? head.slice(1, -1) : head, lines: lines.map((line) => `${line}\n`) };
}

/** As {@link subjectGroups}, of several sorted sources: a line that is in more than one comes once. */
export function mergedSubjects(sources: readonly AsyncIterable<Uint8Array>[]): AsyncGenerator<SubjectGroup> {
  return grouped(mergeLines(sources.map(byteLines)));
}

/**
 * Groups the lines of several sorted files by subject, those only that a pattern finds. It is matched against byte text of
 * many lines, so it must be global and multiline, and match whole lines. Far less is cut, merged and decoded than by
 * {@link subjectGroups}.
 */
export function mergedGroups(files: readonly string[], pattern: RegExp): AsyncGenerator<SubjectGroup> {
  return mergedMatches(files.map(fileBytes), pattern);
}

/** As {@link mergedGroups}, of other sources. */
export function mergedMatches(
  sources: readonly AsyncIterable<Uint8Array>[],
  pattern: RegExp,
): AsyncGenerator<SubjectGroup> {
  return grouped(mergeLines(sources.map((source) => matchingLines(source, pattern))));
}

async function* grouped(batches: AsyncIterable<readonly string[]>): AsyncGenerator<SubjectGroup> {
  let group: string[] = [];
  let subject = "";
  for await (const lines of batches) {
    for (const line of lines) {
      if (group.length > 0 && (group.length === MAX_GROUP || !isAbout(line, subject))) {
        yield decoded(subject, group);
        group = [];
      }
      if (group.length === 0) subject = subjectOf(line);
      group.push(line);
    }
  }
  if (group.length > 0) yield decoded(subject, group);
}
