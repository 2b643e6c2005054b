/** The numbers of a statistic as a query, for its CSV. */
import type { Site } from "../http/site.js";
import { RDFS_LABEL } from "../rdf/terms.js";
import { select, sparqlIri } from "../sparql/select.js";
import { type CubeStructure, QB } from "./cube-structure.js";
import type { Names } from "./names.js";

/** The name of a term as a variable of a query. */
function variable(term: string): string {
  return `?${(term.split("#", 2)[1] ?? "x").replace(/\W/g, "_")}`;
}

/**
 * All numbers of a statistic, a row for each observation, by the names of its dimensions and measures.
 *
 * @param graph leaves out what other graphs say
 */
export function figuresQuery(
  site: Pick<Site, "base">,
  cube: string,
  structure: CubeStructure,
  names: Names,
  graph?: string,
): string {
  const ond = `${site.base}/def/onderwijs#`;
  const dimensions = structure.breakdowns.map((iri) => ({ iri, name: variable(iri) }));
  const inGraph = (pattern: string): string => (graph === undefined ? pattern : `GRAPH <${graph}> { ${pattern} }`);
  const measures = structure.measures.map((iri) => ({ iri, name: variable(iri) }));
  return `# ${names(cube).replaceAll(/\s+/g, " ")}
SELECT ?schooljaar ?eenheid ?naam ${[...dimensions, ...measures].map(({ name }) => name).join(" ")} ?afgeschermd WHERE {
  ${inGraph(`?o <${QB}dataSet> <${cube}> ; <${ond}schooljaar> ?jaar ; <${ond}eenheid> ?eenheid`)} .
  ?jaar <http://www.w3.org/2004/02/skos/core#notation> ?schooljaar .
  OPTIONAL { ?eenheid <${RDFS_LABEL}> ?naam }
${dimensions.map(({ iri, name }) => `  OPTIONAL { ?o <${iri}> ${name} }`).join("\n")}
${measures.map(({ iri, name }) => `  OPTIONAL { ?o <${iri}> ${name} }`).join("\n")}
  OPTIONAL { SELECT ?o (GROUP_CONCAT(STRAFTER(STR(?maat), "#"); separator=" ") AS ?afgeschermd) WHERE {
    ?o <${QB}dataSet> <${cube}> ; <${ond}gemaskeerdeMaat> ?maat } GROUP BY ?o }
}`;
}

/** The statistic that a graph has observations of: one, as one file of it makes a graph. */
export async function cubeIn(site: Site, graph: string): Promise<string | undefined> {
  const [row] = await select(
    site.store,
    `SELECT ?cube WHERE { GRAPH ${sparqlIri(graph)} { ?o <${QB}dataSet> ?cube } } LIMIT 1`,
    site.queryTimeoutMs,
  );
  return row?.["cube"]?.value;
}
