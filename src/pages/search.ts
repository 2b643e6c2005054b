/** Looking things up by code or by name, through SPARQL. */
import type { Site } from "../http/site.js";
import { RDF_TYPE, RDFS_LABEL } from "../rdf/terms.js";
import { select, sparqlIri, sparqlString } from "../sparql/select.js";
import { canonicalReference } from "../resources/kinds.js";

export interface Hit {
  readonly iri: string;
  readonly label: string;
  /** IRI of a class it has. */
  readonly type?: string;
}

export const MOST_HITS = 50;
const LONGEST_QUESTION = 100;

/** Kinds that people know by their code. */
const BY_CODE = ["instelling", "vestiging", "bevoegd-gezag", "samenwerkingsverband", "gemeente"];

/** Things whose code is what was typed, then things whose label holds it, the shortest label first. */
export async function search(site: Site, question: string): Promise<Hit[]> {
  const wanted = question.trim().slice(0, LONGEST_QUESTION);
  if (wanted === "") return [];
  const coded = await hits(site, codedQuery(site, wanted));
  const named = await hits(
    site,
    // Virtuoso orders by an expression over an aggregate only from outside.
    `SELECT ?s ?label ?type WHERE { { SELECT ?s (MIN(?l) AS ?label) (MIN(?t) AS ?type) WHERE {
      { SELECT DISTINCT ?s ?l WHERE { ?s <${RDFS_LABEL}> ?l
          FILTER(STRSTARTS(STR(?s), "${site.base}/id/") && CONTAINS(LCASE(STR(?l)), LCASE(${sparqlString(wanted)}))) }
        ORDER BY STRLEN(STR(?l)) ?l ?s LIMIT ${MOST_HITS} }
      OPTIONAL { ?s <${RDF_TYPE}> ?t } } GROUP BY ?s } } ORDER BY STRLEN(STR(?label)) ?label ?s`,
  );
  const known = new Set(coded.map((hit) => hit.iri));
  return [...coded, ...named.filter((hit) => !known.has(hit.iri))].slice(0, MOST_HITS);
}

function codedQuery(site: Site, wanted: string): string | undefined {
  const iris = BY_CODE.flatMap((concept) => {
    const reference = canonicalReference(`${concept}/${wanted}`);
    return reference === undefined ? [] : [sparqlIri(`${site.base}/id/${reference}`)];
  });
  if (iris.length === 0) return undefined;
  return `SELECT ?s (MIN(?l) AS ?label) (MIN(?t) AS ?type) WHERE { VALUES ?s { ${iris.join(" ")} }
    ?s ?p ?o OPTIONAL { ?s <${RDFS_LABEL}> ?l } OPTIONAL { ?s <${RDF_TYPE}> ?t } } GROUP BY ?s ORDER BY ?s`;
}

async function hits(site: Site, query: string | undefined): Promise<Hit[]> {
  if (query === undefined) return [];
  const rows = await select(site.store, query, site.queryTimeoutMs);
  return rows.flatMap(({ s, label, type }) =>
    s === undefined
      ? []
      : [
          {
            iri: s.value,
            label: label?.value ?? s.value.slice(site.base.length + "/id/".length),
            ...(type === undefined ? {} : { type: type.value }),
          },
        ],
  );
}
