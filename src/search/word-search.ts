/** Things by the words they have. Each word of a question is looked up whole, as a beginning, and with typing errors. */
import { type Postings, WEIGHT_STEP } from "./postings.js";
import type { Vocabulary } from "./vocabulary.js";

/** What a word counts that only begins as asked, and one that only resembles it. */
const BEGINNING_WEIGHT = 0.5;
const NEAR_WEIGHT = 0.2;

/** One word of a question. */
export interface AskedWord {
  readonly text: string;
  readonly asPrefix: boolean;
  /** Letters that may be wrong. */
  readonly typos: number;
}

/** Things that were found, in no order, and the score of each. */
export interface Hits {
  readonly ids: Uint32Array;
  readonly scores: Float32Array;
}

/** Words of the index that stand for one of the question. */
interface Expanded {
  readonly numbers: readonly number[];
  /** What each counts. */
  readonly weights: readonly number[];
  /** Things that have them; one that has two counts twice. */
  readonly size: number;
}

export class WordSearch {
  // One question is answered at a time, so what it counts with is made once, and left clean.
  readonly #scores: Float32Array;
  readonly #matched: Uint8Array;
  readonly #touched: Uint32Array;

  /** @param count the number of things */
  constructor(
    readonly vocabulary: Vocabulary,
    readonly postings: Postings,
    readonly count: number,
  ) {
    this.#scores = new Float32Array(count);
    this.#matched = new Uint8Array(count);
    this.#touched = new Uint32Array(count);
  }

  /** The things that have exactly this word. */
  having(word: string): Uint32Array {
    const { from, to } = this.vocabulary.exactly(word);
    const { starts, things } = this.postings;
    return things.subarray(starts[from], starts[to]);
  }

  /** The things that have all words, or some of them. @param words 255 at most */
  find(words: readonly AskedWord[], combine: "all" | "some"): Hits {
    // The rarest first: what lacks it is not scored for the others.
    const expanded = words.map((word) => this.#expand(word)).sort((a, b) => a.size - b.size);
    let touched = 0;
    for (const [i, word] of expanded.entries()) {
      touched = this.#score(word, { touched, needed: combine === "all" ? i : 0, reached: i + 1 });
      if (combine === "all" && touched === 0) break;
    }
    return this.#collect(touched, combine === "all" ? words.length : 1);
  }

  #expand({ text, asPrefix, typos }: AskedWord): Expanded {
    const [numbers, weights]: [number[], number[]] = [[], []];
    const { words } = this.vocabulary;
    const { from, to } = asPrefix ? this.vocabulary.beginning(text) : this.vocabulary.exactly(text);
    for (let number = from; number < to; number++) {
      const length = words[number]?.length ?? 0;
      numbers.push(number);
      weights.push(length === text.length ? 1 : BEGINNING_WEIGHT * (length / (length + 0.3 * (length - text.length))));
    }
    for (const { number, distance } of typos === 0 ? [] : this.vocabulary.near(text, typos)) {
      if (number >= from && number < to) continue;
      const length = words[number]?.length ?? 0;
      numbers.push(number);
      weights.push(NEAR_WEIGHT * (length / (length + distance)));
    }
    const { starts } = this.postings;
    const size = numbers.reduce((sum, number) => sum + (starts[number + 1] ?? 0) - (starts[number] ?? 0), 0);
    return { numbers, weights, size };
  }

  /**
   * Adds what a word counts to the things that have it and matched as many words as needed.
   *
   * @returns the number of things touched by now
   */
  #score(word: Expanded, { touched, needed, reached }: { touched: number; needed: number; reached: number }): number {
    const { starts, things, weights } = this.postings;
    const [scores, matched, list] = [this.#scores, this.#matched, this.#touched];
    const rarity = Math.log(1 + (Math.max(0, this.count - word.size) + 0.5) / (word.size + 0.5));
    for (let i = 0; i < word.numbers.length; i++) {
      const number = word.numbers[i] ?? 0;
      const factor = (word.weights[i] ?? 0) * rarity * WEIGHT_STEP;
      const end = starts[number + 1] ?? 0;
      for (let at = starts[number] ?? 0; at < end; at++) {
        const id = things[at] ?? 0;
        const before = matched[id] ?? 0;
        if (before < needed) continue;
        if (before === 0) list[touched++] = id;
        matched[id] = reached;
        scores[id] = (scores[id] ?? 0) + factor * (weights[at] ?? 0);
      }
    }
    return touched;
  }

  #collect(touched: number, needed: number): Hits {
    const [ids, scores] = [new Uint32Array(touched), new Float32Array(touched)];
    let found = 0;
    for (let i = 0; i < touched; i++) {
      const id = this.#touched[i] ?? 0;
      if ((this.#matched[id] ?? 0) >= needed) {
        ids[found] = id;
        scores[found++] = this.#scores[id] ?? 0;
      }
      this.#matched[id] = 0;
      this.#scores[id] = 0;
    }
    return { ids: ids.subarray(0, found), scores: scores.subarray(0, found) };
  }
}
