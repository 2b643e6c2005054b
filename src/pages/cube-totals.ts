/**
 * A statistic as a whole: one of its counts, added up over all units, per school year and along one dimension. Asked once per
 * archive version, with a limit of time: a cube may hold millions of numbers, and a page without a chart is still a page.
 */
import type { Site } from "../http/site.js";
import { RDFS_LABEL } from "../rdf/terms.js";
import { selectMuch, sparqlIri } from "../sparql/select.js";
import { QueryTimeoutError } from "../store/graph-store.js";
import { MOST_SERIES } from "./chart.js";
import { isCount } from "./cube-chart.js";
import { type CubeStructure, QB } from "./cube-structure.js";
import { lastPart, type Observation } from "./observations.js";

export interface CubeTotals {
  readonly measure: string;
  readonly breakdown: string | undefined;
  /** Sums, shaped as observations without a unit. */
  readonly sums: readonly Observation[];
  /** Numbers that the source masks, and that are in none of the sums. */
  readonly masked: number;
}

/** Milliseconds that a page waits for its sums. */
const PATIENCE_MS = 5000;
/** Statistics whose sums are kept at most: there are some thirty. */
const MOST_KEPT = 100;

const kept = new WeakMap<Site, { version: string; totals: Map<string, Promise<CubeTotals | undefined>> }>();

/** The sums of a statistic; undefined when it counts nothing, or adding up takes too long. */
export function cubeTotals(site: Site, cube: string, structure: CubeStructure): Promise<CubeTotals | undefined> {
  const version = site.store.archiveVersion;
  let known = kept.get(site);
  if (known?.version !== version || known.totals.size > MOST_KEPT) {
    known = { version, totals: new Map() };
    kept.set(site, known);
  }
  const { totals } = known;
  const before = totals.get(cube);
  if (before !== undefined) return before;
  const asked = addUp(site, cube, structure).catch((error: unknown) => {
    if (error instanceof QueryTimeoutError) return undefined;
    // A failure is not remembered: the next who asks tries again.
    totals.delete(cube);
    throw error;
  });
  totals.set(cube, asked);
  return asked;
}

interface Dimension {
  readonly iri: string;
  readonly parts: number;
  /** The value that stands for all others. */
  readonly total: string | undefined;
}

async function addUp(site: Site, cube: string, structure: CubeStructure): Promise<CubeTotals | undefined> {
  const measure = structure.measures.find(isCount);
  if (measure === undefined) return undefined;
  const ond = `${site.base}/def/onderwijs#`;
  const within = `?o <${QB}dataSet> ${sparqlIri(cube)}`;
  const dimensions = await dimensionsOf(site, within, structure);
  const broken = dimensions.find(({ parts }) => parts > 1 && parts <= MOST_SERIES);
  const only = dimensions
    .filter(({ iri, total }) => iri !== broken?.iri && total !== undefined)
    .map(({ iri, total = "" }) => `; ${sparqlIri(iri)} ${sparqlIri(total)}`)
    .join(" ");
  const along = broken === undefined ? "" : `; ${sparqlIri(broken.iri)} ?part`;
  const rows = await selectMuch(
    site.store,
    `SELECT ?year ?part ?name ?sum WHERE {
      { SELECT ?year ?part (SUM(?n) AS ?sum) WHERE {
          ${within} ; <${ond}schooljaar> ?year ; ${sparqlIri(measure)} ?n ${only} ${along} } GROUP BY ?year ?part }
      OPTIONAL { ?part <${RDFS_LABEL}> ?name } } ORDER BY ?year ?part LIMIT 1000`,
    PATIENCE_MS,
  );
  const [hidden] = await selectMuch(
    site.store,
    `SELECT (COUNT(?o) AS ?n) WHERE { ${within} ; <${ond}gemaskeerdeMaat> ${sparqlIri(measure)} ${only} }`,
    PATIENCE_MS,
  );
  const sums = rows.flatMap(({ year, part, name, sum }): Observation[] => {
    if (year === undefined || sum === undefined) return [];
    const value = part === undefined ? undefined : { iri: part.value, name: name?.value ?? lastPart(part.value) };
    return [
      {
        year: lastPart(year.value),
        dimensions: new Map(value === undefined || broken === undefined ? [] : [[broken.iri, value]]),
        measures: new Map([[measure, Number(sum.value)]]),
        masked: new Set(),
        graph: "",
      },
    ];
  });
  return { measure, breakdown: broken?.iri, sums, masked: Number(hidden?.["n"]?.value ?? 0) };
}

/** How many values each dimension has in a cube, its total aside. */
async function dimensionsOf(site: Site, within: string, structure: CubeStructure): Promise<Dimension[]> {
  const read = structure.breakdowns.map(async (iri): Promise<Dimension> => {
    const rows = await selectMuch(
      site.store,
      `SELECT (COUNT(DISTINCT ?v) AS ?n) (MAX(IF(STRENDS(STR(?v), "/totaal"), STR(?v), "")) AS ?total)
       WHERE { ${within} ; ${sparqlIri(iri)} ?v }`,
      PATIENCE_MS,
    );
    const [row] = rows;
    const total = row?.["total"]?.value ?? "";
    const values = Number(row?.["n"]?.value ?? 0);
    return { iri, parts: total === "" ? values : values - 1, total: total === "" ? undefined : total };
  });
  return Promise.all(read);
}
