/** Writing sorted lines of byte text to a file, hashed on the way. */
import { createHash } from "node:crypto";
import { readSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

/** What was written: bytes, and the SHA-256 of the bytes in lower-case hex. */
export interface Written {
  readonly bytes: number;
  readonly sha256: string;
}

/** Batches of lines of byte text, or of groups of lines. */
export type Batches = AsyncIterable<readonly string[]> | Iterable<readonly string[]>;

/** Bytes that are hashed and written at a time. */
const CHUNK = 1024 * 1024;

/** A new file, as it grows. */
export class LineFile {
  readonly #handle: FileHandle;
  readonly #onChunk: (chunk: Buffer) => void;
  #buffer = Buffer.allocUnsafeSlow(CHUNK);
  #at = 0;
  /** The buffer that is not being filled, and what is under way with it. */
  #other = Buffer.allocUnsafeSlow(CHUNK);
  #writing: Promise<void> = Promise.resolve();

  private constructor(handle: FileHandle, onChunk: (chunk: Buffer) => void) {
    this.#handle = handle;
    this.#onChunk = onChunk;
  }

  /**
   * @param path absolute; there must be no file yet
   * @param onChunk told of all that is written, piece by piece
   */
  static async create(path: string, onChunk: (chunk: Buffer) => void = () => undefined): Promise<LineFile> {
    return new LineFile(await open(path, "wx"), onChunk);
  }

  /** @param ending what is added to each line, in ASCII */
  async write(lines: readonly string[], ending: string): Promise<void> {
    for (const line of lines) {
      const length = line.length + ending.length;
      if (this.#at + length > this.#buffer.length) await this.#flush();
      if (length > this.#buffer.length) this.#buffer = Buffer.allocUnsafeSlow(length * 2);
      this.#at += this.#buffer.write(line, this.#at, "latin1");
      for (let i = 0; i < ending.length; i += 1) this.#buffer[this.#at++] = ending.charCodeAt(i);
    }
  }

  /**
   * Copies whole lines of another file.
   *
   * @param source descriptor of that file
   * @param start offset of the first byte
   * @param end offset behind the last
   */
  async copy(source: number, start: number, end: number): Promise<void> {
    for (let at = start; at < end;) {
      if (this.#at === this.#buffer.length) await this.#flush();
      const room = this.#buffer.length - this.#at;
      // Synchronously: mostly it is little, and at hand, and costs less than a promise.
      const read = readSync(source, this.#buffer, this.#at, Math.min(room, end - at), at);
      if (read === 0) throw new Error("the file became shorter while it was copied");
      this.#at += read;
      at += read;
    }
  }

  /** To be called once, also after a failure. */
  async close(): Promise<void> {
    try {
      await this.#flush();
      await this.#writing;
    } finally {
      await this.#handle.close();
    }
  }

  async #flush(): Promise<void> {
    if (this.#at === 0) return;
    const chunk = this.#buffer.subarray(0, this.#at);
    await this.#writing;
    // Another thread writes it while it is hashed here, and what comes next is put in the other buffer.
    this.#writing = this.#handle.writeFile(chunk);
    // What goes wrong is told to who comes next.
    this.#writing.catch(() => undefined);
    this.#onChunk(chunk);
    [this.#buffer, this.#other] = [this.#other, this.#buffer];
    this.#at = 0;
  }
}

/** Counts and hashes what a file is made of. */
export class Digest {
  readonly #hash = createHash("sha256");
  #bytes = 0;

  readonly take = (chunk: Buffer): void => {
    this.#hash.update(chunk);
    this.#bytes += chunk.length;
  };

  /** To be called once. */
  told(): Written {
    return { bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }
}

/**
 * Writes batches to a new file at `path`.
 *
 * @param ending what is added to each line
 * @param onChunk told of all that is written, piece by piece
 */
export async function writeLines(
  path: string,
  batches: Batches,
  ending: string,
  onChunk?: (chunk: Buffer) => void,
): Promise<void> {
  const file = await LineFile.create(path, onChunk);
  try {
    for await (const lines of batches) await file.write(lines, ending);
  } finally {
    await file.close();
  }
}
