/** The headers that answers share: who may read them, how long they keep, and whether the client has them already. */
import { hash } from "node:crypto";
import type { Context } from "koa";
import { type Coding, takesCoding } from "./encodings.js";
import { httpDate, httpMoment } from "./http-date.js";
import { asUri } from "../rdf/iri.js";
import { Problem } from "./problem.js";

/** A strong entity tag (RFC 9110 §8.8.3) of what determines the bytes of a representation. */
export function entityTag(...parts: readonly string[]): string {
  return `"${hash("sha256", parts.join("\0"), "base64url").slice(0, 27)}"`;
}

/** `yyyymmddThhmmssZ` as a date; undefined when it is none. */
export function stampDate(stamp: string): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(stamp);
  // An archive in which nothing was published yet has a stamp before all times.
  if (match === null || match[1] === "0001") return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** What a client can ask by whether it has a representation already. */
export interface Validators {
  readonly etag: string;
  readonly lastModified?: Date | undefined;
}

export interface Freshness extends Validators {
  readonly cacheControl: string;
}

/** Data changes at a publish and only then: keep it, but ask again. */
export const REVALIDATE = "public, max-age=60, stale-while-revalidate=600";
/** What has its version in its URL never changes. */
export const IMMUTABLE = "public, max-age=31536000, immutable";
/** Nor does a version of data, but for what its source takes back (DESIGN §8.12): after a day no cache has that any more. */
export const DATED = "public, max-age=86400, immutable";

/**
 * Sets the validators, and answers 304 when the client has this very representation (RFC 9110 §13.1.2, §13.2.2). To be
 * called after negotiation, with `Vary` and whatever else a 304 must repeat already set, and only for what would be
 * answered with 200: conditions do not turn a 404 or 410 into a 304 (§13.2.1).
 *
 * @returns whether the answer is complete
 * @throws {Problem} 412 when the client only wants another representation (§13.1.1, §13.1.4)
 */
export function notModified(ctx: Context, freshness: Freshness): boolean {
  checkWanted(ctx, freshness);
  const { res } = ctx;
  res.setHeader("ETag", freshness.etag);
  res.setHeader("Cache-Control", freshness.cacheControl);
  if (freshness.lastModified !== undefined) res.setHeader("Last-Modified", httpDate(freshness.lastModified));
  ctx.status = 200;
  const held = heldTag(ctx, freshness);
  if (held === undefined) return false;
  for (const header of OF_BODY) res.removeHeader(header);
  res.setHeader("ETag", held);
  ctx.status = 304;
  return true;
}

/** A header of the answer as it stands; empty when it has none. */
export function sentHeader({ res }: Context, name: string): string {
  return String(res.getHeader(name) ?? "");
}

/**
 * Headers of what is sent, in lower case, which an answer without it does not have (RFC 9110 §15.4.5): a cache would take
 * them for those of what it holds (RFC 9111 §3.2), and a page would come under the policy of another.
 */
export const OF_BODY: readonly string[] = [
  "content-type",
  "content-length",
  "content-disposition",
  "content-encoding",
  "content-security-policy",
  "referrer-policy",
  "x-content-type-options",
  "link",
];

/**
 * Whether If-None-Match names this very tag. A tag is only known to who was answered with 200 under it, so that this
 * may be decided before it is known whether there is anything to answer with.
 */
export function namesTag(ctx: Context, etag: string): boolean {
  return namedTag(ctx, etag) !== undefined;
}

/** The tag of If-None-Match that is this one, in whichever coding the client has and takes it. */
function namedTag(ctx: Context, etag: string): string | undefined {
  const wanted = opaque(etag);
  return tagsIn(ctx.get("If-None-Match")).find((tag) => tag === wanted || takenTag(ctx, tag) === wanted);
}

// `+` is in no tag that is made here.
const CODED = /\+(br|zstd|gzip)"$/;

/** The tag of a representation in a coding. */
export function codedTag(etag: string, coding: string): string {
  return CODED.test(etag) ? etag : etag.replace(/"$/, `+${coding}"`);
}

/** The tag of the representation itself, in no coding. */
export function plainTag(etag: string): string {
  return etag.replace(CODED, '"');
}

/** The tag without the coding of which the client says that it takes it; other tags as they are. */
function takenTag(ctx: Context, tag: string): string {
  const coding = CODED.exec(tag)?.[1];
  return coding !== undefined && takesCoding(ctx.get("Accept-Encoding"), coding as Coding) ? plainTag(tag) : tag;
}

function opaque(etag: string): string {
  return etag.replace(/^W\//, "");
}

/** The opaque part of each entity tag in a list. */
function tagsIn(list: string): readonly string[] {
  return list.match(/"[^"]*"/g) ?? [];
}

/** RFC 9110 §13.2.2, steps 1 and 2: who goes on with a download asks for the bytes it has the beginning of. */
function checkWanted(ctx: Context, { etag, lastModified }: Freshness): void {
  const ifMatch = ctx.get("If-Match").trim();
  const until = httpMoment(ctx.get("If-Unmodified-Since"));
  const wanted =
    ifMatch === ""
      ? Number.isNaN(until) || lastModified === undefined || lastModified.getTime() <= until
      : // A strong comparison: a weak tag equals nothing.
        ifMatch === "*" ||
        (!etag.startsWith("W/") && ifMatch.split(",").some((tag) => takenTag(ctx, tag.trim()) === etag));
  if (wanted) return;
  throw new Problem(412, "this is no longer the version that If-Match or If-Unmodified-Since asks for; fetch it anew", {
    forPeople: "Dit document is intussen veranderd.",
  });
}

/**
 * The tag under which the client has a representation already: that of the coding in which it keeps it; undefined when it
 * has not (RFC 9110 §13.2.2, steps 3 and 4). Koa's own check gives up when the request says `Cache-Control: no-cache`,
 * which fetch() adds to every conditional request of a script, though that word is for caches on the way.
 */
export function heldTag(ctx: Context, { etag, lastModified }: Validators): string | undefined {
  if (ctx.method !== "GET" && ctx.method !== "HEAD") return undefined;
  const ifNoneMatch = ctx.get("If-None-Match").trim();
  if (ifNoneMatch === "*") return etag;
  if (ifNoneMatch !== "") {
    const named = namedTag(ctx, etag);
    return named !== undefined && etag.startsWith("W/") ? `W/${named}` : named;
  }
  const since = httpMoment(ctx.get("If-Modified-Since"));
  return lastModified !== undefined && lastModified.getTime() <= since ? etag : undefined;
}

/** One link of a Link header (RFC 8288 §3). @param target an IRI or a path of ours, without `>` */
export function link(target: string, relation: string, type?: string): string {
  return `<${asUri(target)}>; rel="${relation}"${type === undefined ? "" : `; type="${type}"`}`;
}
