/** Web addresses as IRIs: they are published as provenance and as links. */

/** What a URL may hold by WHATWG's rules and an IRI may not (RFC 3987 §2.2): a lone `%` and a second `#` are among it. */
const NOT_IN_IRI = /[|^`{}"<>\\]|%(?![0-9A-Fa-f]{2})|(?<=#.*)#/g;

/** The address with what an IRI excludes percent-encoded. */
export function webIri(url: URL): string {
  return url.href.replace(NOT_IN_IRI, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The address of `path` (its steps encoded) below a root, which may be that of its host. */
export function below(root: URL, path: string): URL {
  const url = new URL(root);
  url.pathname = `${root.pathname.replace(/\/$/, "")}/${path}`;
  return url;
}
