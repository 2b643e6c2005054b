/** What somebody who misspelt a word probably meant. */
import { distance } from "fastest-levenshtein";

/** The candidate that differs from `word` by a third of its letters at most, case aside; or nothing. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > 300) return undefined;
  const wanted = localName(word).toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const d = distance(wanted, localName(candidate).toLowerCase());
    if (d < bestDistance) {
      bestDistance = d;
      best = candidate;
    }
  }
  return best;
}

/** Of an IRI only its end is compared, or all names of one vocabulary would be alike. */
function localName(word: string): string {
  return /^[a-z]+:\/\/.*[/#]([^/#]+)$/i.exec(word)?.[1] ?? word;
}

/** `did you mean "x"?`, or the list of what there is when that is short. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const best = nearest(word, candidates);
  if (best !== undefined) return `did you mean "${best}"?`;
  return candidates.length > 0 && candidates.length <= 12 ? `known: ${candidates.join(", ")}` : undefined;
}
