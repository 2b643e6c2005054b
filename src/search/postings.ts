/** Which things have which words, and how much each counts there: two numbers, in five bytes, for each word of each thing. */

/** Words of things that are noted in one piece. */
const CHUNK = 1 << 20;
const BYTES_EACH = 5;
/** What one step of a weight is; a weight is kept as 0 to 255 of them. */
export const WEIGHT_STEP = 0.14;

/** Things by word: those of word `w` are `things[starts[w]]` to `things[starts[w + 1]]`, ascending. */
export interface Postings {
  readonly starts: Uint32Array;
  readonly things: Uint32Array;
  /** In steps of {@link WEIGHT_STEP}. */
  readonly weights: Uint8Array;
}

interface Chunk {
  readonly words: Uint32Array;
  readonly weights: Uint8Array;
}

export class PostingsBuilder {
  readonly #numbers = new Map<string, number>();
  /** By the number of a word: how many things have it. */
  readonly #counts: number[] = [];
  readonly #chunks: Chunk[] = [];
  readonly #lengths: number[] = [];
  #size = 0;

  /** The number of different words. */
  get words(): number {
    return this.#counts.length;
  }

  get bytes(): number {
    return this.#size * BYTES_EACH;
  }

  /** Adds the next thing: its words and what each weighs. */
  add(weights: ReadonlyMap<string, number>): void {
    for (const [word, weight] of weights) {
      this.#note(this.#numberOf(word), Math.min(255, Math.round(weight / WEIGHT_STEP)));
    }
    this.#lengths.push(weights.size);
  }

  #numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#counts.length;
    this.#numbers.set(word, number);
    this.#counts.push(0);
    return number;
  }

  #note(word: number, weight: number): void {
    const at = this.#size % CHUNK;
    if (at === 0) this.#chunks.push({ words: new Uint32Array(CHUNK), weights: new Uint8Array(CHUNK) });
    const chunk = this.#chunks.at(-1);
    if (chunk === undefined) return;
    this.#counts[word] = (this.#counts[word] ?? 0) + 1;
    chunk.words[at] = word;
    chunk.weights[at] = weight;
    this.#size += 1;
  }

  /** The words, sorted by code unit, and the things of each by its place. To be called once, when all are in. */
  complete(): { words: readonly string[]; postings: Postings } {
    const words = [...this.#numbers.keys()].sort();
    const places = new Uint32Array(words.length);
    const starts = new Uint32Array(words.length + 1);
    for (const [place, word] of words.entries()) {
      const number = this.#numbers.get(word) ?? 0;
      places[number] = place;
      starts[place + 1] = (starts[place] ?? 0) + (this.#counts[number] ?? 0);
    }
    this.#numbers.clear();
    return { words, postings: { starts, ...this.#byWord(places, starts) } };
  }

  #byWord(places: Uint32Array, starts: Uint32Array): Pick<Postings, "things" | "weights"> {
    const free = starts.slice();
    const things = new Uint32Array(this.#size);
    const weights = new Uint8Array(this.#size);
    let note = 0;
    for (const [thing, length] of this.#lengths.entries()) {
      for (const end = note + length; note < end; note++) {
        const chunk = this.#chunks[Math.floor(note / CHUNK)];
        const place = places[chunk?.words[note % CHUNK] ?? 0] ?? 0;
        const to = free[place] ?? 0;
        free[place] = to + 1;
        things[to] = thing;
        weights[to] = chunk?.weights[note % CHUNK] ?? 0;
      }
    }
    return { things, weights };
  }
}
