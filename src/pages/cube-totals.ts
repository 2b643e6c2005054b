/**
 * A statistic as a whole, or all that it says of one unit: its counts, added up per school year and along one
 * dimension. The sums over all units are asked once per archive version. There is a limit of time: a cube may hold millions of
 * numbers, and a page without a chart is still a page.
 */
import { LRUCache } from "lru-cache";
import type { Site } from "../http/site.js";
import { perVersion } from "../resources/per-version.js";
import { RDFS_LABEL } from "../rdf/terms.js";
import { select, selectMuch, sparqlIri } from "../sparql/select.js";
import { QueryTimeoutError } from "../store/graph-store.js";
import { MOST_SERIES } from "./chart.js";
import { isCount } from "./cube-chart.js";
import { type CubeStructure, QB } from "./cube-structure.js";
import { lastPart, type Observation } from "./observations.js";

export interface CubeTotals {
  /** The first of its counts. */
  readonly measures: readonly string[];
  readonly breakdown: string | undefined;
  /** Sums, shaped as observations without a unit. */
  readonly sums: readonly Observation[];
  /** By measure: numbers that the source masks, and that are in none of the sums. */
  readonly masked: ReadonlyMap<string, number>;
  /** IRIs of the graphs that say what was added up; of a whole statistic none. */
  readonly graphs: readonly string[];
}

/** Counts that are added up at most: candidates, and those who passed or failed. */
const MOST_MEASURES = 3;

/** Milliseconds that a page waits for its sums. */
const PATIENCE_MS = 5000;
/** Observations of a unit that are added up while pages wait: some tens of milliseconds. */
const MUCH = 5000;
/** Statistics whose sums are kept at most: there are some thirty. */
const MOST_KEPT = 100;

/** Milliseconds after which it is tried again to add up what took too long: the engines may have been busy. */
const AGAIN_MS = 60_000;

/** Sums; `late` when adding up takes too long, undefined when there is nothing to count. */
export type AddedUp = CubeTotals | "late" | undefined;

const kept = perVersion(() => new LRUCache<string, Promise<AddedUp>>({ max: MOST_KEPT }));

/** The sums of a statistic. */
export function cubeTotals(site: Site, cube: string, structure: CubeStructure): Promise<AddedUp> {
  const known = kept(site);
  const before = known.get(cube);
  if (before !== undefined) return before;
  const asked = inTime(addUp(site, `?o <${QB}dataSet> ${sparqlIri(cube)}`, structure, selectMuch));
  known.set(cube, asked);
  asked.then(
    (added) => void (added === "late" && known.set(cube, asked, { ttl: AGAIN_MS })),
    // A failure is not remembered: the next who asks tries again.
    () => known.delete(cube),
  );
  return asked;
}

/** The sums of what a statistic says of a unit. @param count its observations */
export function unitTotals(
  site: Site,
  unit: string,
  { iri, count }: { readonly iri: string; readonly count: number },
  structure: CubeStructure,
): Promise<AddedUp> {
  // In this order: the engine begins with what comes first, and a cube has millions.
  const within = `?o <${site.base}/def/onderwijs#eenheid> ${sparqlIri(unit)} ; <${QB}dataSet> ${sparqlIri(iri)}`;
  const ask = count > MUCH ? selectMuch : select;
  const addedUp = async (): Promise<CubeTotals | undefined> => {
    const added = await addUp(site, within, structure, ask);
    return added === undefined ? undefined : { ...added, graphs: await graphsOf(site, within, ask) };
  };
  return inTime(addedUp());
}

async function graphsOf(site: Site, within: string, ask: typeof select): Promise<string[]> {
  const rows = await ask(site.store, `SELECT DISTINCT ?g WHERE { GRAPH ?g { ${within} } } ORDER BY ?g`, PATIENCE_MS);
  return rows.flatMap(({ g }) => g?.value ?? []);
}

async function inTime(asked: Promise<CubeTotals | undefined>): Promise<AddedUp> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof QueryTimeoutError) return "late";
    throw error;
  }
}

interface Dimension {
  readonly iri: string;
  readonly parts: number;
  /** The value that stands for all others. */
  readonly total: string | undefined;
}

/** @param within the pattern of the observations `?o` @param ask one of the ways to ask */
async function addUp(
  site: Site,
  within: string,
  structure: CubeStructure,
  ask: typeof select,
): Promise<CubeTotals | undefined> {
  const measures = structure.measures.filter(isCount).slice(0, MOST_MEASURES);
  if (measures.length === 0) return undefined;
  const ond = `${site.base}/def/onderwijs#`;
  const dimensions = await dimensionsOf(site, within, structure, ask);
  const broken = dimensions.find(({ parts }) => parts > 1 && parts <= MOST_SERIES);
  const only = dimensions
    .filter(({ iri, total }) => iri !== broken?.iri && total !== undefined)
    .map(({ iri, total = "" }) => `; ${sparqlIri(iri)} ${sparqlIri(total)}`)
    .join(" ");
  const along = broken === undefined ? "" : `; ${sparqlIri(broken.iri)} ?part`;
  // Of a part that is not there each label would be one; a part with several labels has one row.
  const named = broken === undefined ? "" : `OPTIONAL { ?part <${RDFS_LABEL}> ?label }`;
  const each = (write: (measure: string, n: number) => string): string => measures.map(write).join(" ");
  const rows = await ask(
    site.store,
    // An observation may lack a number, as where it is masked, and a sum of nothing is none.
    `SELECT ?year ?part ${each((_, n) => `?sum${n} ?of${n}`)} (MIN(?label) AS ?name) WHERE {
      { SELECT ?year ?part ${each((_, n) => `(SUM(COALESCE(?n${n}, 0)) AS ?sum${n}) (COUNT(?n${n}) AS ?of${n})`)} WHERE {
          ${within} ; <${ond}schooljaar> ?year ${only} ${along} .
          ${each((measure, n) => `OPTIONAL { ?o ${sparqlIri(measure)} ?n${n} }`)} } GROUP BY ?year ?part }
      ${named} } GROUP BY ?year ?part ${each((_, n) => `?sum${n} ?of${n}`)} ORDER BY ?year ?part LIMIT 1000`,
    PATIENCE_MS,
  );
  const hidden = await ask(
    site.store,
    `SELECT ?measure (COUNT(?o) AS ?n) WHERE { ${within} ; <${ond}gemaskeerdeMaat> ?measure ${only} } GROUP BY ?measure`,
    PATIENCE_MS,
  );
  const sums = rows.flatMap((row): Observation[] => {
    const { year, part, name } = row;
    if (year === undefined) return [];
    const value = part === undefined ? undefined : { iri: part.value, name: name?.value ?? lastPart(part.value) };
    const summed = measures.flatMap((measure, n): [string, number][] =>
      Number(row[`of${n}`]?.value ?? 0) === 0 ? [] : [[measure, Number(row[`sum${n}`]?.value)]],
    );
    return [
      {
        year: lastPart(year.value),
        dimensions: new Map(value === undefined || broken === undefined ? [] : [[broken.iri, value]]),
        measures: new Map(summed),
        masked: new Set(),
        graph: "",
      },
    ];
  });
  const masked = new Map(
    hidden.flatMap(({ measure, n }) => (measure === undefined ? [] : [[measure.value, Number(n?.value)]])),
  );
  return { measures, breakdown: broken?.iri, sums, masked, graphs: [] };
}

/** How many values each dimension has in a cube, its total aside. */
async function dimensionsOf(
  site: Site,
  within: string,
  structure: CubeStructure,
  ask: typeof select,
): Promise<Dimension[]> {
  const read = structure.breakdowns.map(async (iri): Promise<Dimension> => {
    const rows = await ask(
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
