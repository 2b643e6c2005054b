/**
 * What changed in an entity set since a moment, or all of it, so that a later run can go on from there: nothing is lost
 * when records share a moment, change while they are read, or when the run is cut short.
 *
 * Records are asked for in the order of change. One that is changed while they are read moves to the end: read by key
 * (`$skiptoken`) nothing else moves with it, but read by place (`$skip`) all after it do. Where a service links by
 * place, each page is therefore asked for anew, from the moment at which the last one ended. In the end the service is
 * asked how many there are, and what is missing is looked for in the order of ids, where a change moves nothing.
 */
import type { HttpClient } from "../http.js";
import { countedIn } from "./answer.js";
import { type Block, FreshRecords, keyOf, placedWalk, RepeatedPages, type WalkOptions } from "./entities.js";
import { isPositional } from "./links.js";
import { momentLiteral, type ODataVersion } from "./literal.js";
import { compareMoments, earlier, later, minutesBefore } from "./moment.js";
import { type WalkedPage, walkPages } from "./page-walk.js";
import { type EntityQuery, queryUrl } from "./query.js";
import type { ODataRecord } from "./record.js";

export interface ChangesQuery extends Omit<EntityQuery, "orderby" | "top" | "count"> {
  /** The `mark` of an earlier run, as it was given; all without it. */
  readonly since?: string;
  /**
   * Minutes before `since` from which is asked, for what was committed late under an earlier moment; 0 without it. The
   * mark does not go back by it.
   */
  readonly overlapMinutes?: number;
  /** Whether a record, by its key in lower case, is held already in this very version, and need not be given again. */
  readonly had?: (id: string, changed: string) => boolean;
}

export interface ChangeBlock extends Block {
  /**
   * From where a later run can go on, once this block and those before it are kept; as text, for a Date would lose four
   * of its decimals. Undefined while it is not known.
   */
  readonly mark?: string;
}

/** How it ended. */
export interface ChangesEnd {
  /** Records given. */
  readonly given: number;
  /** Records that were held already. */
  readonly had: number;
  /** How many the service counts that could not be had, whatever was tried. */
  readonly missing: number;
  readonly mark?: string;
}

const CHANGED = "ApiGewijzigdOp";

/** `ApiGewijzigdOp ge …`: not `gt`, for others may have changed at that very moment. */
export function deltaFilter(mark: string, version: ODataVersion, changed: string = CHANGED): string {
  return `${changed} ge ${momentLiteral(mark, version)}`;
}

/**
 * Yields each record once, in the version that was met first; of one that changed again meanwhile, the mark stays at
 * that change, so that a later run gives it.
 *
 * @throws {SourceError} when an answer is not sound; what was given before stays good, as its `mark` says
 */
export async function* changes(
  query: ChangesQuery,
  http: HttpClient,
  options: WalkOptions = {},
): AsyncGenerator<ChangeBlock, ChangesEnd> {
  const run = new ChangesRun(query, http, options);
  yield* run.inOrder(run.from);
  let missing = await run.missing();
  if (missing > 0) {
    // Most likely something was added a moment ago.
    yield* run.inOrder(run.latest);
    missing = await run.missing();
  }
  if (missing > 0) {
    yield* run.byKey();
    missing = await run.missing();
  }
  return run.end(missing);
}

class ChangesRun {
  readonly #query: ChangesQuery;
  readonly #http: HttpClient;
  readonly #options: WalkOptions;
  readonly #changed: string;
  readonly #key: readonly string[];
  readonly #fresh: FreshRecords;
  /** From where is asked. */
  readonly from: string | undefined;
  /** The latest moment among what was received. */
  latest: string | undefined;
  /** The earliest change of a record that had been given in an older version. */
  #passedOver: string | undefined;
  /** Where the mark stays until it is known that nothing was passed over. */
  #held: { readonly mark: string | undefined } | undefined;
  /** Until when the order of change was followed; what was read later in another order says nothing of what moved. */
  #until: { readonly mark: string | undefined } | undefined;
  /** Whether the service keeps to the order that was asked for; if not, no mark is safe but the one given. */
  #isOrdered = true;
  #isCounted = false;
  #given = 0;
  #had = 0;

  constructor(query: ChangesQuery, http: HttpClient, options: WalkOptions) {
    this.#query = query;
    this.#http = http;
    this.#options = options;
    this.#changed = options.changed ?? CHANGED;
    this.#key = options.key ?? ["Id"];
    this.#fresh = new FreshRecords({ ...options, changed: this.#changed, key: this.#key });
    this.latest = query.since;
    const { since, overlapMinutes = 0 } = query;
    this.from = since === undefined ? undefined : minutesBefore(since, overlapMinutes);
  }

  /** From a moment on, in the order of change. */
  async *inOrder(since: string | undefined): AsyncGenerator<ChangeBlock> {
    let from = since;
    const next = (page: WalkedPage, link: URL | undefined): URL | undefined => {
      if (link === undefined || !isPositional(link)) return link;
      const until = this.#lastMoment(page, from);
      if (until === undefined) {
        this.#held ??= { mark: this.#mark(from) };
        return link;
      }
      from = until;
      return this.#orderedUrl(until);
    };
    const { shape } = this.#options;
    const walk = { query: this.#query, http: this.#http, next, ...(shape === undefined ? {} : { shape }) };
    const repeats = new RepeatedPages();
    let before = since;
    for await (const page of walkPages(this.#orderedUrl(since), walk)) {
      for (const moment of page.records.map((record) => this.#momentOf(record))) {
        if (moment === undefined) continue;
        if (before !== undefined && compareMoments(moment, before) < 0) this.#isOrdered = false;
        before = moment;
      }
      const met = this.#fresh.size;
      const records = this.#take(page);
      repeats.check(page, this.#fresh.size - met);
      if (records.length > 0) yield this.#block(page, records);
    }
  }

  /** All from the start, in the order of the key, where a change moves nothing. */
  async *byKey(): AsyncGenerator<ChangeBlock> {
    this.#until = { mark: this.latest };
    this.#held = { mark: this.#query.since };
    const ordered = { ...this.#base(this.from), orderby: this.#key.join(","), count: true };
    const walk = { ...placedWalk(ordered, { ...this.#options, key: this.#key }), http: this.#http };
    // All may have been met in the other order, so what is new here is told by itself.
    const repeats = new RepeatedPages();
    const met = new FreshRecords({ changed: this.#changed, key: this.#key });
    for await (const page of walkPages(queryUrl(ordered), walk)) {
      repeats.check(page, page.records.filter((record) => met.meet(record) === "new").length);
      const records = this.#take(page);
      if (records.length > 0) yield this.#block(page, records);
    }
  }

  /** How many of those that the service counts were not received; 0 when it does not tell. */
  async missing(): Promise<number> {
    const count = await countedIn(this.#base(this.from), this.#http);
    this.#isCounted = count !== undefined;
    return Math.max(0, (count ?? 0) - this.#fresh.size);
  }

  end(missing: number): ChangesEnd {
    if (missing === 0 && this.#isCounted) this.#held = undefined;
    if (missing > 0) this.#held = { mark: this.#query.since };
    const mark = this.#mark(this.#until === undefined ? this.latest : this.#until.mark);
    return { given: this.#given, had: this.#had, missing, ...(mark === undefined ? {} : { mark }) };
  }

  #base(since: string | undefined): EntityQuery {
    const { since: _, had: __, overlapMinutes: ___, filter, ...query } = this.#query;
    const filters = [
      ...(since === undefined ? [] : [deltaFilter(since, query.version, this.#changed)]),
      ...(filter === undefined ? [] : [since === undefined ? filter : `(${filter})`]),
    ];
    return filters.length === 0 ? query : { ...query, filter: filters.join(" and ") };
  }

  #orderedUrl(since: string | undefined): URL {
    return queryUrl({ ...this.#base(since), orderby: [this.#changed, ...this.#key].join(",") });
  }

  /** The moment at which a page ends; undefined when it cannot be gone on from: it is not later, or the order is not kept. */
  #lastMoment(page: WalkedPage, from: string | undefined): string | undefined {
    let last = from;
    for (const record of page.records) {
      const moment = this.#momentOf(record);
      if (moment === undefined || (last !== undefined && compareMoments(moment, last) < 0)) return undefined;
      last = moment;
    }
    return last === undefined || (from !== undefined && compareMoments(last, from) <= 0) ? undefined : last;
  }

  #momentOf(record: ODataRecord): string | undefined {
    const moment = record[this.#changed];
    return typeof moment === "string" ? moment : undefined;
  }

  /** What of a page is to be given. */
  #take(page: WalkedPage): ODataRecord[] {
    const { had } = this.#query;
    return page.records.filter((record) => {
      const moment = this.#momentOf(record);
      const met = this.#fresh.meet(record);
      this.latest = later(this.latest, moment);
      if (met === "other") this.#passedOver = earlier(this.#passedOver, moment);
      if (met !== "new") return false;
      const id = keyOf(record, this.#key);
      if (id === undefined || moment === undefined || had?.(id, moment) !== true) return true;
      this.#had += 1;
      return false;
    });
  }

  #block(page: WalkedPage, records: ODataRecord[]): ChangeBlock {
    this.#given += records.length;
    const mark = this.#mark(this.latest);
    return { records, url: page.url.href, bytes: page.bytes, ...(mark === undefined ? {} : { mark }) };
  }

  /** What of a moment can be vouched for. */
  #mark(moment: string | undefined): string | undefined {
    if (!this.#isOrdered) return this.#query.since;
    if (moment === undefined) return undefined;
    const mark = earlier(moment, this.#passedOver);
    return this.#held === undefined ? mark : this.#held.mark === undefined ? undefined : earlier(mark, this.#held.mark);
  }
}
