/** What points to a thing: counted per property, and listed page by page, however many there are. */
import type { Site } from "../http/site.js";
import { select, sparqlIri } from "../sparql/select.js";

export const PAGE_SIZE = 25;
/** Above this many, a list is in order of URI: sorting all labels would cost more than it gives. */
const LABELS_SORTED_UP_TO = 2000;
/** Above this many, even that costs too much: the order is that of the index, which stays as it is between publishes. */
const SORTED_UP_TO = 20_000;

export interface InboundLink {
  readonly iri: string;
  readonly label?: string;
}

export interface InboundGroup {
  readonly predicate: string;
  readonly count: number;
  readonly page: number;
  /** Empty when the group is counted only. */
  readonly links: readonly InboundLink[];
}

/** Groups whose first page is listed at once; the rest is counted, and listed when asked for. */
const LISTED_GROUPS = 6;

/**
 * The properties by which other things point to this one, the most used first.
 *
 * @param via list only this property, at this page (the first being 1)
 */
export async function inboundLinks(
  site: Site,
  iri: string,
  via?: { readonly predicate: string; readonly page: number },
): Promise<InboundGroup[]> {
  const thing = sparqlIri(iri);
  const counted = await select(
    site.store,
    `SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ${thing} } GROUP BY ?p`,
    site.queryTimeoutMs,
  );
  const groups = counted
    .flatMap(({ p, n }) => (p === undefined || n === undefined ? [] : [{ predicate: p.value, count: Number(n.value) }]))
    .filter((group) => group.count > 0)
    .sort((a, b) => b.count - a.count || (a.predicate < b.predicate ? -1 : 1));
  return Promise.all(
    groups.map(async ({ predicate, count }, place) => {
      const listed = via === undefined ? place < LISTED_GROUPS : via.predicate === predicate;
      const page = via?.predicate === predicate ? Math.min(via.page, Math.ceil(count / PAGE_SIZE)) : 1;
      return { predicate, count, page, links: listed ? await pageOf(site, iri, predicate, page, count) : [] };
    }),
  );
}

async function pageOf(site: Site, iri: string, predicate: string, page: number, count: number): Promise<InboundLink[]> {
  const pattern = `?s ${sparqlIri(predicate)} ${sparqlIri(iri)}`;
  const slice = `LIMIT ${PAGE_SIZE} OFFSET ${(page - 1) * PAGE_SIZE}`;
  const label = "OPTIONAL { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label }";
  const inOrder = count <= SORTED_UP_TO ? "ORDER BY ?s" : "";
  const query =
    count <= LABELS_SORTED_UP_TO
      ? // Virtuoso orders by an expression over an aggregate only from outside.
        `SELECT ?s ?name WHERE { { SELECT ?s (MIN(?label) AS ?name) WHERE { ${pattern} ${label} } GROUP BY ?s } } ORDER BY LCASE(STR(?name)) ?s ${slice}`
      : `SELECT ?s (MIN(?label) AS ?name) WHERE { { SELECT ?s WHERE { ${pattern} } ${inOrder} ${slice} } ${label} } GROUP BY ?s ORDER BY ?s`;
  const rows = await select(site.store, query, site.queryTimeoutMs);
  return rows.flatMap(({ s, name }) =>
    s === undefined ? [] : [{ iri: s.value, ...(name === undefined ? {} : { label: name.value }) }],
  );
}
