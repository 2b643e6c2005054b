/**
 * All packages that a query finds, a page at a time, each once, from a catalogue that may change meanwhile.
 *
 * Pages are asked for in the order of change. A package that is changed moves to the end and one that is deleted goes:
 * both move what follows to the front, so that stepping by pages would pass over some. Each page therefore begins with
 * some packages of the one before. When its first package was not met in the same version, more has moved than that,
 * and the walk goes back until it meets what it knows.
 */
import { StatusError } from "../source-error.js";
import type { CkanClient, CkanPage, SearchPage } from "./client.js";
import { allOf, changedFrom } from "./filter.js";
import { type CkanPackage, modifiedOf } from "./package.js";

export interface WalkQuery {
  readonly q?: string;
  readonly fq?: string;
  /** Packages asked for at once. */
  readonly rows?: number;
  /** Only what was changed since: the `mark` of an earlier walk. */
  readonly since?: string;
  /** Whether a package is held in this very version, and need not be given again. */
  readonly had?: (pack: CkanPackage) => boolean;
}

/** How a walk ended. */
export interface WalkEnd {
  /** Packages given. */
  readonly given: number;
  /** Packages that the catalogue counted, at the end. */
  readonly count: number;
  /** How many of those could not be had, whatever was tried. */
  readonly missing: number;
  /** What a later walk can ask for changes since; undefined when the catalogue does not say when they were. */
  readonly mark?: string;
}

const ROWS = 500;
/** Packages of a page that the next one begins with. */
const OVERLAP = 10;
/** Times that one pass goes back before it is given up. */
const MOST_BACK = 25;
/** A package may be found later than its time of change says, while the search index is behind. */
const INDEX_LAG_MS = 10 * 60_000;

interface Order {
  readonly sort: string;
  /** What must be the same for a package to be where it was. */
  readonly place: (pack: CkanPackage) => string;
}

const BY_CHANGE: Order = {
  sort: "metadata_modified asc, id asc",
  place: (pack) => modifiedOf(pack) ?? "",
};
/** In this order a change moves nothing. */
const BY_ID: Order = { sort: "id asc", place: () => "" };

/**
 * Yields pages with the packages that were not given yet; `text` may hold others too. Memory holds a page, and the ids.
 *
 * @throws {SourceError} when an answer is not sound
 */
export async function* walkPackages(client: CkanClient, query: WalkQuery = {}): AsyncGenerator<CkanPage, WalkEnd> {
  const walk = new Walk(client, query);
  const isWhole = query.q === undefined && query.fq === undefined && query.since === undefined;
  try {
    const complete = yield* walk.pass(BY_CHANGE);
    if (complete && walk.missing === 0) return walk.end;
  } catch (error) {
    // A catalogue without search can be read by its names.
    if (!isWhole || walk.end.given > 0 || !isUnknownAction(error)) throw error;
  }
  if (isWhole && walk.missing <= (query.rows ?? ROWS)) yield* walk.byName();
  else yield* walk.pass(BY_ID);
  return walk.end;
}

/** "Bad request - Action name not known" (400), or a server that has nothing there (404). */
function isUnknownAction(error: unknown): boolean {
  return error instanceof StatusError && (error.status === 400 || error.status === 404);
}

class Walk {
  readonly #client: CkanClient;
  readonly #query: WalkQuery;
  /** Id → when the version first met was changed. */
  readonly #met = new Map<string, string | undefined>();
  readonly #names = new Set<string>();
  #count = 0;
  #given = 0;
  /** Latest change among what was met. */
  #latest: string | undefined;
  /** Earliest change of a version that was not given, as an older one had been. */
  #passedOver: string | undefined;

  constructor(client: CkanClient, query: WalkQuery) {
    this.#client = client;
    this.#query = query;
  }

  get missing(): number {
    return Math.max(0, this.#count - this.#met.size);
  }

  get end(): WalkEnd {
    const { missing } = this;
    const marks = [this.#latest ?? this.#query.since, this.#passedOver].filter((mark) => mark !== undefined);
    const mark = marks.sort()[0];
    return { given: this.#given, count: this.#count, missing, ...(mark === undefined ? {} : { mark }) };
  }

  /** One time from start to end. Gives whether nothing can have been passed over. */
  async *pass({ sort, place }: Order): AsyncGenerator<CkanPage, boolean> {
    const { q, since } = this.#query;
    const rows = this.#query.rows ?? ROWS;
    const fq = allOf(this.#query.fq, since === undefined ? undefined : changedFrom(momentBefore(since)));
    const known = new Map<string, string>();
    let start = 0;
    let overlap = 0;
    // Pages of one package cannot overlap.
    let isSure = true;
    let back = 0;
    let step = rows;
    for (;;) {
      const page = await this.#client.packageSearch({ q, fq, sort, start, rows });
      this.#count = page.count;
      yield* this.#new(page);
      const { packages } = page;
      const [first] = packages;
      const follows = overlap === 0 || (first !== undefined && known.get(first.id) === place(first));
      if (follows) {
        for (const pack of packages) known.set(pack.id, place(pack));
        const next = start + packages.length;
        if (packages.length === 0 || next >= page.count) return isSure && next >= page.count;
        overlap = Math.min(OVERLAP, Math.floor(packages.length / 2));
        if (overlap === 0) isSure = false;
        step = packages.length;
        start = next - overlap;
      } else {
        back += 1;
        if (back > MOST_BACK) return false;
        start = Math.max(0, start - step);
        if (start === 0) overlap = 0;
        step *= 2;
      }
    }
  }

  /** What the list of names has and was not met, one at a time. */
  async *byName(): AsyncGenerator<CkanPage> {
    for (const name of await this.#client.packageList()) {
      if (this.#names.has(name)) continue;
      const page = await this.#client.packageShow(name);
      // Harvesters and the like are in the list too; a search does not find them.
      const [pack] = page?.packages ?? [];
      if (page === undefined || pack === undefined || (pack["state"] ?? "active") !== "active") continue;
      if ((pack["type"] ?? "dataset") === "dataset") yield* this.#new(page);
    }
    if (this.#count === 0) this.#count = this.#met.size;
  }

  /** The page with what is new in it, when there is any. */
  *#new(page: CkanPage | SearchPage): Generator<CkanPage> {
    const packages = page.packages.filter((pack) => this.#take(pack));
    this.#given += packages.length;
    if (packages.length > 0) yield { url: page.url, text: page.text, packages };
  }

  /** Whether a package is to be given. */
  #take(pack: CkanPackage): boolean {
    const modified = modifiedOf(pack);
    this.#names.add(pack.name);
    if (this.#met.has(pack.id)) {
      const isNewer = modified !== undefined && modified > (this.#met.get(pack.id) ?? "");
      if (isNewer && modified < (this.#passedOver ?? "~")) this.#passedOver = modified;
      return false;
    }
    this.#met.set(pack.id, modified);
    if (modified !== undefined && modified > (this.#latest ?? "")) this.#latest = modified;
    return this.#query.had?.(pack) !== true;
  }
}

/** The mark as a moment that Solr reads, early enough for a search index that was behind. */
function momentBefore(mark: string): string {
  return new Date(Date.parse(`${mark}Z`) - INDEX_LAG_MS).toISOString();
}
