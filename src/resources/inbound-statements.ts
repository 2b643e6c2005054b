/**
 * What points to a thing, as RDF (docs/decisions/0031): the statements themselves where they are few; else a collection
 * (Hydra Core Vocabulary) that says how many there are and where to page through them.
 */
import type { Site } from "../http/site.js";
import { literal, namedNode, type Quad, quad, RDF_TYPE, XSD } from "../rdf/terms.js";
import { select, sparqlIri } from "../sparql/select.js";
import { type Inbound, type InboundProperty, PAGE_SIZE } from "./inbound.js";
import { inboundPage, pagesOf } from "./inbound-lists.js";
import { labelsOf } from "./labels.js";

const HYDRA = "http://www.w3.org/ns/hydra/core#";
const A = namedNode(RDF_TYPE);

/** IRI of the document that lists who points to a thing by a property. @param document IRI of the thing's document */
export function collectionIri(document: string, predicate: string): string {
  return `${document}?via=${encodeURIComponent(predicate)}`;
}

function pageIri(collection: string, page: number): string {
  return `${collection}&pagina=${page}`;
}

/** What a description says of what points to the thing: bounded, however much that is. */
export function inboundQuads(iri: string, document: string, inbound: Inbound): Quad[] {
  return inbound.flatMap((group) => {
    if (group.count <= PAGE_SIZE && group.quads !== undefined) return group.quads;
    const collection = collectionIri(document, group.predicate);
    const first = pageIri(collection, 1);
    return [
      says(iri, "collection", collection),
      ...collectionQuads(iri, collection, group),
      says(collection, "view", first),
      quad(namedNode(first), A, namedNode(`${HYDRA}PartialCollectionView`)),
    ];
  });
}

/** The document of one page: the collection, its members with their names, and the way to the pages around it. */
export async function inboundPageQuads(
  site: Site,
  iri: string,
  document: string,
  group: InboundProperty,
  page: number,
): Promise<Quad[]> {
  const collection = collectionIri(document, group.predicate);
  const here = pageIri(collection, page);
  const pages = pagesOf(group.count);
  const members = (await inboundPage(site, iri, group, page)).map((link) => link.iri);
  const view = [
    says(collection, "view", here),
    quad(namedNode(here), A, namedNode(`${HYDRA}PartialCollectionView`)),
    says(here, "first", pageIri(collection, 1)),
    ...(page > 1 ? [says(here, "previous", pageIri(collection, page - 1))] : []),
    ...(page < pages ? [says(here, "next", pageIri(collection, page + 1))] : []),
    says(here, "last", pageIri(collection, pages)),
  ];
  return [
    ...collectionQuads(iri, collection, group),
    ...view,
    ...members.map((member) => says(collection, "member", member)),
    ...(await statements(site, iri, group, members)),
    ...(await labelsOf(site, members)),
  ];
}

function collectionQuads(iri: string, collection: string, { predicate, count }: InboundProperty): Quad[] {
  // Which statement is true of every member: ?member predicate iri.
  const assertion = `${collection}#verwijzing`;
  return [
    quad(namedNode(collection), A, namedNode(`${HYDRA}Collection`)),
    quad(namedNode(collection), namedNode(`${HYDRA}totalItems`), literal(String(count), { datatype: `${XSD}integer` })),
    says(collection, "memberAssertion", assertion),
    says(assertion, "property", predicate),
    says(assertion, "object", iri),
  ];
}

/** The statements by which these members point to the thing, with the graphs that say so. */
async function statements(
  site: Site,
  iri: string,
  { predicate, quads }: InboundProperty,
  members: readonly string[],
): Promise<Quad[]> {
  const wanted = new Set(members);
  if (quads !== undefined) return quads.filter(({ subject }) => wanted.has(subject.value));
  if (members.length === 0) return [];
  const rows = await select(
    site.store,
    `SELECT ?g ?s WHERE { VALUES ?s { ${members.map(sparqlIri).join(" ")} } GRAPH ?g { ?s ${sparqlIri(predicate)} ${sparqlIri(iri)} } } ORDER BY ?s ?g`,
    site.queryTimeoutMs,
  );
  return rows.flatMap(({ g, s }) =>
    g?.termType === "NamedNode" && s?.termType === "NamedNode"
      ? [quad(s, namedNode(predicate), namedNode(iri), g)]
      : [],
  );
}

function says(subject: string, property: string, object: string): Quad {
  return quad(namedNode(subject), namedNode(`${HYDRA}${property}`), namedNode(object));
}
