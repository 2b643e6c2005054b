/**
 * The ids met in a walk, in little memory: 20 bytes a record instead of some 150 for texts in a Set. A guid is its 16
 * bytes; any other id is known by a hash of that length.
 *
 * At most twice `most` are remembered: then the older half is forgotten. A record that comes twice does so on pages near
 * one another, so that it is still known.
 */
import { createHash } from "node:crypto";

/** What is known of an id: nothing, that it came in this very version, or in another. */
export type Met = "new" | "same" | "other";

/** Four words of the id, and one of its version, which is never 0: an empty place has 0. */
const WORDS = 5;
const FIRST_PLACES = 1024;
const MOST = 2_000_000;

export class RecordIds {
  readonly #most: number;
  readonly #key = new Uint32Array(4);
  #recent = new Table();
  #older: Table | undefined;

  constructor(most = MOST) {
    this.#most = most;
  }

  /** Remembers an id, and tells what was known of it. The version that came first is kept. */
  add(id: string, version: string): Met {
    if (!readGuid(id, this.#key)) hash(id, this.#key);
    const mark = versionMark(version);
    const known = this.#recent.find(this.#key) || (this.#older?.find(this.#key) ?? 0);
    if (known !== 0) return known === mark ? "same" : "other";
    if (this.#recent.size >= this.#most) {
      this.#older = this.#recent;
      this.#recent = new Table();
    }
    this.#recent.put(this.#key, mark);
    return "new";
  }
}

/** An open-addressing hash table. */
class Table {
  size = 0;
  #words = new Uint32Array(FIRST_PLACES * WORDS);

  /** Mark of the version under the key; 0 when there is none. */
  find(key: Uint32Array): number {
    return this.#words[this.#place(this.#words, key) + 4] ?? 0;
  }

  put(key: Uint32Array, mark: number): void {
    if (this.size * WORDS * 10 >= this.#words.length * 7) this.#grow();
    const at = this.#place(this.#words, key);
    this.#words.set(key, at);
    this.#words[at + 4] = mark;
    this.size += 1;
  }

  /** Where the key is, or would be. */
  #place(words: Uint32Array, key: Uint32Array): number {
    const places = words.length / WORDS;
    const [a = 0, b = 0, c = 0, d = 0] = key;
    const mixed = Math.imul(a ^ (b << 7) ^ (c << 13) ^ d, 0x9e3779b1);
    // A power of two; the upper bits of the product are mixed best.
    let place = (mixed ^ (mixed >>> 15)) & (places - 1);
    for (;;) {
      const at = place * WORDS;
      if (words[at + 4] === 0) return at;
      if (words[at] === a && words[at + 1] === b && words[at + 2] === c && words[at + 3] === d) return at;
      place = place + 1 === places ? 0 : place + 1;
    }
  }

  #grow(): void {
    const before = this.#words;
    const words = new Uint32Array(before.length * 2);
    for (let at = 0; at < before.length; at += WORDS) {
      if (before[at + 4] === 0) continue;
      const entry = before.subarray(at, at + WORDS);
      words.set(entry, this.#place(words, entry));
    }
    this.#words = words;
  }
}

/** Value of each hexadecimal digit, by its code; 16 for other characters of ASCII. */
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) => {
  const digit = "0123456789abcdef".indexOf(String.fromCharCode(code).toLowerCase());
  return digit < 0 ? 16 : digit;
});
const HYPHEN = 0x2d;

/** Reads 32 hexadecimal digits and four hyphens. Gives whether the text is a guid. */
function readGuid(text: string, into: Uint32Array): boolean {
  if (text.length !== 36) return false;
  let word = 0;
  let digits = 0;
  for (let i = 0; i < 36; i++) {
    const code = text.charCodeAt(i);
    if (code === HYPHEN && (i === 8 || i === 13 || i === 18 || i === 23)) continue;
    const digit = DIGITS[code] ?? 16;
    if (digit === 16) return false;
    word = (word << 4) | digit;
    digits += 1;
    if ((digits & 7) === 0) into[(digits >> 3) - 1] = word;
  }
  return digits === 32;
}

function hash(text: string, into: Uint32Array): void {
  const bytes = createHash("sha256").update(text).digest();
  for (let i = 0; i < 4; i++) into[i] = bytes.readUInt32LE(i * 4);
}

/** FNV-1a of 32 bits, never 0. */
function versionMark(text: string): number {
  let mark = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) mark = Math.imul(mark ^ text.charCodeAt(i), 0x01000193);
  return mark >>> 0 || 1;
}
