/** The numbers of one unit (a school, a board, a municipality), by statistic: bounded, however many there are. */
import type { Site } from "../../http/site.js";
import { byCodeUnit } from "../../rdf/byte-order.js";
import { RDFS_LABEL, type Term } from "../../rdf/terms.js";
import { labelsOf } from "../../resources/labels.js";
import { select, sparqlIri } from "../../sparql/select.js";
import { QB } from "./cube-structure.js";
import type { CubeTotals } from "./cube-sums.js";

/** A value of a dimension. */
export interface DimensionValue {
  readonly iri: string;
  readonly name: string;
}

export interface Observation {
  /** `2014-2015`; empty when it says no year. */
  readonly year: string;
  /** By IRI of the dimension. */
  readonly dimensions: ReadonlyMap<string, DimensionValue>;
  /** By IRI of the measure. */
  readonly measures: ReadonlyMap<string, number>;
  /** Measures that the source keeps back because they are about few people. */
  readonly masked: ReadonlySet<string>;
  /** IRI of the graph that says so. */
  readonly graph: string;
}

export interface UnitCube {
  /** IRI of the statistic. */
  readonly iri: string;
  readonly title: string;
  /** The language that the title is in, where that is known. */
  readonly titleLanguage?: string;
  readonly count: number;
  /** Empty when there are too many to show on a page. */
  readonly observations: readonly Observation[];
  /** Their sums, where there are too many. */
  readonly totals?: CubeTotals;
  /** Whether it took too long now to add them up. */
  readonly isLate?: boolean;
}

/** Observations that a page shows at most, over all statistics together. */
const MOST_SHOWN = 250;

type Untitled = Pick<UnitCube, "iri" | "count" | "observations">;

/**
 * The statistics that have numbers about a unit, the small ones first and with their numbers.
 *
 * @param count of all these numbers
 */
export async function unitCubes(site: Site, unit: string, count: number): Promise<readonly UnitCube[]> {
  if (count === 0) return [];
  const about = `?o <${site.base}/def/onderwijs#eenheid> ${sparqlIri(unit)} ; <${QB}dataSet> ?cube`;
  const cubes = await (count <= MOST_SHOWN ? allCubes(site, about) : largeCubes(site, about));
  const labels = await labelsOf(
    site,
    cubes.map(({ iri }) => iri),
  );
  return cubes
    .toSorted((a, b) => a.count - b.count || byCodeUnit(a.iri, b.iri))
    .map((cube) => {
      const title = labels.find(({ subject }) => subject.value === cube.iri)?.object;
      return { ...cube, title: title?.value ?? cube.iri, ...languageIn(title) };
    });
}

/** All of them are shown, so that one question is enough. */
async function allCubes(site: Site, about: string): Promise<Untitled[]> {
  const read = await observationsOf(site, about);
  return [...read].map(([iri, observations]) => ({ iri, count: observations.length, observations }));
}

async function largeCubes(site: Site, about: string): Promise<Untitled[]> {
  const counts = await countsOf(site, about);
  let room = MOST_SHOWN;
  const shown = [...counts].filter(([, count]) => count <= room && (room -= count) >= 0).map(([iri]) => iri);
  const read = shown.length === 0 ? undefined : await observationsOf(site, about, shown);
  return [...counts].map(([iri, count]) => ({ iri, count, observations: read?.get(iri) ?? [] }));
}

/** Statistic → how many numbers it has, the smallest first. */
async function countsOf(site: Site, about: string): Promise<Map<string, number>> {
  const rows = await select(
    site.store,
    `SELECT ?cube (COUNT(?o) AS ?n) WHERE { ${about} } GROUP BY ?cube ORDER BY ?n ?cube`,
    site.queryTimeoutMs,
  );
  return new Map(
    rows.flatMap(({ cube, n }) =>
      cube?.termType === "NamedNode" ? [[cube.value, Number(n?.value ?? 0)] as const] : [],
    ),
  );
}

/** The things that observations name as values of dimensions. */
export function valuesIn(observations: readonly Observation[]): string[] {
  return observations.flatMap(({ dimensions }) => [...dimensions.values()].map(({ iri }) => iri));
}

/** The observations with other names for the values that have one, as in another language. */
export function renamed<T extends Observation>(
  observations: readonly T[],
  names: ReadonlyMap<string, string>,
): readonly T[] {
  if (names.size === 0) return observations;
  return observations.map((each) => ({
    ...each,
    dimensions: new Map(
      [...each.dimensions].map(([dimension, value]) => [
        dimension,
        { iri: value.iri, name: names.get(value.iri) ?? value.name },
      ]),
    ),
  }));
}

interface Draft {
  readonly cube: string;
  readonly graph: string;
  year: string;
  readonly dimensions: Map<string, DimensionValue>;
  readonly measures: Map<string, number>;
  readonly masked: Set<string>;
}

/** @param cubes of these statistics alone */
async function observationsOf(
  site: Site,
  about: string,
  cubes?: readonly string[],
): Promise<Map<string, Observation[]>> {
  const ond = `${site.base}/def/onderwijs#`;
  // By VALUES the engine would begin with all observations of the cubes, and there are millions.
  const ofThese = cubes === undefined ? "" : `FILTER(?cube IN (${cubes.map(sparqlIri).join(", ")}))`;
  const rows = await select(
    site.store,
    `SELECT ?cube ?o ?p ?v ?label ?g WHERE { ${about} ${ofThese}
      GRAPH ?g { ?o ?p ?v FILTER(STRSTARTS(STR(?p), "${ond}")) } OPTIONAL { ?v <${RDFS_LABEL}> ?label } }`,
    site.queryTimeoutMs,
  );
  const drafts = new Map<string, Draft>();
  for (const { cube, o, p, v, label, g } of rows) {
    if (cube === undefined || o === undefined || p === undefined || v === undefined || g === undefined) continue;
    const draft: Draft = drafts.get(o.value) ?? {
      cube: cube.value,
      graph: g.value,
      year: "",
      dimensions: new Map(),
      measures: new Map(),
      masked: new Set(),
    };
    drafts.set(o.value, draft);
    if (v.termType === "Literal") draft.measures.set(p.value, Number(v.value));
    else if (p.value === `${ond}schooljaar`) draft.year = lastPart(v.value);
    else if (p.value === `${ond}gemaskeerdeMaat`) draft.masked.add(v.value);
    else draft.dimensions.set(p.value, { iri: v.value, name: label?.value ?? lastPart(v.value) });
  }
  const byCube = new Map<string, Observation[]>();
  for (const draft of drafts.values()) byCube.set(draft.cube, [...(byCube.get(draft.cube) ?? []), draft]);
  return byCube;
}

/** What an IRI ends in, after its last slash. */
export function lastPart(iri: string): string {
  return iri.slice(iri.lastIndexOf("/") + 1);
}

function languageIn(title: Term | undefined): Pick<UnitCube, "titleLanguage"> {
  return title?.termType === "Literal" && title.language !== "" ? { titleLanguage: title.language } : {};
}
