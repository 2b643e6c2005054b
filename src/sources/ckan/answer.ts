/**
 * Answers of the action API: JSON in an envelope that says whether it succeeded. The status alone is not believed, and
 * nothing but a sound envelope is let through.
 */
import type { Readable } from "node:stream";
import { firstCause } from "../first-cause.js";
import type { HttpClient } from "../http.js";
import { SourceError, StatusError } from "../source-error.js";
import { wholeBody } from "../whole-body.js";
import { isObject } from "./package.js";

/** A sound answer. */
export interface CkanAnswer {
  readonly url: string;
  /** As it came. */
  readonly text: string;
  readonly result: unknown;
}

/** The API said no: `__type` is its word for why (`Not Found Error`, `Validation Error`, `Authorization Error`). */
export class CkanError extends SourceError {
  constructor(
    message: string,
    readonly status: number,
    readonly type: string,
  ) {
    super(message);
  }
}

/** An answer that ends before its end; it may be asked for again. */
class BrokenAnswer extends SourceError {}

/** Bytes of one answer; 1,000 packages of data.overheid.nl are some 12 MB. */
const LARGEST = 128_000_000;

/**
 * Asks for `url`. An answer that breaks off or is half JSON is asked for again, as often as the client tries.
 *
 * @throws {CkanError} when the API says no
 * @throws {SourceError} naming URL, status and the first cause, when it is no sound answer
 */
export async function ckanAnswer(http: HttpClient, url: URL): Promise<CkanAnswer> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await once(http, url);
    } catch (error) {
      http.throwIfGivenUp();
      if (!(error instanceof BrokenAnswer) || tried >= http.retries) throw error;
      await http.pause(tried);
    }
  }
}

async function once(http: HttpClient, url: URL): Promise<CkanAnswer> {
  const opened = await http.get(url, "application/json").catch((error: unknown) => {
    throw error instanceof StatusError ? (refusal(error, url) ?? error) : error;
  });
  const type = opened.contentType?.split(";", 1)[0]?.trim().toLowerCase();
  const text = await wholeText(opened.body, url);
  if (type !== undefined && !/^(?:application|text)\/(?:[\w.-]+\+)?json$/.test(type)) {
    throw new SourceError(`${url.href}: the server answered 200 with ${type}${titleOf(text)}, not JSON`);
  }
  return { url: url.href, text, result: resultOf(parsed(text, url), url) };
}

/** An error in an envelope, out of an answer with its status; undefined when it is none of CKAN's. */
function refusal(error: StatusError, url: URL): CkanError | undefined {
  try {
    const envelope: unknown = JSON.parse(error.text);
    if (!isObject(envelope) || envelope["success"] !== false) return undefined;
    return said(envelope["error"], error.status, url);
  } catch {
    return undefined;
  }
}

/** @throws {SourceError} when it is no envelope, {CkanError} when it is one of an error */
function resultOf(envelope: unknown, url: URL): unknown {
  if (!isObject(envelope) || typeof envelope["success"] !== "boolean") {
    throw new SourceError(
      `${url.href}: the server answered 200 with JSON that is no answer of CKAN (no "success"); is this the root of an action API?`,
    );
  }
  if (!envelope["success"]) throw said(envelope["error"], 200, url);
  if (envelope["result"] === undefined)
    throw new SourceError(`${url.href}: the server answered 200 with an answer that holds no "result"`);
  return envelope["result"];
}

function said(error: unknown, status: number, url: URL): CkanError {
  const { type, words } = errorWords(error);
  return new CkanError(`${url.href}: the server answered ${status}: ${type}: ${words}`, status, type);
}

/** What an `error` of an envelope says: its type, and its message or the fields that are wrong. */
export function errorWords(error: unknown): { type: string; words: string } {
  if (!isObject(error)) return { type: "error", words: String(error) };
  const { __type: type, message, ...fields } = error;
  const words = typeof message === "string" ? message : JSON.stringify(message ?? fields);
  return { type: typeof type === "string" ? type : "error", words: words.slice(0, 300) };
}

async function wholeText(body: Readable, url: URL): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await wholeBody(body, LARGEST);
  } catch (error) {
    if (error instanceof SourceError) throw new SourceError(`${url.href}: ${error.message}`, { cause: error });
    const message = `${url.href}: the server answered 200, but reading broke off: ${firstCause(error)}`;
    throw new BrokenAnswer(message, { cause: error });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new SourceError(`${url.href}: the server answered 200 with bytes that are not UTF-8`, { cause: error });
  }
}

function parsed(text: string, url: URL): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const start = `${url.href}: the server answered 200 with`;
    const page = titleOf(text);
    if (page !== "") throw new SourceError(`${start} ${page.trim()}, not JSON`, { cause: error });
    // JSON that ends in its envelope's brace came whole: asking again would not mend it.
    const isWhole = /\}\s*$/.test(text) && !/unexpected end|unterminated/i.test((error as Error).message);
    if (isWhole) throw new SourceError(`${start} what is not JSON: ${(error as Error).message}`, { cause: error });
    throw new BrokenAnswer(`${start} half of its JSON: it ends after ${text.length} characters`, { cause: error });
  }
}

/** ` an HTML page ("Storing")` for a page, else nothing. */
function titleOf(text: string): string {
  if (!/^\s*<(?:!doctype|html|head|body|\?xml|!--)/i.test(text)) return "";
  const title = /<title[^>]*>([^<]{1,120})/i.exec(text)?.[1]?.replace(/\s+/g, " ").trim();
  return ` an HTML or XML page${title === undefined ? "" : ` ("${title}")`}`;
}
