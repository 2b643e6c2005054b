/** The distributions of a dataset, as far as a page shows them. */
import type { Site } from "../../http/site.js";
import { type Quad, namedNode, quad } from "../../rdf/terms.js";
import { select, sparqlIri } from "../../sparql/select.js";

const DCAT = "http://www.w3.org/ns/dcat#";

/** Distributions that a page shows in full; of the rest it has the names. */
const MOST_DISTRIBUTIONS = 50;

export interface Distributions {
  /** In order of IRI. */
  readonly iris: readonly string[];
  /** What is said of them. */
  readonly quads: readonly Quad[];
}

/** The first distributions of a dataset, with all that is said of each. */
export async function distributionsOf(site: Site, dataset: string): Promise<Distributions> {
  const first = `SELECT DISTINCT ?d WHERE { ${sparqlIri(dataset)} <${DCAT}distribution> ?d } ORDER BY ?d LIMIT ${MOST_DISTRIBUTIONS}`;
  const rows = await select(
    site.store,
    `SELECT ?d ?p ?o ?g WHERE { { ${first} } GRAPH ?g { ?d ?p ?o } }`,
    site.queryTimeoutMs,
  );
  const quads = rows.flatMap(({ d, p, o, g }) =>
    d?.termType === "NamedNode" && p !== undefined && o !== undefined && g?.termType === "NamedNode"
      ? [quad(d, namedNode(p.value), o, g)]
      : [],
  );
  return { iris: [...new Set(quads.map(({ subject }) => subject.value))].sort(), quads };
}
