/** What graph files say of a few subjects, looked up in each. */
import { closeSync, fstatSync, openSync } from "node:fs";
import { SortedSearch } from "./sorted-search.js";

/**
 * Subject (IRI) → the lines that the files hold about it, not those about its `#` children; empty when there are none.
 *
 * @param files absolute paths of sorted N-Quads files, not compressed
 */
export function linesAbout(files: readonly string[], subjects: Iterable<string>): Map<string, string> {
  const found = new Map([...subjects].map((subject) => [subject, ""]));
  for (const file of files) {
    const fd = openSync(file, "r");
    try {
      const search = new SortedSearch(fd, fstatSync(fd).size);
      for (const [subject, lines] of found) {
        const span = search.spanOf(`<${subject}> `);
        if (span.end > span.start) found.set(subject, lines + search.textOf(span));
      }
    } finally {
      closeSync(fd);
    }
  }
  return found;
}
