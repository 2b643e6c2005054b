/** Links in answers: what they are relative to, and which of them are followed. */
import { createHash } from "node:crypto";
import { SourceError } from "../source-error.js";

/**
 * What relative links of an answer are resolved against: the address that the answer gives for it, where that is on the
 * host that was asked (behind a proxy it may be an inner name), else the address that was asked.
 *
 * @param given context URL, `odata.metadata` or `xml:base`
 * @param asked undefined for a file
 */
export function linkBase(given: string | undefined, asked: URL | undefined): URL | undefined {
  const base = given === undefined ? undefined : parsed(given, asked);
  if (base === undefined) return asked;
  return asked === undefined || base.origin === asked.origin ? base : asked;
}

/** The link as an absolute address, or as it is when nothing says what it is relative to. */
export function resolved(link: string, base: URL | undefined): string {
  // An address holds no white space; where one is printed or wrapped in XML, it does.
  const tidy = link.replace(/\s+/g, "");
  return parsed(tidy, base)?.href ?? tidy;
}

/**
 * The address of a next page. One that is a query alone is of the address that was asked: beside the `$metadata` of the
 * context, to which links are relative, it would lead to no page.
 */
export function resolvedNext(link: string, base: URL | undefined, asked: URL | undefined): string {
  return resolved(link, link.trimStart().startsWith("?") ? (asked ?? base) : base);
}

/**
 * The address at which a link is asked for. Only the host that was asked is: a link to another host or to http is the
 * service's inner address when its path is below the root (OData services behind a proxy give such), and is asked for
 * at the host and protocol of the request; any other is refused.
 *
 * @param asked address of the answer that holds the link
 * @param root of the service
 * @throws {SourceError} when it is not followed
 */
export function followed(link: string, asked: URL, root: URL): URL {
  const url = parsed(link, asked);
  if (url === undefined) throw new SourceError(`${asked.href}: the next page is said to be at "${link}", no address`);
  if (url.origin === asked.origin && url.username === "" && url.password === "") return url;
  const below = `${root.pathname.replace(/\/+$/, "")}/`;
  if (below !== "/" && /^https?:$/.test(url.protocol) && url.pathname.startsWith(below)) {
    const here = new URL(asked);
    here.pathname = url.pathname;
    here.search = url.search;
    return here;
  }
  url.username = "";
  url.password = "";
  throw new SourceError(
    `${asked.href}: the next page is said to be at another host (${url.href}), which is not followed; give that address if you trust it`,
  );
}

/**
 * Whether a link asks by place (`$skip`, or a `$skiptoken` that is a number alone), so that a record which moves
 * meanwhile may be passed over.
 */
export function isPositional(link: URL): boolean {
  const token = link.searchParams.get("$skiptoken");
  return token === null ? link.searchParams.has("$skip") : /^\d+$/.test(token);
}

/** The links of one list of pages, of which none may come twice. */
export class LinkTrail {
  readonly #met = new Set<string>();

  /** @throws {SourceError} when it leads in a circle */
  add(link: URL, from: URL): void {
    const key = createHash("sha256").update(link.href).digest("base64").slice(0, 22);
    if (this.#met.has(key)) {
      throw new SourceError(`${from.href}: the next page is said to be ${link.href}, which was asked for before`);
    }
    this.#met.add(key);
  }
}

function parsed(link: string, base: URL | undefined): URL | undefined {
  return URL.canParse(link, base?.href) ? new URL(link, base?.href) : undefined;
}
