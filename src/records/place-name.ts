/** Dutch place names, which DUO writes in capitals, in the spelling people use (MODEL §2, casing policy, rule 3). */

/**
 * Small unless they come first: short words, `ad` for two of them (`NIEUWERKERK AD IJSSEL`), `gem` for the municipality that
 * tells places apart, `ca` for *cum annexis*.
 */
const SMALL = new Set([
  "aan",
  "ad",
  "bij",
  "ca",
  "de",
  "den",
  "der",
  "en",
  "gem",
  "gem.",
  "in",
  "op",
  "te",
  "ten",
  "ter",
  "van",
]);

/** Abbreviations of provinces that tell places of one name apart: `RIJSWIJK ZH`. */
const PROVINCES = new Set(["DR", "FR", "GLD", "GN", "LB", "NB", "NH", "OV", "UT", "ZH", "ZLD"]);

/** `'S-GRAVENHAGE` → `'s-Gravenhage`; `ALPHEN AAN DEN RIJN` → `Alphen aan den Rijn`; `IJSSELSTEIN UT` → `IJsselstein UT`. */
export function placeName(text: string): string {
  const words = text.split(" ");
  return words
    .map((word, i) => {
      if (i > 0 && i === words.length - 1 && PROVINCES.has(word)) return word;
      const lower = word.toLowerCase();
      if (i > 0 && SMALL.has(lower)) return lower;
      return lower.split("-").map(capital).join("-");
    })
    .join(" ");
}

/** A capital on the first letter, IJ being one letter; what begins otherwise, as `'s` and `2e` do, stays small. */
function capital(part: string): string {
  if (part.startsWith("ij")) return `IJ${part.slice(2)}`;
  return part.charAt(0).toUpperCase() + part.slice(1);
}
