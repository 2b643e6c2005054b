/** Text as it is compared: without case, accents and ligatures, cut in words. */

/** Letters that Unicode does not take apart, though people who lack the key type them so. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};
const OWN_LETTER = /[ßæœøłđðþı]/g;
// oxlint-disable-next-line no-control-regex
const BEYOND_ASCII = /[^\u0000-\u007f]/;
const MARKS = /\p{M}+/gu;
const WORD = /[\p{L}\p{N}]+/gu;
/** A Dutch postcode as it is often written; it is one word. */
const POSTCODE = /\b([1-9][0-9]{3}) ([a-z]{2})\b/g;

/** Longer words are cut: no name has one, and a hostile text has. */
const LONGEST_WORD = 60;

/** Lower case, without accents: `Mariënborn` and `MARIENBORN` are one. */
export function fold(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase();
  // Taken apart first: a mathematical capital is only then a letter that has a lower case.
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(MARKS, "")
    .replace(OWN_LETTER, (letter) => LETTERS[letter] ?? letter);
}

/** The words of a text, folded. */
export function wordsOf(text: string): string[] {
  return cut(fold(text).replace(POSTCODE, "$1$2"));
}

/** The words by which a text is found: what looks like a postcode may be two of them, as in `2013 en 2014`. */
export function findableWords(text: string): string[] {
  const folded = fold(text);
  return [...cut(folded.replace(POSTCODE, "$1$2")), ...(folded.match(POSTCODE) ?? []).flatMap(cut)];
}

function cut(folded: string): string[] {
  return (folded.match(WORD) ?? []).map((word) => word.slice(0, LONGEST_WORD));
}

/** A name as it is compared with another: its words with one space between them. */
export function foldedName(text: string): string {
  return wordsOf(text).join(" ");
}

/** A code as it is compared: letters and digits alone, and numbers without the zeros that spreadsheets lose. */
export function foldedCode(text: string): string {
  return wordsOf(text)
    .join("")
    .replace(/^0+(?=[0-9]+$)/, "");
}
