/**
 * Answers of the action API: JSON in an envelope that says whether it succeeded. The status alone is not believed, and
 * nothing but a sound envelope is let through.
 */
import type { HttpClient } from "../http.js";
import { parsedJson, utf8 } from "../json-answer.js";
import { isObject } from "../json-object.js";
import { SourceError, StatusError } from "../source-error.js";
import { JSON_FORM, wholeAnswer } from "../whole-answer.js";

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

/** Bytes of one answer; 1,000 packages of data.overheid.nl are some 12 MB. */
const LARGEST = 128_000_000;

/**
 * Asks for `url`. An answer that breaks off or is half JSON is asked for again, as often as the client tries.
 *
 * @throws {CkanError} when the API says no
 * @throws {SourceError} naming URL, status and the first cause, when it is no sound answer
 */
export async function ckanAnswer(http: HttpClient, url: URL): Promise<CkanAnswer> {
  const asking = { accept: "application/json", form: JSON_FORM, largest: LARGEST };
  try {
    return await wholeAnswer(http, url, asking, ({ bytes, name }) => {
      const text = utf8(bytes, name);
      return { url: url.href, text, result: resultOf(parsedJson(text, name), url) };
    });
  } catch (error) {
    throw error instanceof StatusError ? (refusal(error, url) ?? error) : error;
  }
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
