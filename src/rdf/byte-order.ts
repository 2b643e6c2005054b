/** Orders of texts: that of their UTF-8 bytes, which is that of graph files, and JavaScript's own, which puts astral characters before U+E000. */

const SURROGATE = /[\ud800-\udfff]/;

/** Texts in the order of their UTF-8 bytes, each once. */
export function sortedByBytes(texts: Iterable<string>): string[] {
  const each = [...new Set(texts)];
  if (!each.some((text) => SURROGATE.test(text))) return each.sort();
  return each
    .map((text) => Buffer.from(text))
    .sort((a, b) => a.compare(b))
    .map(String);
}

/** The order of JavaScript's own texts, for lists whose order shall depend on no language. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
