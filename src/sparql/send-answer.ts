/** Answers on their way out: kept ones compressed once, others as they come. */
import { Readable } from "node:stream";
import type { Context } from "koa";
import { SMALLEST } from "../http/compression.js";
import { chosenCoding } from "../http/encodings.js";
import { ResultTooLargeError } from "../store/graph-store.js";
import { KeptAnswer } from "./answer-cache.js";
import type { Answer } from "./answers.js";

/** Sets the body, in a coding that the client takes; its Content-Type is set already. */
export async function sendAnswer(ctx: Context, answer: Answer): Promise<void> {
  const type = ctx.response.get("Content-Type");
  if (!(answer instanceof KeptAnswer) && ctx.method === "HEAD") {
    await answer.stream[Symbol.asyncIterator]().return?.();
    ctx.status = 200;
  } else if (!(answer instanceof KeptAnswer)) {
    ctx.body = Readable.from(answer.stream, { objectMode: false });
  } else {
    const coding = answer.bytes.length < SMALLEST ? undefined : chosenCoding(ctx.get("Accept-Encoding"));
    ctx.body = coding === undefined ? answer.bytes : await answer.coded(coding);
    if (coding !== undefined) ctx.set("Content-Encoding", coding);
  }
  ctx.set("Content-Type", type);
}

/** Bytes of an answer that is put on a page at most. */
const LARGEST_PAGE = 64 * 1024 * 1024;

/** All of an answer. @throws {ResultTooLargeError} when that is more than a page can be made of */
export async function wholeText(answer: Answer): Promise<string> {
  if (answer instanceof KeptAnswer) return answer.bytes.toString("utf8");
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LARGEST_PAGE) {
      throw new ResultTooLargeError("the answer is too large for a page; ask for CSV or JSON, or add a LIMIT");
    }
  }
  return Buffer.concat(chunks, size).toString("utf8");
}

/** The first lines of an answer, and whether there are more; no more is read than those. */
export async function firstLines(answer: Answer, count: number): Promise<{ text: string; cut: boolean }> {
  const chunks = answer instanceof KeptAnswer ? [answer.bytes] : answer.stream;
  const lines: string[] = [];
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of chunks) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    for (const line of parts) lines.push(line);
    if (lines.length > count) return { text: lines.slice(0, count).join("\n"), cut: true };
  }
  if (rest !== "") lines.push(rest);
  return { text: lines.join("\n"), cut: false };
}
