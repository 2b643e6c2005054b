/** Writing sorted lines of byte text to a file, hashed on the way. */
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";

/** What was written: bytes, and the SHA-256 of the bytes in lower-case hex. */
export interface Written {
  readonly bytes: number;
  readonly sha256: string;
}

/** Batches of lines of byte text, or of groups of lines. */
export type Batches = AsyncIterable<readonly string[]> | Iterable<readonly string[]>;

/**
 * Writes batches to a new file at `path`.
 *
 * @param ending what is added to each line
 */
export async function writeLines(path: string, batches: Batches, ending: string): Promise<Written> {
  const hash = createHash("sha256");
  let bytes = 0;
  let buffer = Buffer.alloc(0);
  const handle = await open(path, "wx");
  try {
    for await (const lines of batches) {
      if (lines.length === 0) continue;
      const length = lines.reduce((sum, line) => sum + line.length + ending.length, 0);
      // One buffer for all batches, filled line by line: joining them to one text first took twice as long.
      if (length > buffer.length) buffer = Buffer.allocUnsafe(length * 2);
      fill(buffer, lines, ending);
      const chunk = buffer.subarray(0, length);
      hash.update(chunk);
      await handle.writeFile(chunk);
      bytes += length;
    }
  } finally {
    await handle.close();
  }
  return { bytes, sha256: hash.digest("hex") };
}

function fill(buffer: Buffer, lines: readonly string[], ending: string): void {
  let at = 0;
  for (const line of lines) {
    at += buffer.write(line, at, "latin1");
    for (let i = 0; i < ending.length; i += 1) buffer[at++] = ending.charCodeAt(i);
  }
}
