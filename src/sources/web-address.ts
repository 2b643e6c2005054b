/** Web addresses as IRIs: they are published as provenance and as links. */

/** Characters that a URL may hold by WHATWG's rules and an IRI may not (RFC 3987 §2.2). */
const NOT_IN_IRI = /[|^`{}"<>\\]/g;

/** The address with what an IRI excludes percent-encoded. */
export function webIri(url: URL): string {
  return url.href.replace(NOT_IN_IRI, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
