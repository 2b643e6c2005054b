/** Addresses on a page: our own stay on this host and in the language of the page. */
import { inLanguage, type Language } from "../http/documents.js";
import { LONGEST_FILE_NAME } from "../sparql/protocol.js";
import { safeHref } from "./wording.js";
import { localHref, type Site } from "../http/site.js";

export type LinkBase = Pick<Site, "base" | "prefix">;

/** An IRI as a link: ours as a path on this host, in the language of the page; others as they are, where they may be links. */
export function linkTo(site: LinkBase, language: Language, iri: string): string | undefined {
  const href = localHref(site, iri);
  return href === iri ? safeHref(iri) : inLanguage(href, language);
}

/** The address of the answer to a SPARQL query, as a file. @param fileName without what tells its form */
export function fileHref(site: Pick<Site, "prefix">, query: string, format: string, fileName: string): string {
  const filename = fileName.replaceAll(/[^A-Za-z0-9_-]+/g, "-").slice(0, LONGEST_FILE_NAME);
  const parameters = new URLSearchParams({ query, filename, format });
  return `${site.prefix}/sparql?${parameters.toString()}`;
}

/** The address of the page with the answer to a SPARQL query. */
export function queryHref(site: Pick<Site, "prefix">, query: string): string {
  return `${site.prefix}/sparql?${new URLSearchParams({ query }).toString()}`;
}

/** The address of the query editor with an example in it. */
export function exampleHref(site: Pick<Site, "prefix">, language: Language, name: string): string {
  return site.prefix + inLanguage(`/sparql?${new URLSearchParams({ voorbeeld: name }).toString()}`, language);
}

/** The relation of links to where a source sends people: no word of whose page they come from, and no recommendation of ours. */
export const ELSEWHERE = "noopener nofollow";
