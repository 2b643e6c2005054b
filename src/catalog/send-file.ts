/** Answers with bytes of the archive as they are: length, validators, ranges (RFC 9110 §14, §15.3.7, §15.5.17). */
import type { Context } from "koa";
import { type Freshness, notModified } from "../http/headers.js";
import { Problem } from "../http/problem.js";
import { requestedRange } from "./byte-range.js";
import type { OpenFile } from "./graph-file.js";

/**
 * Sends an open file, or the part of it that Range asks for; it is closed, whatever comes of it.
 *
 * @param type its Content-Type
 * @throws {Problem} 412, or 416 for a range beyond the end
 */
export async function sendFile(ctx: Context, file: OpenFile, type: string, freshness: Freshness): Promise<void> {
  ctx.set("Accept-Ranges", "bytes");
  let isDone: boolean;
  try {
    isDone = notModified(ctx, freshness);
  } catch (error) {
    await file.close();
    throw error;
  }
  if (isDone) return file.close();
  // §14.2: ranges are for GET.
  const headers = ctx.method === "GET" ? { range: ctx.get("Range"), ifRange: ctx.get("If-Range") } : {};
  const range = requestedRange(headers, file.size, freshness.etag, freshness.lastModified);
  if (range === "unsatisfiable") {
    await file.close();
    throw new Problem(416, `the file has ${file.size} bytes, and the range asked for begins after them`, {
      headers: { "Content-Range": `bytes */${file.size}` },
    });
  }
  ctx.set("Content-Type", type);
  if (range === undefined) {
    ctx.length = file.size;
  } else {
    ctx.status = 206;
    ctx.set("Content-Range", `bytes ${range.first}-${range.last}/${file.size}`);
    ctx.length = range.last - range.first + 1;
  }
  if (ctx.method === "HEAD") return file.close();
  ctx.body = file.bytes(range);
}
