/**
 * The description of a thing: what is said of it and of its `#` children, and the labels of what it points to; each
 * statement with its graph. Children are found by following links from the thing, two steps deep, never by a scan.
 */
import { quadToLine } from "../rdf/nquads.js";
import { namedNode, type Quad, quad, RDF_TYPE, RDFS_LABEL } from "../rdf/terms.js";
import type { Site } from "../http/site.js";
import { select, sparqlIri, sparqlString } from "../sparql/select.js";

export interface Description {
  readonly iri: string;
  /** Sorted, so that equal data gives equal bytes. */
  readonly quads: readonly Quad[];
  /** Whether the thing is gone, and this is its tombstone. */
  readonly gone: boolean;
}

function describeQuery(iri: string): string {
  const thing = sparqlIri(iri);
  const isChild = (variable: string): string => `FILTER(STRSTARTS(STR(${variable}), ${sparqlString(`${iri}#`)}))`;
  // What a class is called is told by its vocabulary, not by each thing that has it.
  const notType = `FILTER(?p1 != <${RDF_TYPE}>)`;
  // The label's predicate is a constant in its pattern: given by VALUES it made the engine walk all labels there are.
  const label = `FILTER(isIRI(?s)) GRAPH ?g { ?s <${RDFS_LABEL}> ?o } BIND(<${RDFS_LABEL}> AS ?p)`;
  return `SELECT ?g ?s ?p ?o WHERE {
    { VALUES ?s { ${thing} } GRAPH ?g { ?s ?p ?o } }
    UNION { ${thing} ?p1 ?s ${isChild("?s")} GRAPH ?g { ?s ?p ?o } }
    UNION { ${thing} ?p1 ?c ${isChild("?c")} ?c ?p2 ?s ${isChild("?s")} GRAPH ?g { ?s ?p ?o } }
    UNION { ${thing} ?p1 ?s ${notType} ${label} }
    UNION { ${thing} ?p1 ?c ${isChild("?c")} ?c ?p2 ?s FILTER(?p2 != <${RDF_TYPE}>) ${label} }
  }`;
}

/** A line as it is sorted: the label before all that is said of its subject. */
function sortKey(line: string): string {
  return line.replace(`> <${RDFS_LABEL}> `, "> <!> ");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Describes a thing; undefined when nothing is said of it. */
export async function describe(site: Site, iri: string): Promise<Description | undefined> {
  const rows = await select(site.store, describeQuery(iri), site.queryTimeoutMs);
  const byLine = new Map<string, Quad>();
  for (const { g, s, p, o } of rows) {
    if (s === undefined || s.termType === "Literal" || p === undefined || o === undefined) continue;
    if (g === undefined || g.termType === "Literal") continue;
    const statement = quad(s, namedNode(p.value), o, g);
    byLine.set(quadToLine(statement), statement);
  }
  const quads = [...byLine].sort(([a], [b]) => compare(sortKey(a), sortKey(b))).map(([, q]) => q);
  if (!quads.some((q) => q.subject.value === iri)) return undefined;
  const tombstone = `${site.base}/def/dienst#Grafsteen`;
  const gone = quads.some(
    (q) =>
      q.subject.value === iri &&
      q.predicate.value === RDF_TYPE &&
      q.object.value === tombstone &&
      q.graph.value === `${site.base}/graph/meta/grafstenen`,
  );
  return { iri, quads, gone };
}
