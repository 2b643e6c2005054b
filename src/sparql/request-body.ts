/** The body of a request as text, up to a limit. */
import type { Context } from "koa";
import { Problem } from "../http/problem.js";

/** What a query may weigh, in bytes: 1 MiB. */
export const BODY_LIMIT = 1024 * 1024;

/**
 * @throws {Problem} 413 when it is longer than {@link BODY_LIMIT}, whatever its Content-Length says; 400 when it is not
 *   UTF-8; 415 when it is compressed
 */
export async function readBody(ctx: Context): Promise<string> {
  const encoding = ctx.get("Content-Encoding").toLowerCase();
  if (encoding !== "" && encoding !== "identity") {
    throw new Problem(415, `a body with Content-Encoding ${encoding.slice(0, 40)} is not read; send it as it is`);
  }
  if (Number(ctx.get("Content-Length")) > BODY_LIMIT) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Problem(400, "the body is not UTF-8 text; encode the query as UTF-8");
  }
}

function tooLarge(): Problem {
  return new Problem(413, `a query may be ${BODY_LIMIT} bytes at most; split it, or download the graph instead`, {
    // The rest of the body is not waited for.
    headers: { Connection: "close" },
    forPeople: "De vraag is te groot.",
  });
}
