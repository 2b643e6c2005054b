/** A page out of the bytes of an answer, in whichever of the four forms it came: they tell themselves apart. */
import { parsedJson, utf8 } from "../json-answer.js";
import { pageInstead } from "../page-instead.js";
import { SourceError } from "../source-error.js";
import { atomPage } from "./atom-page.js";
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
  const document = parsedJson(text, name);
  const error = errorOf(document);
  if (error !== undefined) throw new SourceError(`${name}: is an error: ${error}`);
  const page = jsonPage(document, asked);
  const exact = page?.isInexact === true ? jsonPage(exactJson(text), asked) : page;
  if (exact !== undefined) return exact;
  throw new SourceError(`${name}: is JSON, but no answer of OData with entities (no "value", no "d")`);
}

function xmlPage(text: string, asked: URL | undefined, name: string): Page {
  const error = errorMessage(text.slice(0, 10_000));
  if (error !== undefined) throw new SourceError(`${name}: is an error: ${error}`);
  const page = pageInstead(text);
  if (page?.isHtml === true) throw new SourceError(`${name}: is ${page.what}`);
  return atomPage(text, asked, name);
}
