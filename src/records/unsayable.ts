/**
 * Characters that no XML can hold (XML 1.0, production 2, Char), and half characters. They come of broken exports, say
 * nothing, and would make of a whole answer in XML something that nobody can read.
 */

/** Texts to look at more closely: half characters are told from whole ones by the next. */
const SUSPECT = /[^\t\n\r -\ud7ff\ue000-\ufffd]/;
const UNSAYABLE = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
/** Tabs and feeds of old: white space, so nothing is lost. */
const FEED = /[\v\f]/g;

/** As deep as an editor's document is read, twice over: each node has a list in it. */
const DEEPEST = 300;

/** A text without them. */
export function sayableText(text: string): string {
  return SUSPECT.test(text) ? text.replace(FEED, " ").replace(UNSAYABLE, "") : text;
}

/** A cell, the texts in its lists and objects without them; the very same when there are none. */
export function sayable(cell: unknown, depth = 0): unknown {
  if (typeof cell === "string") return sayableText(cell);
  if (typeof cell !== "object" || cell === null || depth > DEEPEST) return cell;
  if (Array.isArray(cell)) {
    const list = cell as readonly unknown[];
    const said = list.map((each) => sayable(each, depth + 1));
    return said.some((each, i) => each !== list[i]) ? said : cell;
  }
  const entries: readonly (readonly [string, unknown])[] = Object.entries(cell);
  const said = entries.map(([key, each]) => [key, sayable(each, depth + 1)] as const);
  return said.some(([, each], i) => each !== entries[i]?.[1]) ? Object.fromEntries(said) : cell;
}
