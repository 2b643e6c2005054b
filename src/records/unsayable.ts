/**
 * Characters that no XML can hold (XML 1.0, production 2, Char), and half characters. They come of broken exports, say
 * nothing, and would make of a whole answer in XML something that nobody can read.
 */

// oxlint-disable-next-line no-control-regex
const SUSPECT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/;
// oxlint-disable-next-line no-control-regex
const UNSAYABLE = /[\u0000-\u0008\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
/** Tabs and feeds of old: white space, so nothing is lost. */
// oxlint-disable-next-line no-control-regex
const FEED = /[\u000b\u000c]/g;

/** As deep as an editor's document is read, twice over: each node has a list in it. */
const DEEPEST = 300;

/** A text without them. */
export function sayableText(text: string): string {
  return SUSPECT.test(text) ? text.replace(UNSAYABLE, "").replace(FEED, " ") : text;
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
