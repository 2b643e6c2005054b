/**
 * Walking the pages of a query: the next is fetched while one is worked on, and what is expanded in a page is complete
 * before it is given. Memory holds two pages.
 */
import type { HttpClient } from "../http.js";
import { SourceError } from "../source-error.js";
import { answer } from "./answer.js";
import { followed, LinkTrail } from "./links.js";
import { readPage } from "./page.js";
import { acceptOf, type EntityQuery } from "./query.js";
import type { ODataRecord, Page, Rest } from "./record.js";

/** Pages in a row of an expanded collection that may bring nothing; more are a server that goes round. */
const MOST_BARREN = 20;

/** A page with where it came from. */
export interface WalkedPage extends Page {
  readonly url: URL;
  /** Bytes received for it, the rest of what is expanded included. */
  readonly bytes: number;
}

export interface PageWalk {
  readonly query: EntityQuery;
  readonly http: HttpClient;
  /** Changes the records of a page, in place, before anything else is done with them. */
  readonly shape?: (records: readonly ODataRecord[]) => void;
  /**
   * Where to go on after a page: by default the link that it gives.
   *
   * @param link checked to be of the service; undefined on the last page
   */
  readonly next?: (page: WalkedPage, link: URL | undefined) => URL | undefined;
}

interface Fetched extends Page {
  readonly bytes: number;
}

/** @throws {SourceError} when an answer is not sound, or a link leads elsewhere or in a circle */
export async function* walkPages(start: URL, walk: PageWalk): AsyncGenerator<WalkedPage, void> {
  const { query, next = (_page, link) => link } = walk;
  const trail = new LinkTrail();
  trail.add(start, start);
  let url = start;
  let coming = fetched(url, walk);
  for (;;) {
    const page = await complete(await coming, url, walk);
    walk.shape?.(page.records);
    const link = page.next === undefined ? undefined : followed(page.next, url, query.root);
    const onward = next(page, link);
    // Only what the service says can lead in a circle.
    if (onward !== undefined && onward === link) trail.add(onward, url);
    if (onward !== undefined) {
      url = onward;
      coming = fetched(onward, walk);
      // What fails while this page is worked on is told when it is its turn.
      coming.catch(() => {});
    }
    yield page;
    if (onward === undefined) return;
  }
}

function fetched(url: URL, { query, http }: PageWalk): Promise<Fetched> {
  return answer(http, url, acceptOf(query), (bytes, name) => ({
    ...readPage(bytes, url, name),
    bytes: bytes.length,
  }));
}

/** The page with the rest of its expanded collections, on whatever level. */
async function complete(page: Fetched, url: URL, walk: PageWalk): Promise<WalkedPage> {
  let { bytes } = page;
  const open = [...page.rest];
  for (let rest = open.pop(); rest !== undefined; rest = open.pop()) bytes += await completeOne(rest, open, url, walk);
  return { ...page, url, bytes };
}

/** @param open gets what is expanded in the rest, and goes on elsewhere itself */
async function completeOne({ into, link }: Rest, open: Rest[], from: URL, walk: PageWalk): Promise<number> {
  const met = new Set(into.map(idOf).filter((id) => id !== undefined));
  const trail = new LinkTrail();
  let bytes = 0;
  let barren = 0;
  let at = from;
  for (let next: string | undefined = link; next !== undefined;) {
    const url = followed(next, at, walk.query.root);
    trail.add(url, at);
    const page = await fetched(url, walk);
    bytes += page.bytes;
    const before = into.length;
    for (const record of page.records) {
      const id = idOf(record);
      if (id !== undefined && met.has(id)) continue;
      if (id !== undefined) met.add(id);
      into.push(record);
    }
    barren = into.length > before ? 0 : barren + 1;
    if (barren >= MOST_BARREN) throw new SourceError(`${url.href}: the last ${barren} pages brought nothing; given up`);
    open.push(...page.rest);
    at = url;
    next = page.next;
  }
  return bytes;
}

function idOf(record: ODataRecord): string | undefined {
  const id = record["Id"];
  return typeof id === "string" ? id : undefined;
}
