/** `/changes`, `/changes/{page}` and `/changes/{page}/{member}`: the Linked Data Event Stream of all resources. */
import type { Context } from "koa";
import { alternates, chooseFormat, type Language, languageOf, respond } from "../../http/documents.js";
import { DATED, entityTag, link, notModified, stampDate } from "../../http/headers.js";
import { Problem } from "../../http/problem.js";
import type { Site } from "../../http/site.js";
import { splitExtension } from "../../rdf/media-types.js";
import { serialise } from "../../rdf/serialise.js";
import type { Quad } from "../../rdf/terms.js";
import type { ChangeFeed } from "./feed.js";
import type { FeedIndex, Member } from "./feed-files.js";
import { memberQuads, pageQuads, streamQuads } from "./stream-quads.js";

/** The last page grows at each publish, and a follower asks for it again and again. */
const SOON = "public, max-age=10, must-revalidate";

/** What the page for people shows; without `number`, the stream as a whole. */
export interface ChangesView {
  readonly site: ChangesSite;
  readonly language: Language;
  readonly index: FeedIndex;
  readonly number: number;
  readonly members: readonly Member[];
}

export type ChangesPage = (view: ChangesView) => string | Promise<string>;

/** What the feed needs to know of the service. */
export type ChangesSite = Pick<Site, "base" | "prefix" | "look" | "softwareVersion" | "vocabulary">;

/** The handler of `/changes…`. */
export function changesRoute(site: ChangesSite, feed: ChangeFeed, page: ChangesPage): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    ctx.vary("Accept");
    const { name, format: extension } = splitExtension(ctx.path);
    const match = /^\/changes(?:\/([1-9][0-9]{0,8})(?:\/([1-9][0-9]{0,5}))?)?$/.exec(name);
    if (match === null) throw unknown(ctx);
    const format = chooseFormat(ctx, extension);
    const index = await indexOf(feed);
    // People are shown the newest first; programs begin at the beginning.
    const asked = match[1] === undefined ? undefined : Number(match[1]);
    const number = asked ?? index.pages;
    if (number > index.pages) throw unknown(ctx);
    // What things are called on a page for people may change with any publish.
    const isFull = asked !== undefined && number < index.pages && format !== "html";
    ctx.set("Content-Location", `${site.prefix}${name}.${format}`);
    ctx.set("Link", [...alternates(site.prefix + name, format), link(site.base + name, "canonical")].join(", "));
    const version = isFull ? (index.ends[number - 1] ?? "") : index.version;
    // A full page changes when what it said of a thing that is gone was taken out, and then alone.
    const bytes = isFull ? await feed.bytesOf(number) : index.bytes;
    const etag = entityTag(version, String(bytes), site.softwareVersion, name, format, ctx.querystring);
    const freshness = { etag, lastModified: stampDate(version), cacheControl: isFull ? DATED : SOON };
    if (notModified(ctx, freshness)) return;
    if (format === "html") {
      const newest = asked === undefined ? await newestOfOurs(site, feed, index) : undefined;
      const shown = newest ?? { number, members: await feed.page(number, index) };
      return respond(ctx, format, await page({ site, language: languageOf(ctx), index, ...shown }));
    }
    const members = asked === undefined ? [] : await feed.page(number, index);
    const quads = quadsOf(ctx, site, { asked, place: match[2], members, index });
    respond(ctx, format, serialise(quads, format, site.vocabulary, { described: site.base + name }));
  };
}

/** Pages that are looked through at most for one that shows people anything. */
const LOOKED_THROUGH = 10;

/** The last page with anything of ours on it: a publish ends with terms of elsewhere, which people are not shown. */
async function newestOfOurs(
  { base }: ChangesSite,
  feed: ChangeFeed,
  index: FeedIndex,
): Promise<Pick<ChangesView, "number" | "members"> | undefined> {
  for (let number = index.pages; number > Math.max(0, index.pages - LOOKED_THROUGH); number -= 1) {
    const members = await feed.page(number, index);
    if (members.some(({ of }) => of.startsWith(`${base}/`))) return { number, members };
  }
  return undefined;
}

function quadsOf(
  ctx: Context,
  { base }: ChangesSite,
  asked: {
    readonly asked: number | undefined;
    readonly place: string | undefined;
    readonly members: readonly Member[];
    readonly index: FeedIndex;
  },
): Quad[] {
  const { asked: number, place, members, index } = asked;
  if (number === undefined) return streamQuads(base);
  if (place === undefined) return pageQuads(base, number, members, index);
  const member = members[Number(place) - 1];
  if (member === undefined) throw unknown(ctx);
  return memberQuads(base, number, Number(place) - 1, member);
}

async function indexOf(feed: ChangeFeed): Promise<FeedIndex> {
  try {
    return await feed.index();
  } catch (error) {
    throw new Problem(
      503,
      "the feed of changes cannot be made now; the log of this service says why. Try again later",
      {
        cause: error,
        headers: { "Retry-After": "60" },
        forPeople: "De wijzigingen zijn nu niet te geven. Probeer het later opnieuw.",
      },
    );
  }
}

function unknown(ctx: Context): Problem {
  return new Problem(404, `there is no ${ctx.path} in the feed of changes; begin at /changes`, {
    forPeople: "Deze pagina met wijzigingen bestaat niet.",
  });
}
