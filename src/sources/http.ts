/**
 * The HTTP client of all sources: patient with servers that are busy (429, 5xx, Retry-After), strict about where it is
 * sent (a redirect to another host is refused), and clear about what went wrong.
 */
import type { Readable } from "node:stream";
import { Agent, type Dispatcher, interceptors, request } from "undici";
import type { Opened } from "./delivery.js";
import { firstCause } from "./first-cause.js";
import { SourceError } from "./source-error.js";

export interface HttpOptions {
  /** Milliseconds before a second try; doubled each time. */
  readonly retryAfterMs?: number;
  /** Tries after the first. */
  readonly retries?: number;
  /** Milliseconds without a byte before it is given up. */
  readonly idleMs?: number;
  /** Sent as User-Agent, so that a source's operators know who asks. */
  readonly userAgent?: string;
  /** Aborted when the user gives up: what is under way then throws its reason. */
  readonly signal?: AbortSignal;
}

const REDIRECTS = 5;
const REDIRECT_STATUS = new Set([301, 302, 303, 307, 308]);

/** One client per run; close it to let the process end. */
export class HttpClient {
  readonly #dispatcher: Dispatcher;
  readonly #userAgent: string;
  readonly #signal: AbortSignal | undefined;

  constructor(options: HttpOptions = {}) {
    const idle = options.idleMs ?? 60_000;
    this.#userAgent = options.userAgent ?? "onderwijsgraaf";
    this.#signal = options.signal;
    this.#dispatcher = new Agent({ headersTimeout: idle, bodyTimeout: idle, connect: { timeout: 15_000 } }).compose(
      interceptors.retry({
        maxRetries: options.retries ?? 4,
        minTimeout: options.retryAfterMs ?? 1_000,
        maxTimeout: 60_000,
        timeoutFactor: 2,
        retryAfter: true,
        statusCodes: [429, 500, 502, 503, 504],
        methods: ["GET", "HEAD"],
      }),
    );
  }

  /**
   * Fetches `url`, following redirects that stay on its host.
   *
   * @throws {SourceError} naming URL, status and the first cause
   */
  async get(url: URL, accept: string): Promise<Opened> {
    let at = url;
    for (let hop = 0; hop <= REDIRECTS; hop += 1) {
      const { statusCode, headers, body } = await this.#send(at, accept);
      if (REDIRECT_STATUS.has(statusCode)) {
        await body.dump();
        at = redirectTarget(at, headers["location"]);
        continue;
      }
      if (statusCode !== 200) {
        const text = (await firstText(body)).trim();
        throw new SourceError(`${at.href}: the server answered ${statusCode}${text === "" ? "" : `: ${text}`}`);
      }
      const lastModified = dateOf(headers["last-modified"]);
      const contentType = headers["content-type"];
      return {
        body,
        ...(typeof contentType === "string" ? { contentType } : {}),
        ...(lastModified === undefined ? {} : { lastModified }),
      };
    }
    throw new SourceError(`${url.href}: more than ${REDIRECTS} redirects`);
  }

  async #send(url: URL, accept: string): Promise<Dispatcher.ResponseData> {
    try {
      const answer = request(url, {
        dispatcher: this.#dispatcher,
        headers: { accept, "user-agent": this.#userAgent },
        signal: this.#signal,
      });
      // The client does not look at the signal while it waits to ask again.
      return await orGivenUp(answer, this.#signal);
    } catch (error) {
      this.#signal?.throwIfAborted();
      throw new SourceError(`${url.href}: ${firstCause(error)}`, { cause: error });
    }
  }

  /** Ends its connections; after the user gave up, also those in use. */
  async close(): Promise<void> {
    await (this.#signal?.aborted === true ? this.#dispatcher.destroy() : this.#dispatcher.close());
  }
}

/** What the promise gives, or the reason of the signal as soon as it is aborted. */
function orGivenUp<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason);
    signal.addEventListener("abort", giveUp, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}

function redirectTarget(from: URL, location: string | string[] | undefined): URL {
  if (typeof location !== "string") throw new SourceError(`${from.href}: a redirect without Location`);
  let to: URL;
  try {
    to = new URL(location, from);
  } catch {
    throw new SourceError(`${from.href}: a redirect to "${location}", which is no URL`);
  }
  const isSafe = to.protocol === "https:" || to.protocol === from.protocol;
  if (to.host !== from.host || !isSafe || to.username !== "" || to.password !== "") {
    throw new SourceError(`${from.href}: redirects to another host (${to.href}); give that address if you trust it`);
  }
  return to;
}

async function firstText(body: Readable): Promise<string> {
  let text = "";
  for await (const chunk of body) {
    text += String(chunk);
    if (text.length > 300) break;
  }
  return text
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .slice(0, 200);
}

function dateOf(value: string | string[] | undefined): Date | undefined {
  if (typeof value !== "string") return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
