/**
 * Groups of statements as the bytes that they are: a string of V8 costs some 60 bytes beside its characters, makes the
 * heap grow to twice what it holds, and cannot be handed to another thread.
 */

/** Groups, one behind another. Each is a subject with a space, and for each statement a newline and the rest of it. */
export interface Pack {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each group ends. */
  readonly ends: Uint32Array<ArrayBuffer>;
}

/** UTF-8 of a UTF-16 unit takes so many bytes at most. */
const WIDEST = 3;

/** Bytes that a pack begins with; many graphs have no more. */
const FIRST = 64 * 1024;
/** How many times as large it becomes when they are full. */
const GROWTH = 4;

/** Collects groups into packs. */
export class GroupPacker {
  #buffer = Buffer.alloc(0);
  #ends: number[] = [];
  #at = 0;

  /** @param size bytes of a pack; a group that is larger is a pack of its own */
  constructor(readonly size: number) {}

  get isEmpty(): boolean {
    return this.#ends.length === 0;
  }

  /** Whether a group surely fits in this pack; in an empty one all do. */
  fits(group: string): boolean {
    return this.isEmpty || this.#at + group.length * WIDEST <= this.size;
  }

  add(group: string): void {
    this.#makeRoom(this.#at + group.length * WIDEST);
    this.#at += this.#buffer.write(group, this.#at, "utf8");
    this.#ends.push(this.#at);
  }

  /** The pack; from here on another is made. */
  take(): Pack {
    const bytes = new Uint8Array(this.#buffer.buffer, 0, this.#at);
    const ends = Uint32Array.from(this.#ends);
    this.#buffer = Buffer.alloc(0);
    this.#ends = [];
    this.#at = 0;
    return { bytes, ends };
  }

  #makeRoom(needed: number): void {
    const { length } = this.#buffer;
    if (needed <= length) return;
    const most = Math.max(this.size, needed);
    const large = Math.min(most, Math.max(FIRST, needed, length * GROWTH));
    // Not out of the pool of buffers, which cannot be handed on.
    const buffer = Buffer.from(new ArrayBuffer(large));
    this.#buffer.copy(buffer, 0, 0, this.#at);
    this.#buffer = buffer;
  }
}
