/** The order of UTF-8 bytes, which is that of graph files; JavaScript's own puts astral characters before U+E000. */

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
