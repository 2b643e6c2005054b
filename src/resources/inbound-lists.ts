/** Lists of what points to a thing, a page at a time: by kind, as their URIs have it, and by name. */
import { byCodeUnit } from "../rdf/byte-order.js";
import type { Site } from "../http/site.js";
import type { Quad } from "../rdf/terms.js";
import { select, sparqlIri } from "../sparql/select.js";
import type { Description } from "./description.js";
import { type InboundProperty, PAGE_SIZE } from "./inbound.js";
import { labelsOf } from "./labels.js";

/** Above this many, a list is in order of URI: sorting all labels would cost more than it gives. */
const LABELS_SORTED_UP_TO = 2000;
/** Above this many, even that costs too much: the order is that of the index, which stays as it is between publishes. */
const SORTED_UP_TO = 20_000;
/** Groups whose first page is listed at once; the rest is counted, and listed when asked for. */
const LISTED_GROUPS = 6;

export interface InboundLink {
  readonly iri: string;
  readonly label?: string;
}

/** A property, and one page of those who point by it. */
export interface InboundGroup {
  readonly predicate: string;
  readonly count: number;
  readonly page: number;
  /** Empty when the group is counted only. */
  readonly links: readonly InboundLink[];
}

/** One property, at one page (the first being 1). */
export interface Via {
  readonly predicate: string;
  readonly page: number;
}

/**
 * The properties by which other things point to this one, the most used first.
 *
 * @param via list only this property, at this page
 */
export async function inboundLinks(site: Site, description: Description, via?: Via): Promise<InboundGroup[]> {
  const listed = description.inbound.filter(({ predicate }, place) =>
    via === undefined ? place < LISTED_GROUPS : via.predicate === predicate,
  );
  const names = namesIn(await labelsOf(site, new Set(listed.flatMap(({ quads }) => subjectsOf(quads ?? [])))));
  return Promise.all(
    description.inbound.map(async (group) => {
      const { predicate, count } = group;
      const page = via?.predicate === predicate ? via.page : 1;
      const links = listed.includes(group) ? await pageOf(site, description.iri, group, page, names) : [];
      return { predicate, count, page, links };
    }),
  );
}

/** One page of a group. */
export async function inboundPage(
  site: Site,
  iri: string,
  group: InboundProperty,
  page: number,
): Promise<readonly InboundLink[]> {
  return pageOf(site, iri, group, page, namesIn(await labelsOf(site, new Set(subjectsOf(group.quads ?? [])))));
}

/** Number of pages that so many things are listed on. */
export function pagesOf(count: number): number {
  return Math.ceil(count / PAGE_SIZE);
}

async function pageOf(
  site: Site,
  iri: string,
  group: InboundProperty,
  page: number,
  names: ReadonlyMap<string, string>,
): Promise<readonly InboundLink[]> {
  if (group.quads === undefined) return askPage(site, iri, group, page);
  const links = [...new Set(subjectsOf(group.quads))].map((subject) => {
    const label = names.get(subject);
    return { link: { iri: subject, ...(label === undefined ? {} : { label }) }, key: label?.toLowerCase() ?? "" };
  });
  links.sort(
    ({ link: a, key }, { link: b, key: other }) =>
      byCodeUnit(kindOf(a.iri), kindOf(b.iri)) || byCodeUnit(key, other) || byCodeUnit(a.iri, b.iri),
  );
  return links.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(({ link }) => link);
}

async function askPage(site: Site, iri: string, group: InboundProperty, page: number): Promise<InboundLink[]> {
  const pattern = `?s ${sparqlIri(group.predicate)} ${sparqlIri(iri)}`;
  const slice = `LIMIT ${PAGE_SIZE} OFFSET ${(page - 1) * PAGE_SIZE}`;
  const label = "OPTIONAL { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label }";
  const inOrder = group.count <= SORTED_UP_TO ? "ORDER BY ?s" : "";
  const query =
    group.count <= LABELS_SORTED_UP_TO
      ? // Virtuoso orders by an expression over an aggregate only from outside.
        `SELECT ?s ?name WHERE { { SELECT ?s (MIN(?label) AS ?name) WHERE { ${pattern} ${label} } GROUP BY ?s } } ORDER BY REPLACE(STR(?s), "[^/]*$", "") LCASE(STR(?name)) ?s ${slice}`
      : `SELECT ?s (MIN(?label) AS ?name) WHERE { { SELECT ?s WHERE { ${pattern} } ${inOrder} ${slice} } ${label} } GROUP BY ?s ORDER BY ?s`;
  const rows = await select(site.store, query, site.queryTimeoutMs);
  return rows.flatMap(({ s, name }) =>
    s === undefined ? [] : [{ iri: s.value, ...(name === undefined ? {} : { label: name.value }) }],
  );
}

/** Where the URIs of a kind begin: up to the last slash, as {@link askPage} has it too. */
function kindOf(iri: string): string {
  return iri.slice(0, iri.lastIndexOf("/") + 1);
}

function subjectsOf(quads: readonly Quad[]): string[] {
  return quads.map(({ subject }) => subject.value);
}

/** The first in the alphabet of the labels of each thing. */
function namesIn(labels: readonly Quad[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { subject, object } of labels) {
    const known = names.get(subject.value);
    if (known === undefined || object.value < known) names.set(subject.value, object.value);
  }
  return names;
}
