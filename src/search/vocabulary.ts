/** All words of the index, sorted: a word's number is its place, so words that begin alike have numbers in a row. */
import SearchableMap from "minisearch/SearchableMap";

/** Shorter words resemble too many others. */
const SHORTEST_NEAR = 4;
/** Words that are looked for with errors; each takes some 230 bytes of the heap. Of more, those last in the alphabet are not. */
const MOST_NEAR = 3_000_000;
const LETTERS = /^\p{L}+$/u;

/** Numbers from the first to the one before the last. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A word that resembles another. */
export interface Near {
  readonly number: number;
  /** Letters that are wrong, missing or too many. */
  readonly distance: number;
}

export class Vocabulary {
  // Of a code every letter counts, so what is not all letters is not looked for with errors.
  readonly #tree = new SearchableMap<number>();

  /** @param words sorted by code unit, none twice */
  constructor(readonly words: readonly string[]) {
    // Counted here: the tree counts by walking along all it has.
    let count = 0;
    for (const [number, word] of words.entries()) {
      if (word.length < SHORTEST_NEAR || !LETTERS.test(word)) continue;
      if (++count > MOST_NEAR) break;
      this.#tree.set(word, number);
    }
  }

  /** Words that are the given one, of which there is one at most. */
  exactly(word: string): Range {
    const from = lowerBound(this.words.length, (i) => (this.words[i] ?? "") < word);
    return { from, to: this.words[from] === word ? from + 1 : from };
  }

  /** Words that begin so; the word itself, if it is one, is the first. */
  beginning(prefix: string): Range {
    const from = lowerBound(this.words.length, (i) => (this.words[i] ?? "") < prefix);
    const to = lowerBound(this.words.length, (i) => {
      const word = this.words[i] ?? "";
      return word < prefix || word.startsWith(prefix);
    });
    return { from, to };
  }

  /** Words with so many letters wrong at most, and one at least. */
  near(word: string, typos: number): Near[] {
    return [...this.#tree.fuzzyGet(word, typos).values()]
      .filter(([, distance]) => distance > 0)
      .map(([number, distance]) => ({ number, distance }));
  }
}

/** The first number below `length` that is not before what is looked for; `length` when all are. */
export function lowerBound(length: number, isBefore: (i: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
