/**
 * Asks other SPARQL endpoints: those on the list, at the addresses that they may have, and no further. The only place of
 * federation that touches the network.
 */
import { lookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, type Dispatcher, request } from "undici";
import { firstCause } from "../../sources/first-cause.js";
import { type AllowedEndpoint, type AllowList, type FederationLimits, hostOf } from "./allow-list.js";
import { EndpointFailedError } from "./endpoint-failed.js";
import { isPublicAddress } from "./public-address.js";

const JSON_RESULTS = "application/sparql-results+json";
const CONNECT_MS = 5_000;

export class EndpointClient {
  /** Looks at each address a name has, when it connects: a name that changes its address later gains nothing. */
  readonly #public = new Agent({ connect: { timeout: CONNECT_MS, lookup: publicLookup }, connections: 4 });
  readonly #private = new Agent({ connect: { timeout: CONNECT_MS }, connections: 4 });

  constructor(
    readonly list: AllowList,
    readonly limits: FederationLimits,
    readonly userAgent: string,
  ) {}

  /**
   * Asks one SELECT and gives the whole answer, SPARQL results in JSON as bytes, unread.
   *
   * @throws {EndpointFailedError} when the endpoint is not on the list, or gives no answer within the limits
   */
  async ask(iri: string, sparql: string, signal: AbortSignal): Promise<Uint8Array> {
    const endpoint = this.list.find(iri);
    if (endpoint === undefined) throw new EndpointFailedError(`<${iri}> is not on the list of endpoints`);
    const late = AbortSignal.timeout(this.limits.ms);
    try {
      const { statusCode, headers, body } = await this.#send(endpoint, sparql, AbortSignal.any([signal, late]));
      const fault = faultOf(statusCode, headers);
      if (fault === undefined) return await bounded(body, this.limits.bytes);
      // What it would have said is not read: it may be endless.
      body.on("error", () => undefined).destroy();
      throw new Error(fault);
    } catch (error) {
      signal.throwIfAborted();
      const cause = late.aborted ? `no answer within ${this.limits.ms} ms` : firstCause(error);
      throw new EndpointFailedError(`the endpoint <${iri}> failed: ${cause}`, { cause: error });
    }
  }

  #send(endpoint: AllowedEndpoint, sparql: string, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const url = new URL(endpoint.url);
    const host = hostOf(url);
    // An address needs no look-up, so that its check is here.
    if (endpoint.private !== true && isIP(host) !== 0 && !isPublicAddress(host)) throw notPublic(host);
    // SPARQL 1.1 Protocol §2.1.2; redirects are not followed. A compressed answer could be much larger than it seems.
    return request(url, {
      dispatcher: endpoint.private === true ? this.#private : this.#public,
      method: "POST",
      headers: {
        "user-agent": this.userAgent,
        accept: JSON_RESULTS,
        "accept-encoding": "identity",
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({ query: sparql }).toString(),
      signal,
    });
  }

  async close(): Promise<void> {
    await Promise.all([this.#public.destroy(), this.#private.destroy()]);
  }
}

function faultOf(status: number, headers: Dispatcher.ResponseData["headers"]): string | undefined {
  if (status >= 300 && status < 400) {
    return `it answered ${status}, a redirect, which is not followed; the list should have the address it leads to`;
  }
  if (status !== 200) return `it answered ${status}`;
  const type = String(headers["content-type"] ?? "no Content-Type").toLowerCase();
  if (!/^application\/(?:sparql-results\+)?json\b/.test(type)) {
    return `it answered ${status} with ${type.slice(0, 100)}, where ${JSON_RESULTS} was asked`;
  }
  const encoding = String(headers["content-encoding"] ?? "identity");
  return encoding === "identity" ? undefined : `it answered with Content-Encoding ${encoding.slice(0, 40)}, unasked`;
}

async function bounded(body: AsyncIterable<Buffer>, most: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > most) throw new Error(`its answer is larger than ${most} bytes, the most that is taken; ask for less`);
    chunks.push(chunk);
  }
  // A copy with memory of its own, which can go to another thread.
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) return callback(error ?? notPublic(hostname), "");
    const wrong = addresses.find(({ address }) => !isPublicAddress(address));
    if (wrong !== undefined) return callback(notPublic(`${hostname} (${wrong.address})`), "");
    return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};

function notPublic(host: string): Error {
  return new Error(`${host} is not an address of the public internet`);
}
