/**
 * Finished answers, given again for as long as the archive stays as it is: a cache (RFC 9111) before everything else, in
 * the codings that clients take.
 */
import { LRUCache } from "lru-cache";
import type { Context, Middleware, Next } from "koa";
import { chosenCoding } from "./encodings.js";
import { heldTag, OF_BODY, plainTag, sentHeader, type Validators } from "./headers.js";

declare module "node:http" {
  interface OutgoingMessage {
    /** Names of its headers as they were set; in Node since 15.13, and in its documentation of client requests alone. */
    getRawHeaderNames(): string[];
  }
}

/** An answer with status 200, as it was sent. */
interface Answer {
  /** Names and values of its headers, one after the other. */
  readonly headers: string[];
  /** Those of them that a 304 repeats (RFC 9110 §15.4.5), but for the entity tag. */
  readonly repeated: readonly string[];
  readonly validators: Validators;
  readonly body: Uint8Array;
}

/** Bytes kept at most. */
const ROOM = 64 * 1024 * 1024;
/** One that is larger is made again each time. */
const LARGEST = ROOM / 64;
/** Versions of the archive that the answers under way hold for. */
const holding = new WeakMap<Context, string>();

/**
 * Says that whoever asks the same, by URL, Accept and the coding that they take, is to be answered the same while the
 * archive has this version. The answer has an entity tag.
 */
export function holdsFor(ctx: Context, version: string): void {
  holding.set(ctx, version);
}

/** Middleware, the first of all. @param archiveVersion as it is now */
export function givenAgain(archiveVersion: () => string): Middleware {
  const kept = new LRUCache<string, Answer>({
    maxSize: ROOM,
    maxEntrySize: LARGEST,
    sizeCalculation: ({ headers, body }, key) => key.length + headers.join().length + body.length,
  });
  let version = archiveVersion();
  return (ctx, next) => {
    if (version !== archiveVersion()) {
      version = archiveVersion();
      kept.clear();
    }
    const key = keyOf(ctx);
    const known = isPlain(ctx) ? kept.get(key) : undefined;
    if (known !== undefined) return give(ctx, known);
    return made(ctx, next, (answer, madeFor) => {
      if (madeFor === archiveVersion()) kept.set(key, answer);
    });
  };
}

async function made(ctx: Context, next: Next, keep: (answer: Answer, version: string) => void): Promise<void> {
  await next();
  const version = holding.get(ctx);
  if (version === undefined || ctx.method !== "GET" || ctx.status !== 200) return;
  const answer = answerOf(ctx);
  if (answer !== undefined) keep(answer, version);
}

/** Read from the request itself, for Koa would parse the one and copy the other. */
function keyOf({ req }: Context): string {
  const { accept = "", "accept-encoding": codings } = req.headers;
  return `${req.url} ${accept} ${chosenCoding(String(codings ?? "")) ?? ""}`;
}

/** Whether nothing is asked that only the handlers know: a part of it, or one version of it and no other. */
function isPlain({ req }: Context): boolean {
  const { method, headers } = req;
  return (
    (method === "GET" || method === "HEAD") &&
    headers.range === undefined &&
    headers["if-match"] === undefined &&
    headers["if-unmodified-since"] === undefined
  );
}

/** The answer that is being given; undefined where it is a stream, or cannot be told from others. */
function answerOf(ctx: Context): Answer | undefined {
  const etag = sentHeader(ctx, "ETag");
  const body: unknown = ctx.body;
  if (etag === "" || !(typeof body === "string" || body instanceof Uint8Array)) return undefined;
  const lastModified = Date.parse(sentHeader(ctx, "Last-Modified"));
  // By the names as they were sent, which scripts look for.
  const headers = ctx.res.getRawHeaderNames().map((name) => [name, sentHeader(ctx, name)] as const);
  return {
    headers: headers.flat(),
    repeated: headers.filter(([name]) => name.toLowerCase() !== "etag" && !OF_BODY.includes(name.toLowerCase())).flat(),
    validators: { etag: plainTag(etag), lastModified: Number.isNaN(lastModified) ? undefined : new Date(lastModified) },
    body: typeof body === "string" ? Buffer.from(body) : body,
  };
}

/** Not through Koa, which would look at each header again. */
function give(ctx: Context, { headers, repeated, validators, body }: Answer): void {
  const held = heldTag(ctx, validators);
  ctx.respond = false;
  if (held === undefined) ctx.res.writeHead(200, headers).end(body);
  else ctx.res.writeHead(304, [...repeated, "ETag", held]).end();
}
