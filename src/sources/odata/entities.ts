/** All entities that a query finds, each once, a page at a time. */
import type { HttpClient } from "../http.js";
import { SourceError } from "../source-error.js";
import { type PageWalk, type WalkedPage, walkPages } from "./page-walk.js";
import { type EntityQuery, queryUrl } from "./query.js";
import type { ODataRecord } from "./record.js";
import { RecordIds } from "./record-ids.js";

/** Records that came together. */
export interface Block {
  readonly records: ODataRecord[];
  /** Address of the page. */
  readonly url: string;
  /** Bytes received for it, the rest of expanded collections included. */
  readonly bytes: number;
}

export interface WalkOptions {
  /** Properties that are the key of the set; `Id` by default. */
  readonly key?: readonly string[];
  /** Property that changes whenever the record does; `ApiGewijzigdOp` by default. */
  readonly changed?: string;
  /** Changes the records of a page, in place, before anything else is done with them; not their keys. */
  readonly shape?: PageWalk["shape"];
}

/** Pages in a row that may bring nothing but what came before; more are a server that goes round. */
const MOST_REPEATED = 20;
/** Times that a list is begun again, when it moves while it is read by place. */
const MOST_ANEW = 3;

/**
 * Yields the entities in blocks, one page at a time. A record that comes twice is given the first time.
 *
 * A page without link is the last, as the protocol says. Of a query with `count`, the service's word for it is not
 * enough: when it counted more, the rest is asked for by `$skip`.
 *
 * @throws {SourceError} when an answer is not sound, names another host, goes in a circle, or is less than was counted
 */
export async function* entities(
  query: EntityQuery,
  http: HttpClient,
  options: WalkOptions = {},
): AsyncGenerator<Block, void> {
  const repeats = new RepeatedPages();
  const fresh = new FreshRecords(options);
  for await (const page of walkPages(queryUrl(query), { ...placedWalk(query, options), http })) {
    const records = page.records.filter((record) => fresh.meet(record) === "new");
    repeats.check(page, records.length);
    if (records.length > 0) yield { records, url: page.url.href, bytes: page.bytes };
  }
}

/** The key of a record as one text; undefined when it lacks a part of it. */
export function keyOf(record: ODataRecord, key: readonly string[]): string | undefined {
  let text: string | undefined;
  for (const name of key) {
    const part = record[name];
    if (typeof part !== "string" && typeof part !== "number") return undefined;
    text = text === undefined ? String(part) : `${text}\n${part}`;
  }
  return text?.toLowerCase();
}

/** Tells records that came before by their keys; those without a key are always new. */
export class FreshRecords {
  readonly #ids: RecordIds;
  readonly #key: readonly string[];
  readonly #changed: string;
  /** Different records met. */
  size = 0;

  /** @param most keys remembered, as {@link RecordIds} has it */
  constructor({ key = ["Id"], changed = "ApiGewijzigdOp" }: WalkOptions, most?: number) {
    this.#ids = new RecordIds(most);
    this.#key = key;
    this.#changed = changed;
  }

  meet(record: ODataRecord): "new" | "same" | "other" {
    const id = keyOf(record, this.#key);
    const changed = record[this.#changed];
    const met = id === undefined ? "new" : this.#ids.add(id, typeof changed === "string" ? changed : "");
    if (met === "new") this.size += 1;
    return met;
  }
}

/** Finds servers that give the same pages under ever new addresses. */
export class RepeatedPages {
  #inRow = 0;

  /** @throws {SourceError} when too many pages in a row bring nothing new */
  check({ url, records }: WalkedPage, fresh: number): void {
    this.#inRow = fresh > 0 || records.length === 0 ? 0 : this.#inRow + 1;
    if (this.#inRow < MOST_REPEATED) return;
    throw new SourceError(`${url.href}: the last ${this.#inRow} pages held nothing but what came before; given up`);
  }
}

/**
 * A walk that goes on by place where a link is missing. Each page so asked for begins with the last record of the one
 * before: when it does not, the list has moved, and is begun again.
 */
export function placedWalk(query: EntityQuery, options: WalkOptions): Omit<PageWalk, "http"> {
  const { key = ["Id"], shape } = options;
  /** Records passed, as the service counts places. */
  let place = 0;
  let last: string | undefined;
  let overlaps = false;
  let anew = 0;
  const next = (page: WalkedPage, link: URL | undefined): URL | undefined => {
    const { records } = page;
    const [first] = records;
    if (overlaps && first !== undefined && keyOf(first, key) !== last) {
      anew += 1;
      if (anew > MOST_ANEW) throw new SourceError(`${page.url.href}: the list changes faster than it can be read`);
      place = 0;
      overlaps = false;
      return queryUrl(query, 0);
    }
    place += records.length - (overlaps && records.length > 0 ? 1 : 0);
    const wasStuck = overlaps ? records.length <= 1 : records.length === 0;
    const lastRecord = records.at(-1);
    last = lastRecord === undefined ? last : keyOf(lastRecord, key);
    if (link !== undefined) {
      overlaps = false;
      return link;
    }
    const wanted = Math.min(page.count ?? 0, query.top ?? Number.POSITIVE_INFINITY);
    if (query.count !== true || place >= wanted) return undefined;
    if (wasStuck) {
      throw new SourceError(
        `${page.url.href}: the service counts ${page.count}, but gives ${place} and no link to more`,
      );
    }
    overlaps = last !== undefined;
    const skip = overlaps ? place - 1 : place;
    const { top } = query;
    return queryUrl(top === undefined ? query : { ...query, top: top - skip }, skip);
  };
  return { query, next, ...(shape === undefined ? {} : { shape }) };
}
