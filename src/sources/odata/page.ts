/** A page out of the bytes of an answer, in whichever of the four forms it came: they tell themselves apart. */
import { decoded, withoutMark } from "../files/json-text.js";
import { SourceError } from "../source-error.js";
import { atomPage } from "./atom-page.js";
import { BrokenAnswer } from "./broken-answer.js";
import { errorMessage, errorOf } from "./error-answer.js";
import { exactJson } from "./exact-json.js";
import { jsonPage } from "./json-page.js";
import type { Page } from "./record.js";

/**
 * @param asked where it came from; undefined for a file
 * @param name how messages call it
 * @throws {BrokenAnswer} when it seems to be cut off
 * @throws {SourceError} when it is no answer of OData with entities
 */
export function readPage(bytes: Buffer, asked: URL | undefined, name: string): Page {
  const text = utf8(bytes, name);
  if (/^\s*</.test(text)) return xmlPage(text, asked, name);
  const document = parsedJson(text, name, JSON.parse);
  const error = errorOf(document);
  if (error !== undefined) throw new SourceError(`${name}: is an error: ${error}`);
  const page = jsonPage(document, asked);
  const exact = page?.isInexact === true ? jsonPage(exactJson(text), asked) : page;
  if (exact !== undefined) return exact;
  throw new SourceError(`${name}: is JSON, but no answer of OData with entities (no "value", no "d")`);
}

/** @throws {SourceError} when the bytes are no UTF-8 */
export function utf8(bytes: Buffer, name: string): string {
  try {
    return decoded(withoutMark(bytes));
  } catch (error) {
    throw new SourceError(`${name}: the bytes are not UTF-8`, { cause: error });
  }
}

/**
 * @throws {BrokenAnswer} when it ends too early
 * @throws {SourceError} when it is no JSON
 */
export function parsedJson(text: string, name: string, parse: (text: string) => unknown = exactJson): unknown {
  if (text.trim() === "") throw new BrokenAnswer(`${name}: is empty`);
  try {
    return parse(text);
  } catch (error) {
    const said = (error as Error).message;
    // JSON that ends in its brace came whole: asking again would not mend it.
    const isWhole = /[}\]]\s*$/.test(text) && !/unexpected end|unterminated/i.test(said);
    const start = text.trimStart().slice(0, 1);
    if (start !== "{" && start !== "[") throw new SourceError(`${name}: is no JSON and no XML`, { cause: error });
    if (!isWhole) {
      throw new BrokenAnswer(`${name}: the JSON is cut off after ${text.length} characters`, { cause: error });
    }
    // Without the piece of the text that the engine quotes.
    throw new SourceError(`${name}: the JSON is broken (${said.replace(/, (?:\.\.\.)?"[^]*$/, "")})`, { cause: error });
  }
}

function xmlPage(text: string, asked: URL | undefined, name: string): Page {
  const error = errorMessage(text.slice(0, 10_000));
  if (error !== undefined) throw new SourceError(`${name}: is an error: ${error}`);
  const page = htmlPage(text);
  if (page !== undefined) throw new SourceError(`${name}: is ${page}`);
  return atomPage(text, asked, name);
}

/** ` an HTML page ("Storing")`, for a text that is one. */
export function htmlPage(text: string): string | undefined {
  if (!/^\s*(?:<!--[^]{0,1000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b/i.test(text)) return undefined;
  const title = /<title[^>]{0,200}>([^<]{1,120})/i.exec(text)?.[1]?.replace(/\s+/g, " ").trim();
  return `an HTML page${title === undefined || title === "" ? "" : ` ("${title}")`}`;
}
