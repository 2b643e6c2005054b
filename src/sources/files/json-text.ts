/** Pieces of JSON text, before they are parsed. */
import { isUtf8 } from "node:buffer";

/** How many elements at the start of a text that is not JSON are JSON; the text is at most a piece and an element. */
export function wholeElements(text: string): number {
  let count = 0;
  let from = 0;
  // Commas inside an element are tried too, each at the cost of what precedes it; a hostile text gets a rough answer.
  let budget = 10_000_000;
  for (let comma = text.indexOf(","); comma >= 0; comma = text.indexOf(",", comma + 1)) {
    budget -= comma - from;
    if (budget < 0) break;
    try {
      JSON.parse(text.slice(from, comma));
    } catch {
      continue;
    }
    count++;
    from = comma + 1;
  }
  return count;
}

/** @throws {SyntaxError} on bytes that are not UTF-8, which JSON must be (RFC 8259 §8.1) */
export function decoded(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new SyntaxError("the text is not UTF-8");
  return bytes.toString("utf8");
}

/** Without a byte order mark, which RFC 8259 §8.1 lets a reader ignore. */
export function withoutMark(chunk: Buffer): Buffer {
  return chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;
}
