/** What the body of an error says, in the forms of OData 3 and 4 (JSON Format §19; Atom Format, `m:error`). */
import { isObject } from "../json-object.js";

/** Characters of a message that are told. */
const TOLD = 500;

/**
 * The message of an error, and its code when it has one; undefined when the text is no error of OData. A text that is
 * cut off is read as far as it goes.
 */
export function errorMessage(text: string): string | undefined {
  const start = text.replace(/^\ufeff/, "").trimStart();
  const message = start.startsWith("<") ? ofXml(start) : ofJson(start);
  return message?.replace(/\s+/g, " ").trim().slice(0, TOLD);
}

/** The message of a parsed document, or undefined when it is no error. */
export function errorOf(document: unknown): string | undefined {
  if (!isObject(document)) return undefined;
  const error = document["error"] ?? document["odata.error"];
  if (!isObject(error) || (error["message"] === undefined && error["code"] === undefined)) return undefined;
  const words = [wordsOf(error["message"])];
  // "The query specified in the URI is not valid." and the like: what is wrong is told further in.
  let inner = error["innererror"];
  for (let depth = 0; isObject(inner) && depth < 10; depth += 1) {
    const more = wordsOf(inner["message"]);
    if (more !== "" && !words.join(" ").includes(more)) words.push(more);
    inner = inner["internalexception"] ?? inner["innererror"];
  }
  const code = typeof error["code"] === "string" && error["code"] !== "" ? `${error["code"]}: ` : "";
  return `${code}${words.join(" ")}`.trim() || "an error without a message";
}

/** A text, or `{ lang, value }` as version 3 has it. */
function wordsOf(message: unknown): string {
  const text = isObject(message) ? message["value"] : message;
  return typeof text === "string" ? text.trim() : "";
}

function ofJson(text: string): string | undefined {
  try {
    return errorOf(JSON.parse(text));
  } catch {
    const cut = /^\{\s*"(?:odata\.)?error"[^]*?"(?:message|value)"\s*:\s*"((?:[^"\\]|\\.){1,500})/.exec(text)?.[1];
    if (cut === undefined) return undefined;
    return cut.replace(/\\[rnt]/g, " ").replace(/\\(["\\/])/g, "$1");
  }
}

function ofXml(text: string): string | undefined {
  const name = /^(?:<\?xml[^>]{0,200}>\s*)?<((?:\w+:)?)error\b/i.exec(text)?.[1];
  if (name === undefined) return undefined;
  const message = new RegExp(`<${name}message\\b[^>]{0,200}>([^<]{1,2000})`).exec(text)?.[1] ?? "";
  const code = new RegExp(`<${name}code\\b[^>]{0,200}>([^<]{1,200})`).exec(text)?.[1] ?? "";
  const words = [code.trim(), message.trim()].filter((each) => each !== "").join(": ");
  return unescaped(words) || "an error without a message";
}

const ESCAPES: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

function unescaped(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (all, name: string) => ESCAPES[name] ?? all);
}
