/**
 * Compression of answers. A representation in a coding has an entity tag of its own (RFC 9110 §8.8.3.3): that of the
 * plain one with the coding behind it.
 */
import { pipeline, Readable } from "node:stream";
import type { Context, Next } from "koa";
import { chosenCoding, compressed, compressor } from "./encodings.js";
import { codedTag, sentHeader } from "./headers.js";

/** Bytes; smaller answers are sent in one packet anyway. */
export const SMALLEST = 1024;

const COMPRESSIBLE =
  /^(?:text\/|application\/(?:json|xml|javascript|n-triples|n-quads|trig|[\w.-]+\+(?:json|xml))|image\/svg\+xml)/;

/**
 * Middleware that compresses what the rest answers, where that helps and the client takes it. What is sent in parts
 * (`Accept-Ranges`) goes as it is; what has a `Content-Encoding` already only gets its entity tag.
 */
export async function compression(ctx: Context, next: Next): Promise<void> {
  await next();
  // A redirect is a line in any coding.
  if (sentHeader(ctx, "Location") !== "") return;
  // Of all that may be sent in a coding, and of what never is too: a 304, which has no type, repeats it (§15.4.5).
  ctx.vary("Accept-Encoding");
  const done = sentHeader(ctx, "Content-Encoding");
  if (done === "") return compress(ctx);
  tagged(ctx, done);
}

async function compress(ctx: Context): Promise<void> {
  if (!COMPRESSIBLE.test(sentHeader(ctx, "Content-Type")) || sentHeader(ctx, "Accept-Ranges") === "bytes") return;
  const coding = chosenCoding(ctx.get("Accept-Encoding"));
  if (coding === undefined) return;
  const body: unknown = ctx.body;
  if (typeof body === "string" || body instanceof Uint8Array) {
    const bytes = typeof body === "string" ? Buffer.from(body) : body;
    if (bytes.length < SMALLEST) return;
    // For HEAD too: its headers are those of GET, length included.
    setBody(ctx, await compressed(bytes, coding));
  } else if (body instanceof Readable) {
    // The error of either end reaches the reader of the last, which is the answer.
    setBody(
      ctx,
      pipeline(body, compressor(coding), () => undefined),
    );
    ctx.remove("Content-Length");
  } else if ((body ?? null) !== null || ctx.method !== "HEAD" || ctx.status !== 200) {
    return;
  }
  ctx.set("Content-Encoding", coding);
  tagged(ctx, coding);
}

/** Koa takes a new body for a new answer, with a type and status of its own. */
function setBody(ctx: Context, body: Buffer | Readable): void {
  const { status } = ctx;
  const type = sentHeader(ctx, "Content-Type");
  ctx.body = body;
  ctx.status = status;
  ctx.set("Content-Type", type);
}

function tagged(ctx: Context, coding: string): void {
  const etag = sentHeader(ctx, "ETag");
  if (etag !== "") ctx.set("ETag", codedTag(etag, coding));
}
