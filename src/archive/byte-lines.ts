/**
 * Lines as *byte text*: a string with one character, U+0000 to U+00FF, for each byte of the UTF-8. Comparing two such
 * strings compares their bytes, which is the order of graph files (DESIGN §8.10); JavaScript's own order of strings is
 * by UTF-16 and puts astral characters before U+E000. One byte a character also keeps strings small and sorting fast.
 */

// oxlint-disable-next-line no-control-regex
const BEYOND_ASCII = /[^\u0000-\u007f]/;

/** Unicode text → byte text. A lone surrogate becomes U+FFFD. */
export function toByteText(text: string): string {
  return BEYOND_ASCII.test(text) ? Buffer.from(text, "utf8").toString("latin1") : text;
}

/** Byte text → Unicode text. */
export function fromByteText(bytes: string): string {
  return BEYOND_ASCII.test(bytes) ? Buffer.from(bytes, "latin1").toString("utf8") : bytes;
}

/** The longest line taken, in bytes: a literal of a whole document fits, a file without newlines does not. */
export const MAX_LINE = 64 * 1024 * 1024;

/**
 * Reads bytes as lines of byte text without their newlines, one array for each chunk, so that a reader waits once per
 * chunk and not once per line. A last line without newline counts; empty lines do not.
 *
 * @throws {Error} when a line is longer than {@link MAX_LINE}
 */
export async function* byteLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  for await (const text of wholeLines(chunks)) yield withoutEmpty(text.split("\n"));
}

function withoutEmpty(lines: string[]): string[] {
  return lines.includes("") ? lines.filter((line) => line !== "") : lines;
}

/**
 * The lines that a pattern finds, as byte text without newline: reading a file for one line in ten is twice as fast when
 * the others are never cut out.
 *
 * @param pattern global and multiline, matching whole lines
 */
export async function* matchingLines(chunks: AsyncIterable<Uint8Array>, pattern: RegExp): AsyncGenerator<string[]> {
  for await (const text of wholeLines(chunks)) yield text.match(pattern) ?? [];
}

/** What stands behind a group of lines in a file of groups: an empty line. */
export const GROUP_END = "\n\n";

/** Reads a file of groups as {@link byteLines} reads lines: each is several lines, with a newline between them. */
export async function* byteGroups(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  for await (const text of wholeLines(chunks, GROUP_END)) yield withoutEmpty(text.split(GROUP_END));
}

/** Bytes made a string at a time: V8 makes one of more than 128 KiB outside its heap for the young, six times as slowly. */
const PIECE = 64 * 1024;

/** Byte text of whole lines, in pieces; the end of the last of each is left out. */
async function* wholeLines(chunks: AsyncIterable<Uint8Array>, ending = "\n"): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let at = 0; at < bytes.length; at += PIECE) {
      const text = bytes.toString("latin1", at, at + PIECE);
      const end = text.lastIndexOf(ending);
      if (end === -1) {
        rest += text;
        if (rest.length > MAX_LINE) throw new Error(`a line is longer than ${MAX_LINE} bytes: this is no N-Quads file`);
        continue;
      }
      yield rest + text.slice(0, end);
      rest = text.slice(end + ending.length);
    }
  }
  if (rest !== "") yield rest;
}

/** The subject of a line of N-Quads as written: `<iri>` or `_:label`. */
export function subjectOf(line: string): string {
  const end = line.indexOf(" ");
  return end === -1 ? line : line.slice(0, end);
}
