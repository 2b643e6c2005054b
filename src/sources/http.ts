/**
 * The HTTP client of all sources: patient with servers that are busy (429, 5xx, Retry-After), strict about where it is
 * sent (a redirect to another host is refused), and clear about what went wrong.
 */
import { setMaxListeners } from "node:events";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { Agent, type Dispatcher, interceptors, request } from "undici";
import { ACCEPTED, plain, unreadable } from "./content-encoding.js";
import type { Opened } from "./delivery.js";
import { excerpt } from "./excerpt.js";
import { firstCause } from "./first-cause.js";
import { isRedirect, redirectTarget } from "./redirect.js";
import { secretsOf, withoutSecrets } from "./secret.js";
import { SourceError, StatusError } from "./source-error.js";
import { wholeBody } from "./whole-body.js";

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

export interface GetOptions {
  /** Names in lower case. Credentials (`authorization`) are kept out of every message. */
  readonly headers?: Readonly<Record<string, string>>;
}

interface Sent {
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A small answer, whatever its status. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Bytes of the largest answer to a POST; tokens are some kB. */
const LARGEST_ANSWER = 1_000_000;
/** Characters of a refusal that are kept: a sentence, or a small JSON document. */
const TEXT_KEPT = 4_000;
const REDIRECTS = 5;
const LONGEST_WAIT_MS = 60_000;
/** Of a server that is busy, or out of order for a moment. */
const BUSY = [429, 500, 502, 503, 504];

/** One client per run; close it to let the process end. */
export class HttpClient {
  readonly #dispatcher: Dispatcher;
  readonly #userAgent: string;
  readonly #signal: AbortSignal | undefined;
  readonly #waitMs: number;
  /** Tries after the first, for who reads an answer to its end and finds it broken. */
  readonly retries: number;

  constructor(options: HttpOptions = {}) {
    const idle = options.idleMs ?? 60_000;
    this.#waitMs = options.retryAfterMs ?? 1_000;
    this.retries = options.retries ?? 4;
    this.#userAgent = options.userAgent ?? "onderwijsgraaf";
    this.#signal = options.signal;
    // Each request that is under way listens, and takes its listener away: many at once are no leak.
    if (this.#signal !== undefined) setMaxListeners(0, this.#signal);
    this.#dispatcher = new Agent({ headersTimeout: idle, bodyTimeout: idle, connect: { timeout: 15_000 } }).compose(
      interceptors.retry({
        maxRetries: this.retries,
        minTimeout: this.#waitMs,
        maxTimeout: LONGEST_WAIT_MS,
        timeoutFactor: 2,
        retryAfter: true,
        statusCodes: BUSY,
        methods: ["GET", "HEAD"],
        // The last answer is given as it came, for it may say what is the matter.
        throwOnError: false,
      }),
    );
  }

  /**
   * Fetches `url`, following redirects that stay on its host.
   *
   * @throws {StatusError} when it is refused, naming URL, status and the start of the answer
   * @throws {SourceError} when there is no answer, naming URL and the first cause
   */
  async get(url: URL, accept: string, options: GetOptions = {}): Promise<Opened> {
    const asking: Sent = { method: "GET", headers: { "accept-encoding": ACCEPTED, ...options.headers, accept } };
    let at = url;
    for (let hop = 0; hop <= REDIRECTS; hop += 1) {
      const { statusCode, headers, body: sent } = await this.#send(at, asking);
      if (isRedirect(statusCode)) {
        await sent.dump();
        at = redirectTarget(at, statusCode, headers["location"], secretsOf(asking.headers));
        continue;
      }
      const given = firstOfEach(headers);
      const { "content-encoding": encoding, "content-type": contentType } = given;
      const coded = unreadable(encoding);
      if (statusCode !== 200) {
        const text = coded === undefined ? await firstText(plain(sent, encoding)) : "";
        this.#signal?.throwIfAborted();
        throw refused(shown(at, asking.headers), statusCode, given, withoutSecrets(text, secretsOf(asking.headers)));
      }
      if (coded !== undefined) {
        await sent.dump().catch(() => {});
        const where = shown(at, asking.headers);
        throw new SourceError(`${where}: the answer (200) is compressed in a way that was not asked for (${coded})`);
      }
      const lastModified = dateOf(headers["last-modified"]);
      return {
        body: plain(sent, encoding),
        headers: given,
        ...(contentType === undefined ? {} : { contentType }),
        ...(lastModified === undefined ? {} : { lastModified }),
      };
    }
    throw new SourceError(`${url.href}: more than ${REDIRECTS} redirects`);
  }

  /**
   * Posts a form (`application/x-www-form-urlencoded`), once: what is in it may be for one use. The answer is given
   * whatever its status, unless the server is busy; a redirect is not followed.
   *
   * @throws {StatusError} when the server is busy (429, 5xx)
   * @throws {SourceError} when there is no answer, or a very large one
   */
  async post(url: URL, form: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
    const answer = await this.#send(url, { method: "POST", headers, body: form });
    const { statusCode: status } = answer;
    const given = firstOfEach(answer.headers);
    if (BUSY.includes(status)) {
      // Its words may repeat the form, of which not all that is secret is known here.
      await answer.body.dump().catch(() => {});
      throw refused(url.href, status, given, "");
    }
    try {
      const bytes = await wholeBody(answer.body, LARGEST_ANSWER);
      return { status, headers: given, text: bytes.toString() };
    } catch (error) {
      this.#signal?.throwIfAborted();
      throw new SourceError(`${url.href}: reading broke off: ${firstCause(error)}`, { cause: error });
    }
  }

  async #send(url: URL, { method, headers, body }: Sent): Promise<Dispatcher.ResponseData> {
    try {
      const answer = request(url, {
        dispatcher: this.#dispatcher,
        method,
        headers: { "user-agent": this.#userAgent, ...headers },
        ...(body === undefined ? {} : { body }),
        signal: this.#signal,
      });
      // The client does not look at the signal while it waits to ask again.
      return await orGivenUp(answer, this.#signal);
    } catch (error) {
      this.#signal?.throwIfAborted();
      throw new SourceError(`${shown(url, headers)}: ${firstCause(error)}`, { cause: error });
    }
  }

  /**
   * Waits before it is asked again, longer each time, and as long as a busy server said.
   *
   * @param refusal what asking threw
   * @throws the reason of giving up
   */
  async pause(tried: number, refusal?: unknown): Promise<void> {
    const wait = Math.min(Math.max(this.#waitMs * 2 ** tried, askedToWait(refusal)), LONGEST_WAIT_MS);
    await sleep(wait, undefined, { signal: this.#signal }).catch(() => {});
    this.throwIfGivenUp();
  }

  /** Throws the reason of the signal, when the user gave up: what broke off then need not be asked again. */
  throwIfGivenUp(): void {
    this.#signal?.throwIfAborted();
  }

  /** Ends its connections; after the user gave up, also those in use. */
  async close(): Promise<void> {
    await (this.#signal?.aborted === true ? this.#dispatcher.destroy() : this.#dispatcher.close());
  }
}

/** Milliseconds that a busy server asks to wait (Retry-After, RFC 9110 §10.2.3); 0 where it says nothing of it. */
function askedToWait(refusal: unknown): number {
  const text = refusal instanceof StatusError ? (refusal.retryAfter ?? "") : "";
  const wait = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isFinite(wait) ? wait : 0;
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

/** An address as it is told: a redirect may repeat in it what was sent. */
function shown(url: URL, sent: Readonly<Record<string, string>>): string {
  return withoutSecrets(url.href, secretsOf(sent));
}

/** More than is kept of the start of an answer, so that a secret at its end is still whole, or what came of it. */
async function firstText(body: Readable): Promise<string> {
  // Without a byte order mark, and whole where a character is cut in two.
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > 2 * TEXT_KEPT) break;
    }
  } catch {
    // The status has been told already; it says more than that its explanation broke off.
  }
  return text;
}

/** A refusal with its status, and the server's words for it. */
function refused(where: string, status: number, headers: Readonly<Record<string, string>>, text: string): StatusError {
  const words = excerpt(text, headers["content-type"]);
  const again = BUSY.includes(status) ? ", also after trying again" : "";
  const message = `${where}: the server answered ${status}${again}${words === "" ? "" : `: ${words}`}`;
  return new StatusError(message, status, text.slice(0, TEXT_KEPT), headers["retry-after"]);
}

function firstOfEach(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const first: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const one = typeof value === "string" ? value : value?.[0];
    if (one !== undefined) first[name] = one;
  }
  return first;
}

function dateOf(value: string | string[] | undefined): Date | undefined {
  if (typeof value !== "string") return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
