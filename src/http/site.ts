/** What every room of the publication knows: the base, the data, and how RDF is written here. */
import type { Manifest } from "../archive/manifest.js";
import type { Vocabulary } from "../rdf/serialise.js";
import type { GraphStore } from "../store/graph-store.js";

/** How pages look: what is linked in their head. */
export interface Look {
  /** Paths of stylesheets below the prefix of the site, in order. */
  readonly stylesheets: readonly string[];
  /** Classes of the root element, which a theme hangs its design tokens on. */
  readonly themeClass: string;
  /** Path of the script that suggests as one types in the search form. */
  readonly searchScript: string;
}

/** Who publishes the data, and where to reach them. */
export interface Publisher {
  readonly name: string;
  readonly email?: string;
  /** A page about them, or with a form. */
  readonly url?: string;
}

export interface Site {
  /** The configured base IRI, without trailing slash; never taken from a Host header. */
  readonly base: string;
  /** Path part of the base, "" or `/like/this`: what a reverse proxy strips and links must have. */
  readonly prefix: string;
  readonly softwareVersion: string;
  /** What all answers are made with beside the data, as part of their tags: the software, how pages look, who publishes. */
  readonly edition: string;
  /** Milliseconds that one query of the service or of the public may take. */
  readonly queryTimeoutMs: number;
  /** Whether queries may call the SERVICE of an endpoint on the operator's list. */
  readonly federates?: boolean;
  readonly vocabulary: Vocabulary;
  readonly look: Look;
  /** As the catalogue says; the service itself without it. */
  readonly publisher?: Publisher;
  readonly store: GraphStore;
  /** The manifest as it is now. */
  manifest(): Manifest;
}

/** Path part of a base IRI, as {@link Site.prefix}. */
export function prefixOf(base: string): string {
  return new URL(base).pathname.replace(/\/+$/, "");
}

/** An IRI of ours as a path on this host, so that it works behind a tunnel or on another port too; others as they are. */
export function localHref(site: Pick<Site, "base" | "prefix">, iri: string): string {
  if (iri === site.base) return `${site.prefix}/`;
  return iri.startsWith(`${site.base}/`) ? site.prefix + iri.slice(site.base.length) : iri;
}
