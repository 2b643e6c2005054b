/** Watches which references of a mapping no record has: most often a slip of the pen. */
import type { CompiledTriplesMap } from "./compile/triples-map.js";
import { nearest } from "./nearest.js";

interface Watched {
  readonly map: CompiledTriplesMap;
  readonly missing: Set<string>;
  /** Keys of the first records, to guess what was meant. */
  readonly keys: Set<string>;
  records: number;
}

const KEYS_FROM = 100;

export class References {
  readonly #watched: Watched[] = [];

  /** Gives a function that is to be called with each record of a triples map. */
  watch(map: CompiledTriplesMap): (record: unknown) => void {
    const watched: Watched = { map, missing: new Set(map.references.keys()), keys: new Set(), records: 0 };
    this.#watched.push(watched);
    return (record) => {
      if (watched.missing.size === 0) return;
      watched.records++;
      for (const reference of watched.missing) {
        const value = map.references.get(reference)?.get(record);
        if (value !== undefined && !(Array.isArray(value) && value.length === 0)) watched.missing.delete(reference);
      }
      if (watched.records <= KEYS_FROM && record !== null && typeof record === "object") {
        for (const key of Object.keys(record)) watched.keys.add(key);
      }
    };
  }

  /** A sentence for each reference that no record had, of triples maps that had records at all. */
  neverFound(): string[] {
    return this.#watched.flatMap(({ map, missing, keys, records }) => {
      if (records === 0) return [];
      return [...missing].map((reference) => {
        const meant = nearest(reference.replace(/^\$\./, ""), keys);
        const line = map.references.get(reference)?.at?.line;
        const place = line === undefined ? "" : ` (line ${line})`;
        const hint = meant === undefined ? "" : `; did you mean "${meant}"?`;
        return `no record of "${map.map.name}" has "${reference}"${place}${hint}`;
      });
    });
  }
}
