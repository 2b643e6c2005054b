/** What graph files say of a few subjects, looked up in each. */
import { closeSync, fstatSync, openSync } from "node:fs";
import { SortedSearch } from "./sorted-search.js";

/** Looks subjects up in one sorted N-Quads file, not compressed. To be closed. */
export class FileLookup {
  readonly #fd: number;
  readonly #search: SortedSearch;

  /** @param path absolute */
  constructor(path: string) {
    this.#fd = openSync(path, "r");
    this.#search = new SortedSearch(this.#fd, fstatSync(this.#fd).size);
  }

  /**
   * The lines about a subject (IRI), not those about its `#` children; empty when there are none.
   *
   * @param predicate (IRI) only those that say it
   */
  linesAbout(subject: string, predicate?: string): string {
    const span = this.#search.spanOf(predicate === undefined ? `<${subject}> ` : `<${subject}> <${predicate}> `);
    return span.end > span.start ? this.#search.textOf(span) : "";
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/**
 * Subject (IRI) → the lines that the files hold about it, not those about its `#` children; empty when there are none.
 *
 * @param files absolute paths of sorted N-Quads files, not compressed
 */
export function linesAbout(files: readonly string[], subjects: Iterable<string>): Map<string, string> {
  const found = new Map([...subjects].map((subject) => [subject, ""]));
  for (const file of files) {
    const lookup = new FileLookup(file);
    try {
      for (const [subject, lines] of found) found.set(subject, lines + lookup.linesAbout(subject));
    } finally {
      lookup.close();
    }
  }
  return found;
}
