/** The numbers of a statistic as a query, for its CSV. */
import type { Site } from "../../http/site.js";
import { RDFS_LABEL } from "../../rdf/terms.js";
import { select, sparqlIri } from "../../sparql/select.js";
import { type CubeStructure, QB } from "./cube-structure.js";
import { fileHref } from "../links.js";
import { lastPart } from "./observations.js";

/** What of a statistic is meant; all of it when nothing is said. */
export interface FiguresScope {
  /** Leaves out what other graphs say. */
  readonly graph?: string | undefined;
  /** IRI of the one school or other unit that they are about. */
  readonly unit?: string | undefined;
  /** `2023-2024`. */
  readonly year?: string | undefined;
}

/** The name of a term as a variable of a query. */
function variable(term: string): string {
  return `?${(term.split("#", 2)[1] ?? "x").replace(/\W/g, "_")}`;
}

/**
 * The numbers of a statistic, a row for each observation: school year, unit and dimensions by code and name, measures, and
 * which of the measures are masked.
 */
export function figuresQuery(
  { base }: Pick<Site, "base">,
  cube: string,
  structure: CubeStructure,
  { graph, unit, year }: FiguresScope = {},
): string {
  const ond = `${base}/def/onderwijs#`;
  const dimensions = structure.breakdowns.map((iri) => ({ iri, name: variable(iri) }));
  const measures = structure.measures.map((iri) => ({ iri, name: variable(iri) }));
  const inGraph = (pattern: string): string =>
    graph === undefined ? pattern : `GRAPH ${sparqlIri(graph)} { ${pattern} }`;
  // The unit first: the engine begins with what comes first, and a cube has millions.
  const within = [
    ...(unit === undefined ? [] : [`<${ond}eenheid> ${sparqlIri(unit)}`]),
    `<${QB}dataSet> ${sparqlIri(cube)}`,
    ...(year === undefined ? [] : [`<${ond}schooljaar> ${sparqlIri(`${base}/id/schooljaar/${year}`)}`]),
  ].join(" ; ");
  const columns = [...dimensions.flatMap(({ name }) => [name, `${name}Naam`]), ...measures.map(({ name }) => name)];
  return `SELECT ?schooljaar ?eenheid ?naam ${columns.join(" ")} ?afgeschermd WHERE {
  ${inGraph(`?o ${within} ; <${ond}schooljaar> ?jaar ; <${ond}eenheid> ?eenheid`)} .
  OPTIONAL { ?eenheid <${RDFS_LABEL}> ?naam }
${dimensions.map(({ iri, name }) => `  OPTIONAL { ?o <${iri}> ${name} OPTIONAL { ${name} <${RDFS_LABEL}> ${name}Naam } }`).join("\n")}
${measures.map(({ iri, name }) => `  OPTIONAL { ?o <${iri}> ${name} }`).join("\n")}
  OPTIONAL { SELECT ?o (GROUP_CONCAT(STRAFTER(STR(?maat), "#"); separator=" ") AS ?afgeschermd) WHERE {
    ?o ${within} ; <${ond}gemaskeerdeMaat> ?maat } GROUP BY ?o }
  BIND(STRAFTER(STR(?jaar), "/id/schooljaar/") AS ?schooljaar)
}${unit === undefined ? "" : ` ORDER BY ${["?schooljaar", ...dimensions.map(({ name }) => `${name}Naam`)].join(" ")}`}`;
}

/** Where those numbers can be had as a file, which is called after what is in it. */
export function figuresHref(
  site: Pick<Site, "base" | "prefix">,
  cube: string,
  structure: CubeStructure,
  scope: FiguresScope = {},
): string {
  const { graph, unit, year } = scope;
  const about = [graph ?? cube, unit, year].flatMap((each) => (each === undefined ? [] : [lastPart(each)]));
  return fileHref(site, figuresQuery(site, cube, structure, scope), "csv", `cijfers-${about.join("-")}`);
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
