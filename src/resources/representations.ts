/**
 * Finished representations, kept while the archive stays as it is and there is room: what was answered once is answered
 * again without a question, a description or a serialisation.
 */
import { LRUCache } from "lru-cache";
import type { Context } from "koa";
import { type Freshness, notModified } from "../http/headers.js";
import type { Site } from "../http/site.js";
import { perVersion } from "./per-version.js";

export interface Representation {
  /** 410 when what is described is gone. */
  readonly status: 200 | 410;
  /** Content-Type, Link and the like; not the validators. */
  readonly headers: Readonly<Record<string, string>>;
  readonly freshness: Freshness;
  readonly body: Buffer;
  /** Whether it will soon be another, though the archive stays as it is. */
  readonly isPassing?: boolean;
}

/** Bytes kept at most. */
const ROOM = 32 * 1024 * 1024;
/** One that is larger is made again each time. */
const LARGEST = ROOM / 32;
/** Bytes of what is kept beside a body. */
const HEAD = 2048;

const kept = perVersion(
  () =>
    new LRUCache<string, Representation>({
      maxSize: ROOM,
      maxEntrySize: LARGEST,
      sizeCalculation: ({ body }, key) => body.length + key.length + HEAD,
    }),
);

/** The representation that is kept under a key. */
export function keptRepresentation(site: Site, key: string): Representation | undefined {
  return kept(site).get(key);
}

/** Keeps a representation, unless the archive has changed since `version` while it was made. */
export function keep(site: Site, version: string, key: string, representation: Representation): void {
  if (site.store.archiveVersion === version) kept(site).set(key, representation);
}

/** Answers with a representation: 304 where the client has it, and it is not of something gone (RFC 9110 §13.2.1). */
export function send(ctx: Context, { status, headers, freshness, body, isPassing }: Representation): void {
  if (status === 410 || isPassing === true) {
    ctx.set("Cache-Control", "no-cache");
  } else if (notModified(ctx, freshness)) {
    // What else describes it, the client has (§15.4.5).
    const { "Content-Location": location } = headers;
    if (location !== undefined) ctx.res.setHeader("Content-Location", location);
    return;
  }
  // Not by Koa's own, which asks of each header what it is.
  for (const [name, value] of Object.entries(headers)) ctx.res.setHeader(name, value);
  ctx.body = body;
  ctx.status = status;
}
