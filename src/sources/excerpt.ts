/** What a server says of an error, short enough for a message: a sentence, without markup and control characters. */
import { Parser } from "htmlparser2";
import { isObject } from "./json-object.js";
import { pageInstead } from "./page-instead.js";

/** Characters of a sentence. */
const TOLD = 200;
const JSON_TYPE = /^[\w.+-]+\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;
const TEXT_TYPE = /^(?:text\/|application\/(?:[\w.-]+\+)?xml\b)/i;

/**
 * The words of the body of an error: of JSON its member `error`, `message`, `detail` or `title`, of a page its text, of
 * text the start. Empty where it is none of these.
 */
export function excerpt(text: string, contentType: string | undefined): string {
  const start = text.replace(/^\ufeff/, "").trimStart();
  if (contentType === undefined || JSON_TYPE.test(contentType) || /^[{[]/.test(start)) {
    const document = parsed(start);
    if (document !== undefined) return tidy(wordsIn(document, 0));
  }
  if (contentType !== undefined && !TEXT_TYPE.test(contentType) && !JSON_TYPE.test(contentType)) return "";
  return tidy(pageInstead(start) === undefined ? start : withoutMarkup(start));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Members that may hold the words, the most telling first (RFC 9457 has the last two). */
const MEMBERS = ["error", "errors", "message", "error_description", "detail", "title"];

function wordsIn(value: unknown, depth: number): string {
  if (typeof value === "string") return value;
  if (depth > 4) return "";
  if (Array.isArray(value)) return wordsIn(value[0], depth + 1);
  if (!isObject(value)) return "";
  for (const member of MEMBERS) {
    const words = wordsIn(value[member], depth + 1);
    if (words.trim() !== "") return words;
  }
  return "";
}

/** The text of a page, without what is not shown. */
function withoutMarkup(text: string): string {
  let words = "";
  let hidden = 0;
  const step = (name: string, by: number): void => {
    if (name === "script" || name === "style") hidden += by;
    words += " ";
  };
  const parser = new Parser({
    onopentag: (name) => step(name, 1),
    ontext: (piece) => void (words += hidden > 0 ? "" : piece),
    onclosetag: (name) => step(name, -1),
  });
  parser.end(text);
  return words;
}

function tidy(text: string): string {
  const words = text.replace(/[\s\p{Cc}\p{Cf}\ufffd]+/gu, " ").trim();
  return words.length > TOLD ? `${words.slice(0, TOLD - 1).replace(/[\ud800-\udbff]$/, "")}…` : words;
}
