/**
 * What cleaners look things up in: the concepts of each scheme, the municipalities, and small tables beside the
 * mappings. It also remembers what a run met that the lists do not have, and counts it for the log.
 */
import Papa from "papaparse";
import { tableRows } from "../package/steward-table.js";
import { ConceptLists, folded, type ListedConcept } from "./concept-lists.js";
import { slug } from "./slug.js";

/** One row of a `slugs.csv` (MODEL §1.1): a raw value of a scheme and the slug it has. */
export interface SlugRow {
  readonly scheme: string;
  readonly raw: string;
  readonly slug: string;
}

export interface ReferenceData {
  readonly concepts: readonly ListedConcept[];
  /** The steward's table: wins over the list and the slug function. */
  readonly stewarded: readonly SlugRow[];
  /** Slugs minted in earlier runs: never recomputed. */
  readonly minted: readonly SlugRow[];
  /** Code of four digits → name. */
  readonly municipalities: ReadonlyMap<string, string>;
  /** Table name → value → code. */
  readonly lookups: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The URI, relative to the base, of what a path names: the path itself, unless it is an alias (MODEL §1.3). */
  readonly aliases?: (path: string) => string;
  /** The time of the run: what is to be published later is held back. Absent: nothing is. */
  readonly now?: Date;
}

export interface FoundConcept {
  readonly slug: string;
  /** Whether its scheme lists it; an unlisted one is described by the dataset's own mapping. */
  readonly listed: boolean;
}

/** A moment in the use of a book. */
export interface BookMark {
  readonly minted: number;
  readonly counts: ReadonlyMap<string, number>;
}

export class ReferenceBook {
  readonly #lists: ConceptLists;
  /** Spellings of listed names that were met: few, in thousands of rows. */
  readonly #spelt = new Map<string, string>();
  readonly #stewarded = new Map<string, string>();
  readonly #minted = new Map<string, string>();
  readonly #mintedSlugs = new Map<string, string>();
  readonly #new: SlugRow[] = [];
  /** Scheme → raw value → what it was found to mean: values repeat themselves. */
  readonly #found = new Map<string, Map<string, FoundConcept>>();
  readonly #data: ReferenceData;
  /** Name → whose it is, where several may claim it. */
  readonly #holders = new Map<string, string>();
  /** Whether claims are still being gathered: of all that claim a name, the first in order then gets it. */
  #isGathering = false;
  /** What was met, in words → how often: for the log of the run. */
  readonly counts = new Map<string, number>();

  constructor(data: ReferenceData) {
    this.#data = data;
    this.#lists = new ConceptLists(data.concepts);
    for (const row of data.stewarded) this.#stewarded.set(`${row.scheme}\n${row.raw}`, row.slug);
    for (const row of data.minted) this.#remember(row);
  }

  /** Where the book stands, for {@link backTo}. */
  mark(): BookMark {
    return { minted: this.#new.length, counts: new Map(this.counts) };
  }

  /** Forgets what was minted and counted since: the file that brought it is refused. */
  backTo(mark: BookMark): void {
    this.#new.length = mark.minted;
    this.#minted.clear();
    this.#mintedSlugs.clear();
    this.#found.clear();
    for (const row of [...this.#data.minted, ...this.#new]) this.#remember(row);
    this.counts.clear();
    for (const [what, n] of mark.counts) this.counts.set(what, n);
  }

  /** Does what looks through records before they are cleaned for good: of it the book remembers nothing but who claims a name. */
  async gathering<T>(work: () => Promise<T>): Promise<T> {
    const mark = this.mark();
    this.#isGathering = true;
    try {
      return await work();
    } finally {
      this.#isGathering = false;
      this.backTo(mark);
    }
  }

  /** The concept a raw value means, minted when nobody lists it. */
  concept(scheme: string, raw: string): FoundConcept {
    let found = this.#found.get(scheme);
    if (found === undefined) {
      found = new Map();
      this.#found.set(scheme, found);
    }
    let concept = found.get(raw);
    if (concept === undefined) {
      concept = this.#find(scheme, raw);
      found.set(raw, concept);
    }
    return concept;
  }

  #find(scheme: string, raw: string): FoundConcept {
    const key = `${scheme}\n${raw}`;
    const known = this.#stewarded.get(key) ?? this.#listedName(scheme, raw, key) ?? this.#minted.get(key);
    const found = known ?? this.#listedSlug(scheme, raw) ?? this.#mint(scheme, raw);
    return { slug: found, listed: this.lists(scheme, found) };
  }

  /** The slug of a raw value that the steward's table or the list of the scheme has; nothing is minted. */
  known(scheme: string, raw: string): string | undefined {
    const key = `${scheme}\n${raw}`;
    return this.#stewarded.get(key) ?? this.#listedName(scheme, raw, key) ?? this.#listedSlug(scheme, raw);
  }

  /** Whether the list of a scheme has a concept with this slug. */
  lists(scheme: string, slug: string): boolean {
    return this.#lists.of(scheme).slugs.has(slug);
  }

  /** The slug of a listed name, whatever its case, accents and white space. */
  #listedName(scheme: string, raw: string, key: string): string | undefined {
    const spelt = this.#spelt.get(key);
    if (spelt !== undefined) return spelt;
    const found = this.#lists.of(scheme).bySpelling.get(folded(raw));
    if (found !== undefined) this.#spelt.set(key, found);
    return found;
  }

  /** The slug of a name that differs from a listed one in punctuation alone. */
  #listedSlug(scheme: string, raw: string): string | undefined {
    const candidate = slug(raw);
    return this.lists(scheme, candidate) ? candidate : undefined;
  }

  #mint(scheme: string, raw: string): string {
    const row = { scheme, raw, slug: this.#freeSlug(scheme, raw) };
    this.#remember(row);
    this.#new.push(row);
    this.count(`nieuw begrip in ${scheme}`);
    return row.slug;
  }

  /** Two names may have one slug: the second gets a number, with which no listed concept is called. */
  #freeSlug(scheme: string, raw: string): string {
    const wanted = slug(raw) || "zonder-naam";
    for (let n = 1; ; n += 1) {
      const candidate = n === 1 ? wanted : `${wanted}-${n}`;
      const owner = this.#mintedSlugs.get(`${scheme}\n${candidate}`);
      const isFree = owner === undefined ? !this.lists(scheme, candidate) : folded(owner) === folded(raw);
      if (isFree) return candidate;
    }
  }

  #remember(row: SlugRow): void {
    this.#minted.set(`${row.scheme}\n${row.raw}`, row.slug);
    this.#mintedSlugs.set(`${row.scheme}\n${row.slug}`, row.raw);
  }

  /** Slugs minted in this run, to be remembered in the data folder. */
  newSlugs(): readonly SlugRow[] {
    return this.#new;
  }

  /** The one path of what `path` names: `/id/loket/instelling/{uuid}` → `/id/instelling/18BR`. */
  canonical(path: string): string {
    return this.#data.aliases?.(path) ?? path;
  }

  /**
   * Whether a name is for who claims it: it is for one. Claims that were gathered before decide, in whatever order they came;
   * without them who comes first has it.
   */
  claim(name: string, claimant: string): boolean {
    const holder = this.#holders.get(name);
    if (holder !== undefined && !(this.#isGathering && claimant < holder)) return holder === claimant;
    this.#holders.set(name, claimant);
    return true;
  }

  /** The time of the run. */
  get now(): Date | undefined {
    return this.#data.now;
  }

  municipality(code: string): string | undefined {
    return this.#data.municipalities.get(code);
  }

  /** @throws {Error} when there is no such table: a slip in fields.csv */
  lookup(table: string, value: string): string | undefined {
    const rows = this.#data.lookups.get(table);
    if (rows === undefined)
      throw new Error(`fields.csv names the table "${table}", but there is no ${table}.csv beside it`);
    return rows.get(value);
  }

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }
}

/** Reads `scheme,raw,slug`. @throws {Error} naming file and line */
export function readSlugs(text: string, path: string): SlugRow[] {
  return tableRows(text, path, "scheme,raw,slug").map(({ scheme, raw, slug: given }) => ({ scheme, raw, slug: given }));
}

/** Writes rows as `scheme,raw,slug`, header included. */
export function writeSlugs(rows: readonly SlugRow[]): string {
  return `${Papa.unparse({ fields: ["scheme", "raw", "slug"], data: rows.map((r) => [r.scheme, r.raw, r.slug]) }, { newline: "\n" })}\n`;
}

/** Whether the text of a table is a look-up, by its first line. */
export function isLookup(text: string): boolean {
  return /^\ufeff?value,code\r?$/m.test(text.slice(0, text.indexOf("\n")));
}

/** Reads `value,code`. @throws {Error} naming file and line */
export function readLookup(text: string, path: string): Map<string, string> {
  return new Map(tableRows(text, path, "value,code").map(({ value, code }) => [value, code]));
}
