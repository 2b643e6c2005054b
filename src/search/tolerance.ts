/**
 * How far what is found may be from what was asked: with few results letters may be wrong, with none two, and then some words
 * will do.
 */
import type { AskedWord, Hits } from "./word-search.js";

/** Words this long are found with one letter wrong; shorter ones would be each other's. */
const SHORTEST_WITH_TYPO = 5;
/** Words this long are found with two letters wrong. */
const LONG = 9;
/** With fewer results than this, words that resemble those of the question are looked for too. */
const FEW = 10;

type Test = (id: number) => boolean;

export interface Limits {
  /** The only things there are, for this question. */
  readonly among?: Test;
  /** Those of what is found that are kept. */
  readonly kept?: Test;
}

export interface Outcome {
  /** `all`: each has all words; `some`: nothing has them all, and these have some. */
  readonly words: "all" | "some";
  /** Whether nothing has the words as they were asked, so that all of these only resemble them. */
  readonly typos: boolean;
}

/**
 * Searches as far from the words as need be.
 *
 * @param find the things that have all words, or some of them
 * @param isCoded whether something was found by its code already
 */
export function tolerantly(
  find: (words: readonly AskedWord[], combine: Outcome["words"]) => Hits,
  words: readonly string[],
  limits: Limits,
  isCoded: boolean,
): { readonly hits: Hits } & Outcome {
  const search = (typos: number, combine: Outcome["words"]): { among: Hits; kept: Hits } => {
    const among = only(find(asked(words, typos), combine), limits.among);
    return { among, kept: only(among, limits.kept) };
  };
  let found = search(0, "all");
  const isLiteral = isCoded || count(found.kept) > 0;
  // Not by what is kept: else what a facet counts would not be what it leaves.
  if (count(found.among) < FEW || count(found.kept) === 0) found = search(1, "all");
  if (count(found.kept) === 0 && !isCoded) found = search(2, "all");
  if (count(found.kept) > 0 || isCoded) return { hits: found.kept, words: "all", typos: !isLiteral };
  return { hits: search(1, "some").kept, words: "some", typos: count(search(0, "some").kept) === 0 };
}

function count({ ids }: Hits): number {
  return ids.length;
}

/** The words of a question. Of a code every letter counts; a long word may have two letters wrong. */
function asked(words: readonly string[], typos: number): AskedWord[] {
  return words.map((text, i) => {
    const isExact = typos === 0 || text.length < SHORTEST_WITH_TYPO || /[0-9]/.test(text);
    return {
      text,
      asPrefix: text.length >= 3 || (i === words.length - 1 && text.length === 2),
      typos: isExact ? 0 : text.length >= LONG ? 2 : typos,
    };
  });
}

function only({ ids, scores }: Hits, wanted: Test | undefined): Hits {
  if (wanted === undefined) return { ids, scores };
  const which = ids.map((_, i) => i).filter((i) => wanted(ids[i] ?? 0));
  return { ids: which.map((i) => ids[i] ?? 0), scores: Float32Array.from(which, (i) => scores[i] ?? 0) };
}
