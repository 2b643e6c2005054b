/** HTTP to an engine: credentials where they are asked for, no redirects, and never a secret in a message. */
import type { Readable } from "node:stream";
import { Agent, type Dispatcher, request } from "undici";
import { StoreUnavailableError } from "../graph-store.js";
import { firstCause } from "../../sources/first-cause.js";
import { withoutSecrets } from "../../sources/secret.js";
import { digestAnswer } from "./digest.js";
import type { StoreCredentials } from "./settings.js";

export interface Sent {
  readonly method: "GET" | "POST" | "DELETE";
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whole, since it is sent again with the answer to a challenge. */
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
}

export interface EngineAnswer {
  readonly status: number;
  /** One value of the header with this name in lower case. */
  readonly header: (name: string) => string | undefined;
  readonly body: Readable;
}

/** Characters of a refusal that are read. */
const REFUSAL_READ = 4_000;
/** Characters of it that are told. */
const REFUSAL_TOLD = 300;

export class Connection {
  readonly #agent: Agent;

  /** @param idleMs milliseconds without a byte before an answer is given up */
  constructor(
    readonly credentials: StoreCredentials,
    idleMs: number,
  ) {
    this.#agent = new Agent({ headersTimeout: idleMs, bodyTimeout: idleMs, connect: { timeout: 10_000 } });
  }

  /**
   * Sends, and once more with credentials when these are asked for. The answer is given whatever its status.
   *
   * @throws {StoreUnavailableError} when there is no answer
   */
  async send(url: URL, sent: Sent): Promise<EngineAnswer> {
    const first = await this.#request(url, sent, this.#bearer());
    const challenge = first.status === 401 ? first.header("www-authenticate") : undefined;
    const answer = challenge === undefined ? undefined : this.#answerTo(challenge, url, sent.method);
    if (answer === undefined) return first;
    await drained(first.body);
    return this.#request(url, sent, answer);
  }

  /** The first line of what an engine says, plain and bounded. */
  async refusal(answer: EngineAnswer): Promise<string> {
    let text = "";
    try {
      for await (const chunk of answer.body) {
        text += String(chunk);
        if (text.length > REFUSAL_READ) break;
      }
    } catch {
      // The status says more than that its explanation broke off.
    }
    const { user: _, ...secrets } = this.credentials;
    const plain = withoutSecrets(text, Object.values(secrets));
    const said = /html/i.test(answer.header("content-type") ?? "") ? afterTags(plain) : plain;
    return (said.trim().split(/[\r\n]/, 1)[0] ?? "").replaceAll(/\s+/g, " ").slice(0, REFUSAL_TOLD);
  }

  /** Ends its connections, also those in use. */
  close(): Promise<void> {
    return this.#agent.destroy();
  }

  async #request(url: URL, sent: Sent, authorization: string | undefined): Promise<EngineAnswer> {
    const { method, headers = {}, body, signal } = sent;
    let got: Dispatcher.ResponseData;
    try {
      got = await request(url, {
        dispatcher: this.#agent,
        method,
        headers: {
          "user-agent": "onderwijsgraaf",
          ...headers,
          ...(authorization === undefined ? {} : { authorization }),
        },
        ...(body === undefined ? {} : { body }),
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw new StoreUnavailableError(`${shown(url)}: ${firstCause(error)}`, { cause: error });
    }
    const header = (name: string): string | undefined => {
      const value = got.headers[name];
      return typeof value === "string" ? value : value?.[0];
    };
    return { status: got.statusCode, header, body: got.body };
  }

  #bearer(): string | undefined {
    const { token } = this.credentials;
    return token === undefined ? undefined : `Bearer ${token}`;
  }

  #answerTo(challenge: string, url: URL, method: string): string | undefined {
    const { user, password } = this.credentials;
    if (user === undefined || password === undefined) return undefined;
    const digest = /\bDigest\s.*/i.exec(challenge)?.[0];
    if (digest !== undefined) return digestAnswer(digest, { method, uri: url.pathname + url.search, user, password });
    return /\bBasic\b/i.test(challenge) ? `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` : undefined;
  }
}

/** An address without the name and password that somebody may have put into it. */
export function shown(url: URL): string {
  return url.origin + url.pathname;
}

/** Breaks off what nobody is going to read. */
export function abandon(body: Readable): void {
  body.once("error", () => undefined).destroy();
}

/** Reads to the end what nobody wants to know, so that the connection can be used again. */
export async function drained(body: Readable): Promise<void> {
  try {
    for await (const chunk of body) void chunk;
  } catch {
    // It was not wanted.
  }
}

/** What is in the last element that says something: pages of an engine put their message at the end. */
function afterTags(html: string): string {
  return html
    .replaceAll(/<\/?[a-z!][^<>]*>/gi, "\n")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(-1)
    .join("");
}
