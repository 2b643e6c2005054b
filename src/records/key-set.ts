/**
 * The keys that a file has had, for finding two rows about the same thing. What is held of a key is a hash of 64 bits, and
 * of what its row said one of 32: 12 bytes, in typed arrays, however long the key. Two of ten million keys share a hash
 * once in some 370,000 files.
 */

/** A key was not there; or was, with the same content; or with other content. */
export type Outcome = "new" | "same" | "other";

/** Keys beyond these are not compared: 100 MB is enough. */
const MOST = 4 * 1024 * 1024;
const START = 1024;

export class KeySet {
  #high = new Int32Array(START);
  #low = new Int32Array(START);
  #content = new Int32Array(START);
  #size = 0;
  /** Keys that were not compared, since there were too many. */
  unseen = 0;

  constructor(readonly most = MOST) {}

  /** Adds a key with what its row says; a key that is there keeps its content. */
  add(key: string, content: string): Outcome {
    let high = 0x9e3779b9 | 0;
    let low = 0x85ebca6b | 0;
    for (let i = 0; i < key.length; i += 1) {
      const c = key.charCodeAt(i);
      high = Math.imul(high ^ c, 0x85ebca77);
      low = Math.imul(low ^ c, 0x5f356495);
    }
    high = Math.imul(high ^ (high >>> 16), 0x7feb352d) ^ Math.imul(low ^ (low >>> 15), 0x846ca68b);
    low = Math.imul(low ^ (low >>> 16), 0x7feb352d) ^ Math.imul(high ^ (high >>> 15), 0x846ca68b);
    // Both 0 is a free place.
    if (high === 0 && low === 0) low = 1;
    return this.#put(high, low, hashOf(content));
  }

  #put(high: number, low: number, content: number): Outcome {
    const last = this.#high.length - 1;
    let at = low & last;
    while (this.#high[at] !== 0 || this.#low[at] !== 0) {
      if (this.#high[at] === high && this.#low[at] === low) return this.#content[at] === content ? "same" : "other";
      at = (at + 1) & last;
    }
    if (this.#size === this.most) {
      this.unseen += 1;
      return "new";
    }
    this.#high[at] = high;
    this.#low[at] = low;
    this.#content[at] = content;
    this.#size += 1;
    if (this.#size * 2 > this.#high.length) this.#grow();
    return "new";
  }

  #grow(): void {
    const [high, low, content] = [this.#high, this.#low, this.#content];
    this.#high = new Int32Array(high.length * 2);
    this.#low = new Int32Array(high.length * 2);
    this.#content = new Int32Array(high.length * 2);
    const last = this.#high.length - 1;
    for (let i = 0; i < high.length; i += 1) {
      const [h = 0, l = 0] = [high[i], low[i]];
      if (h === 0 && l === 0) continue;
      let at = l & last;
      while (this.#high[at] !== 0 || this.#low[at] !== 0) at = (at + 1) & last;
      this.#high[at] = h;
      this.#low[at] = l;
      this.#content[at] = content[i] ?? 0;
    }
  }
}

/** FNV-1a, 32 bits, over UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
