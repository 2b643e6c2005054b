/**
 * Walking a list that comes in pages and may change meanwhile. A record that is put in or taken out moves those after it
 * to other pages, so that one comes twice or not at all. A walk is kept when all that is known says that none did.
 */
import { SourceError } from "../source-error.js";
import { records as told } from "./admission.js";
import type { LoketRecord, Page } from "./directus.js";

/** How to ask for the pages of a list, in the order of ids. */
export interface Pages {
  /** Records of a page. */
  readonly limit: number;
  /** The first page is 1. */
  page(page: number): Promise<Page>;
}

/** Where the records of a walk go. */
export interface Sink {
  add(records: readonly LoketRecord[]): Promise<void>;
  discard(): Promise<void>;
}

/** What is walked. */
export interface Walked<S extends Sink> {
  /** How messages call it. */
  readonly name: string;
  readonly pages: Pages;
  /** The same list with nothing but ids, in larger pages. */
  readonly ids: Pages;
  /** Begins a walk anew. */
  readonly begin: () => Promise<S>;
}

/** Walks before the last one is taken as it is. */
export const WALKS = 3;

/**
 * The records of a list, each once.
 *
 * @param onNote told when the list changed during every walk, so that the last may lack some
 * @throws {SourceError} when a page cannot be had, or the server gives one page again and again
 */
export async function walk<S extends Sink>(walked: Walked<S>, onNote: (text: string) => void): Promise<S> {
  for (let nth = 1; ; nth += 1) {
    const isLast = nth === WALKS;
    const sink = await walked.begin();
    try {
      const pass = await readPages(walked.pages, !isLast, (records) => sink.add(records));
      const fault = pass.fault ?? (pass.pages > 1 ? await whatIdsSay(pass.ids, walked.ids) : undefined);
      if (fault === undefined) return sink;
      if (isLast && pass.isStuck) {
        throw new SourceError(
          `${walked.name}: page ${pass.pages} holds nothing but what came before, in each of ${WALKS} walks`,
        );
      }
      if (isLast) {
        onNote(
          `${walked.name}: changed during each of ${WALKS} walks; the last is kept, with ${told(pass.ids.size)} (${fault})`,
        );
        return sink;
      }
    } catch (error) {
      await sink.discard();
      throw error;
    }
    await sink.discard();
  }
}

/** What one reading of all pages gave. */
interface Pass {
  readonly ids: ReadonlySet<string>;
  readonly pages: number;
  /** Why it cannot be trusted. */
  readonly fault?: string;
  /** A full page held nothing new. */
  readonly isStuck: boolean;
}

/** @param mayStop whether to read no further when something is wrong */
async function readPages(pages: Pages, mayStop: boolean, take: (fresh: LoketRecord[]) => Promise<void>): Promise<Pass> {
  const ids = new Set<string>();
  let received = 0;
  let first: number | undefined;
  let fault: string | undefined;
  for (let page = 1; ; page += 1) {
    const { records, count } = await pages.page(page);
    const before = ids.size;
    const fresh = records.filter((record) => {
      const id = String(record["id"]);
      const isNew = !ids.has(id);
      ids.add(id);
      return isNew;
    });
    await take(fresh);
    received += records.length;
    first ??= count;
    if (count !== first) fault ??= `their number went from ${first} to ${count ?? "an unknown one"}`;
    if (fresh.length < records.length) fault ??= `${told(records.length - fresh.length)} came twice`;
    const isStuck = ids.size === before && records.length === pages.limit;
    // A server may give smaller pages than it was asked for.
    const isEnd = records.length === 0 || (records.length < pages.limit && received >= (count ?? 0));
    if (isEnd && count !== undefined && ids.size !== count) fault ??= `${ids.size} came of ${count}`;
    if (isEnd || isStuck || (mayStop && fault !== undefined)) {
      return { ids, pages: page, isStuck, ...(fault === undefined ? {} : { fault }) };
    }
  }
}

/**
 * Compares the ids of a walk with those of another. When one record is taken out and another put in, their number stays
 * and none comes twice, but one may not have come.
 */
async function whatIdsSay(ids: ReadonlySet<string>, pages: Pages): Promise<string | undefined> {
  const again = await readPages(pages, true, () => Promise.resolve());
  if (again.fault !== undefined) return again.fault;
  const missed = [...again.ids].filter((id) => !ids.has(id)).length;
  const gone = [...ids].filter((id) => !again.ids.has(id)).length;
  return missed + gone === 0 ? undefined : `${missed} came, ${gone} went`;
}
