/** The endpoints that a SERVICE may name, and how much they may be asked. */
import { isIP } from "node:net";
import { isPublicAddress } from "./public-address.js";

export interface AllowedEndpoint {
  readonly url: string;
  /** It is in the operator's own network, on an address that is not public. */
  readonly private?: boolean | undefined;
}

export interface FederationLimits {
  /** Rows of one answer of an endpoint, and of the answer to the visitor. */
  readonly rows: number;
  /** Bytes of one answer. */
  readonly bytes: number;
  /** Milliseconds that one request may take. */
  readonly ms: number;
  /** Requests to other endpoints for one query. */
  readonly requests: number;
}

export const DEFAULT_LIMITS: FederationLimits = { rows: 100_000, bytes: 20_000_000, ms: 10_000, requests: 500 };

export interface FederationSettings {
  readonly endpoints: readonly AllowedEndpoint[];
  readonly limits?: { readonly [K in keyof FederationLimits]?: number | undefined } | undefined;
}

/**
 * Why an endpoint cannot be on the list; undefined when it can.
 */
export function endpointFault({ url, private: isPrivate }: AllowedEndpoint): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) return "give an http or https URL";
  if (parsed.username !== "" || parsed.password !== "") return "a URL here holds no user name or password";
  if (parsed.hash !== "") return "an endpoint has no fragment (#)";
  const host = hostOf(parsed);
  if (isPrivate !== true && isIP(host) !== 0 && !isPublicAddress(host)) {
    return "this address is not public; when it is meant, write { url: …, private: true }";
  }
  return undefined;
}

/** Host of a URL, as a name or an address without brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

/** Finds the endpoint that an IRI names, both normalised as URLs (WHATWG); nothing looser than that. */
export class AllowList {
  readonly #endpoints = new Map<string, AllowedEndpoint>();

  /** @throws {Error} naming the URL that cannot be on it */
  constructor(endpoints: readonly AllowedEndpoint[]) {
    for (const endpoint of endpoints) {
      const fault = endpointFault(endpoint);
      if (fault !== undefined) throw new Error(`${endpoint.url}: ${fault}`);
      this.#endpoints.set(new URL(endpoint.url).href, endpoint);
    }
  }

  /** Normalised URLs. */
  get urls(): readonly string[] {
    return [...this.#endpoints.keys()];
  }

  find(iri: string): AllowedEndpoint | undefined {
    return URL.canParse(iri) ? this.#endpoints.get(new URL(iri).href) : undefined;
  }
}
