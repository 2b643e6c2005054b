/** The slug of a name that has no code (MODEL §1.1). */

/** Letters that Unicode does not take apart (NFKD), in ASCII. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  Æ: "AE",
  œ: "oe",
  Œ: "OE",
  ø: "o",
  Ø: "O",
  đ: "d",
  Đ: "D",
  ð: "d",
  Ð: "D",
  þ: "th",
  Þ: "TH",
  ł: "l",
  Ł: "L",
  ı: "i",
};

/** The text in plain ASCII letters: accents off, ligatures apart; characters without a counterpart are dropped. */
export function asciiFold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[ßæÆœŒøØđĐðÐþÞłŁı]/g, (c) => LETTERS[c] ?? "")
    .replace(/[^\u0020-\u007e]/g, "");
}

/** Percent-decoded, folded, lower case, everything else than letters and digits one dash: `rooms-katholiek`. */
export function slug(text: string): string {
  let decoded = text;
  try {
    decoded = decodeURIComponent(text);
  } catch {
    // A percent sign of its own is part of the name.
  }
  return asciiFold(decoded)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
