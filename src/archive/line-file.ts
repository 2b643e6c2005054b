/** Writing sorted lines of byte text to a file, counted and hashed on the way. */
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";

/** What was written: lines, bytes, and the SHA-256 of the bytes in lower-case hex. */
export interface Written {
  readonly lines: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** Lines of byte text, and what stands at the end of each: at least a newline. */
export interface Batch {
  readonly lines: readonly string[];
  readonly ending: Buffer;
}

/** Writes batches to a new file at `path`. */
export async function writeLines(path: string, batches: Iterable<Batch> | AsyncIterable<Batch>): Promise<Written> {
  const hash = createHash("sha256");
  let lines = 0;
  let bytes = 0;
  let buffer = Buffer.alloc(0);
  const handle = await open(path, "wx");
  try {
    for await (const batch of batches) {
      if (batch.lines.length === 0) continue;
      const length = batch.lines.reduce((sum, line) => sum + line.length + batch.ending.length, 0);
      // One buffer for all batches, filled line by line: joining them to one text first took twice as long.
      if (length > buffer.length) buffer = Buffer.allocUnsafe(length * 2);
      fill(buffer, batch);
      const chunk = buffer.subarray(0, length);
      hash.update(chunk);
      await handle.writeFile(chunk);
      lines += batch.lines.length;
      bytes += length;
    }
  } finally {
    await handle.close();
  }
  return { lines, bytes, sha256: hash.digest("hex") };
}

function fill(buffer: Buffer, { lines, ending }: Batch): void {
  let at = 0;
  for (const line of lines) {
    at += buffer.write(line, at, "latin1");
    at += ending.copy(buffer, at);
  }
}
