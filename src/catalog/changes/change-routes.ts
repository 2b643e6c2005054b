/** `/changes`, `/changes/{page}` and `/changes/{page}/{member}`: the Linked Data Event Stream of all resources. */
import type { Context } from "koa";
import { chooseFormat, type Language, languageOf, respond, tellForm } from "../../http/documents.js";
import { DATED, entityTag, link, notModified, stampDate } from "../../http/headers.js";
import { Problem } from "../../http/problem.js";
import type { Site } from "../../http/site.js";
import { splitExtension } from "../../rdf/media-types.js";
import { serialise } from "../../rdf/serialise.js";
import type { ChangeFeed, FeedState } from "./feed.js";
import type { FeedIndex, Member } from "./feed-files.js";
import { memberQuads, pageQuads, streamQuads } from "./stream-quads.js";

/** The last page grows at each publish, and a follower asks for it again and again. */
const SOON = "public, max-age=10, must-revalidate";

/** What the page for people shows; without `number`, the stream as a whole. */
export interface ChangesView {
  readonly site: ChangesSite;
  readonly language: Language;
  readonly index: FeedIndex;
  /** Whether later changes are not in it. */
  readonly isBehind: boolean;
  readonly number: number;
  readonly members: readonly Member[];
}

export type ChangesPage = (view: ChangesView) => string | Promise<string>;

/** What the feed needs to know of the service. */
export type ChangesSite = Pick<Site, "base" | "prefix" | "look" | "edition" | "vocabulary">;

/** The handler of `/changes…`. */
export function changesRoute(site: ChangesSite, feed: ChangeFeed, page: ChangesPage): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    ctx.vary("Accept");
    const { name, format: extension } = splitExtension(ctx.path);
    const match = /^\/changes(?:\/([1-9][0-9]{0,8})(?:\/([1-9][0-9]{0,5}))?)?$/.exec(name);
    if (match === null) throw unknown(ctx);
    const format = chooseFormat(ctx, extension);
    const { index, isBehind } = await stateOf(feed);
    // People are shown the newest first; programs begin at the beginning.
    const asked = match[1] === undefined ? undefined : Number(match[1]);
    const number = asked ?? index.pages;
    if (number > index.pages) throw unknown(ctx);
    const place = match[2] === undefined ? undefined : Number(match[2]);
    const one = place === undefined ? undefined : (await feed.page(number, index))[place - 1];
    if (place !== undefined && one === undefined) throw unknown(ctx);
    // What things are called on a page for people may change with any publish.
    const isFull = asked !== undefined && number < index.pages && format !== "html";
    tellForm(ctx, site, { path: name, format, links: [link(`${site.prefix}/catalog`, "describedby")] });
    const version = isFull ? (index.ends[number - 1] ?? "") : index.version;
    // A full page changes when what it said of a thing that is gone was taken out, and then alone.
    const bytes = isFull ? await feed.bytesOf(number, index) : index.bytes;
    const shown = format === "html" ? [String(isBehind)] : [];
    const etag = entityTag(version, String(bytes), site.edition, name, format, ctx.querystring, ...shown);
    const freshness = { etag, lastModified: stampDate(version), cacheControl: isFull ? DATED : SOON };
    if (notModified(ctx, freshness)) return;
    if (format === "html") {
      const newest = asked === undefined ? await newestOfOurs(site, feed, index) : undefined;
      const inView = newest ?? { number, members: one === undefined ? await feed.page(number, index) : [one] };
      return respond(ctx, format, await page({ site, language: languageOf(ctx), index, isBehind, ...inView }));
    }
    const quads =
      asked === undefined
        ? streamQuads(site.base)
        : place === undefined || one === undefined
          ? pageQuads(site.base, asked, await feed.page(asked, index), index)
          : memberQuads(site.base, asked, place - 1, one);
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

/** What the system says when a folder may not be written to. */
const READ_ONLY: ReadonlySet<unknown> = new Set(["EROFS", "EACCES", "EPERM"]);

async function stateOf(feed: ChangeFeed): Promise<FeedState> {
  try {
    return await feed.state();
  } catch (error) {
    const isReadOnly = READ_ONLY.has((error as NodeJS.ErrnoException).code);
    throw new Problem(
      503,
      isReadOnly
        ? "this service may only read its data, and that came without a feed of changes; follow the service that it is a copy of"
        : "the feed of changes cannot be made now; the log of this service says why. Try again later",
      {
        cause: error,
        headers: { "Retry-After": isReadOnly ? "3600" : "60" },
        forPeople: isReadOnly
          ? "Deze dienst is een kopie die de wijzigingen niet bijhoudt. De dienst waarvan hij een kopie is, doet dat wel."
          : "De wijzigingen zijn nu niet te geven. Probeer het later opnieuw.",
      },
    );
  }
}

function unknown(ctx: Context): Problem {
  return new Problem(404, `there is no ${ctx.path} in the feed of changes; begin at /changes`, {
    forPeople: "Deze pagina met wijzigingen bestaat niet.",
  });
}
