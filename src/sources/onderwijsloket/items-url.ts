/** Addresses of the Onderwijsloket API: `GET /items/{collection}` with the query parameters of Directus. */
import { SourceError } from "../source-error.js";
import { isJsonName } from "./file-names.js";

/** The API that the documentation of Onderwijsloket names (July 2026; before, https://api.v2.onderwijsloket.com). */
export const LOKET_API = "https://content.onderwijsloket.com";

/** What is asked of a collection, whatever the page. */
export interface ItemsQuery {
  readonly fields: readonly string[];
  /** Relations to many: `faqs.faqs_id`. All of each are asked for, since Directus gives a hundred by itself. */
  readonly many: readonly string[];
  /** A filter rule of Directus; undefined asks for all. */
  readonly filter?: object | undefined;
}

/** The address of a collection, without a query: what is published as provenance. */
export function collectionUrl(root: URL, collection: string): URL {
  const url = new URL(root);
  url.pathname = `${root.pathname.replace(/\/+$/, "")}/items/${encodeURIComponent(collection)}`;
  return url;
}

/**
 * The address of a page. The order is that of the ids, which do not change, so that pages fit each other.
 *
 * @param limit records of a page
 * @param page the first is 1
 */
export function itemsUrl(collection: URL, { fields, many, filter }: ItemsQuery, limit: number, page: number): URL {
  const query = new URLSearchParams({ fields: [...fields, ...many].join(",") });
  for (const relation of new Set(many.map(relationOf))) query.set(`deep[${relation}][_limit]`, "-1");
  if (filter !== undefined) query.set("filter", JSON.stringify(filter));
  query.set("sort", "id");
  query.set("limit", String(limit));
  query.set("page", String(page));
  query.set("meta", "filter_count");
  const url = new URL(collection);
  url.search = query.toString();
  return url;
}

/** `faqs` of `faqs.faqs_id`. */
export function relationOf(many: string): string {
  return many.slice(0, many.indexOf("."));
}

/** An address for messages: the collection and the page, without the rest of a query that fills three lines. */
export function shownUrl(url: URL): string {
  const page = url.searchParams.get("page");
  return `${url.origin}${url.pathname}${page === null ? "" : `?page=${page}`}`;
}

/**
 * The root of an API in an address that a person gives: that of its host, of `/items`, or of one collection.
 *
 * @throws {SourceError} when the address holds credentials, for it is published as provenance
 */
export function apiRoot(given: URL): { readonly root: URL; readonly collection?: string } {
  if (given.username !== "" || given.password !== "" || given.searchParams.has("access_token")) {
    throw new SourceError(
      `${given.host}: credentials do not belong in the address; give the token in ONDERWIJSGRAAF_ONDERWIJSLOKET_TOKEN`,
    );
  }
  const root = new URL(given);
  root.search = "";
  root.hash = "";
  const [, before, collection] = /^(.*?)\/items(?:\/([a-z0-9_]+))?\/*$/.exec(given.pathname) ?? [];
  if (before !== undefined) root.pathname = before;
  else if (/\/items(?:\/|$)/.test(given.pathname) && !isJsonName(given.pathname)) {
    throw new SourceError(`${given.href}: give the root of the API, or /items/{collection} of it`);
  }
  return { root, ...(collection === undefined ? {} : { collection }) };
}
