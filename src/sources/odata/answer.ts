/** Asking a service over HTTP: an answer is let through whole and in the form of OData, or not at all. */
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Opened } from "../delivery.js";
import { firstCause } from "../first-cause.js";
import type { HttpClient } from "../http.js";
import { SourceError, StatusError } from "../source-error.js";
import { wholeBody } from "../whole-body.js";
import { BrokenAnswer } from "./broken-answer.js";
import { errorMessage } from "./error-answer.js";
import { htmlPage } from "./page.js";
import { acceptOf, countUrl, type EntityQuery } from "./query.js";

/** How to ask. */
export interface Asking {
  readonly accept: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Bytes of the largest answer; 250 entities with all that is expanded are some MB. */
const LARGEST = 64_000_000;

const TYPES = /^(?:application\/(?:json|xml|atom\+xml|atomsvc\+xml)|text\/(?:json|xml))$/;
const unzipped = promisify(gunzip);

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
  for (let tried = 0; ; tried += 1) {
    try {
      const bytes = await once(http, url, asking);
      return read(bytes, answered(url));
    } catch (error) {
      http.throwIfGivenUp();
      if (!(error instanceof BrokenAnswer) || tried >= http.retries) throw error;
      await http.pause(tried);
    }
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

async function once(http: HttpClient, url: URL, { accept, headers }: Asking): Promise<Buffer> {
  const sent = { ...headers, "accept-encoding": "gzip" };
  const opened = await http.get(url, accept, { headers: sent }).catch((error: unknown) => {
    throw error instanceof StatusError ? inItsWords(error, url) : error;
  });
  const bytes = await bytesOf(opened, url);
  const type = opened.contentType?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== undefined && !TYPES.test(type)) {
    const page = htmlPage(bytes.toString("utf8", 0, 10_000));
    throw new SourceError(`${answered(url)} is of type ${type}${page === undefined ? "" : `, ${page}`}; not OData`);
  }
  return bytes;
}

/** The message of an error in the words of the service, where it is one of OData. */
function inItsWords(error: StatusError, url: URL): StatusError {
  const words = errorMessage(error.text);
  if (words === undefined) return error;
  const message = `${url.href}: the server answered ${error.status}: ${words}`;
  return new StatusError(message, error.status, error.text, { cause: error });
}

async function bytesOf({ body, headers }: Opened, url: URL): Promise<Buffer> {
  const encoding = headers?.["content-encoding"]?.trim().toLowerCase() ?? "identity";
  try {
    const bytes = await wholeBody(body, LARGEST);
    if (encoding === "identity" || encoding === "") return bytes;
    if (/^(?:x-)?gzip$/.test(encoding)) return await unzipped(bytes, { maxOutputLength: LARGEST });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (error instanceof SourceError) throw new SourceError(`${url.href}: ${error.message}`, { cause: error });
    if (code === "ERR_BUFFER_TOO_LARGE") {
      throw new SourceError(`${answered(url)} is larger than ${LARGEST / 1e6} MB`, { cause: error });
    }
    throw new BrokenAnswer(`${answered(url)} broke off: ${firstCause(error)}`, { cause: error });
  }
  throw new SourceError(`${answered(url)} is compressed in a way that was not asked for (${encoding.slice(0, 40)})`);
}

function answered(url: URL): string {
  return `${url.href}: the answer (200)`;
}
