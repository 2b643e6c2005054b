/** An answer small enough to be held in memory. */
import type { Readable } from "node:stream";
import { SourceError } from "./source-error.js";

/**
 * All bytes of a body.
 *
 * @param largest bytes after which it is refused
 * @throws {SourceError} when it is larger; what the stream throws when it breaks off
 */
export async function wholeBody(body: Readable, largest: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > largest) throw new SourceError(`larger than ${largest / 1e6} MB, which no answer of this source is`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}
