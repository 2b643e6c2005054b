/** Asking a service over HTTP: an answer is let through whole and in the form of OData, or not at all. */
import type { HttpClient } from "../http.js";
import { StatusError } from "../source-error.js";
import { wholeAnswer } from "../whole-answer.js";
import { wholeBody } from "../whole-body.js";
import { errorMessage } from "./error-answer.js";
import { acceptOf, countUrl, type EntityQuery } from "./query.js";

/** How to ask. */
export interface Asking {
  readonly accept: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Bytes of the largest answer; 250 entities with all that is expanded are some MB. */
const LARGEST = 64_000_000;

const FORM = {
  types: /^(?:application\/(?:json|xml|atom\+xml|atomsvc\+xml)|text\/(?:json|xml))$/,
  isXml: true,
  called: "OData",
};

/**
 * What `url` gives, read by `read`. One that breaks off or is cut off is asked for again, as often as the client tries.
 *
 * @param read is given the bytes, and how messages call the answer: URL and status
 * @throws {StatusError} when it is refused, with the service's own words
 * @throws {SourceError} naming URL, status and the first cause
 */
export async function answer<T>(
  http: HttpClient,
  url: URL,
  asking: Asking,
  read: (bytes: Buffer, name: string) => T,
): Promise<T> {
  try {
    const how = { ...asking, form: FORM, largest: LARGEST };
    return await wholeAnswer(http, url, how, ({ bytes, name }) => read(bytes, name));
  } catch (error) {
    throw error instanceof StatusError ? inItsWords(error, url) : error;
  }
}

/** How many entities the service says there are, at an address that ends with `/$count`; undefined when it does not. */
async function counted(http: HttpClient, url: URL, headers: Asking["headers"]): Promise<number | undefined> {
  try {
    const { body } = await http.get(url, "text/plain, */*;q=0.1", { headers });
    const text = (await wholeBody(body, 1_000)).toString("utf8").replace(/^\ufeff/, "");
    return /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : undefined;
  } catch {
    http.throwIfGivenUp();
    return undefined;
  }
}

/** How many entities a query finds, as its service says; undefined when it does not. */
export function countedIn(query: EntityQuery, http: HttpClient): Promise<number | undefined> {
  return counted(http, countUrl(query), acceptOf(query).headers);
}

/** The message of an error in the words of the service, where it is one of OData. */
function inItsWords(error: StatusError, url: URL): StatusError {
  const words = errorMessage(error.text);
  return words === undefined ? error : error.saying(url.href, words);
}
