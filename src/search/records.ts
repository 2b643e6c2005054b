/** Many short texts in few large buffers: a string of its own costs the heap of V8 more than most of them are long. */

const CHUNK_BYTES = 8 * 1024 * 1024;
const LENGTH_BYTES = 4;

export class Records {
  readonly #chunks: Buffer[] = [];
  readonly #places: number[] = [];
  #free = CHUNK_BYTES;

  get count(): number {
    return this.#places.length;
  }

  get bytes(): number {
    return this.#chunks.length * CHUNK_BYTES - (CHUNK_BYTES - this.#free);
  }

  /**
   * Adds a text, which gets the next number.
   *
   * @throws {RangeError} for one of more than 8 MiB
   */
  add(text: string): void {
    const length = Buffer.byteLength(text);
    if (length + LENGTH_BYTES > CHUNK_BYTES) throw new RangeError(`a record of ${length} bytes is too long`);
    if (this.#free + LENGTH_BYTES + length > CHUNK_BYTES) {
      this.#chunks.push(Buffer.allocUnsafeSlow(CHUNK_BYTES));
      this.#free = 0;
    }
    const chunk = this.#chunks.at(-1);
    this.#places.push((this.#chunks.length - 1) * CHUNK_BYTES + this.#free);
    chunk?.writeUInt32LE(length, this.#free);
    chunk?.write(text, this.#free + LENGTH_BYTES);
    this.#free += LENGTH_BYTES + length;
  }

  /** The text with a number; undefined when that was not given out. */
  get(number: number): string | undefined {
    const place = this.#places[number];
    if (place === undefined) return undefined;
    const chunk = this.#chunks[Math.floor(place / CHUNK_BYTES)];
    const start = (place % CHUNK_BYTES) + LENGTH_BYTES;
    return chunk?.toString("utf8", start, start + chunk.readUInt32LE(start - LENGTH_BYTES));
  }
}
