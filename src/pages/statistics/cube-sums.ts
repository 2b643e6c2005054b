/** Adding up the counts of a statistic, per school year and along one dimension. */
import type { Site } from "../../http/site.js";
import { RDFS_LABEL } from "../../rdf/terms.js";
import { type select, sparqlIri } from "../../sparql/select.js";
import type { Row } from "../../sparql/results-json.js";
import { MOST_SERIES } from "./chart.js";
import { isCount } from "./cube-chart.js";
import type { CubeStructure } from "./cube-structure.js";
import { lastPart, type Observation } from "./observations.js";
import { percents, type Rate, rateIn } from "./rates.js";

/** A sum, shaped as an observation without a unit; masked where it has no number that the source gives. */
export interface Sum extends Observation {
  /** By measure: how many numbers it is the sum of. */
  readonly counted: ReadonlyMap<string, number>;
  /** By measure: numbers that the source masks, which are not in it. */
  readonly hidden: ReadonlyMap<string, number>;
}

export interface CubeTotals {
  /** The first of its counts, before them the rate that two of these give. */
  readonly measures: readonly string[];
  readonly breakdown: string | undefined;
  readonly sums: readonly Sum[];
  /** IRIs of the graphs that say what was added up, where they are known. */
  readonly graphs?: readonly string[];
}

/** Counts that are added up at most: candidates, and those who passed or failed. */
const MOST_MEASURES = 3;

/** How a question is asked: on behalf of what, and for how long. */
export interface Asking {
  readonly ask: typeof select;
  readonly timeoutMs: number;
}

/** How many numbers of a measure are in these sums, and how many the source masks. */
export function coverage(sums: readonly Sum[], measure: string): { readonly counted: number; readonly hidden: number } {
  const add = (of: (sum: Sum) => ReadonlyMap<string, number>): number =>
    sums.reduce((all, sum) => all + (of(sum).get(measure) ?? 0), 0);
  return { counted: add(({ counted }) => counted), hidden: add(({ hidden }) => hidden) };
}

interface Dimension {
  readonly iri: string;
  readonly parts: number;
  /** The value that stands for all others. */
  readonly total: string | undefined;
}

/**
 * The sums of some observations; undefined when there is nothing to count.
 *
 * @param within the pattern of the observations `?o`
 */
export async function addUp(
  site: Site,
  within: string,
  structure: CubeStructure,
  asking: Asking,
): Promise<CubeTotals | undefined> {
  const measures = structure.measures.filter(isCount).slice(0, MOST_MEASURES);
  if (measures.length === 0) return undefined;
  const ond = `${site.base}/def/onderwijs#`;
  const dimensions = await dimensionsOf(site, within, structure, asking);
  const broken = dimensions.find(({ parts }) => parts > 1 && parts <= MOST_SERIES);
  const only = dimensions
    .filter(({ iri, total }) => iri !== broken?.iri && total !== undefined)
    .map(({ iri, total = "" }) => `; ${sparqlIri(iri)} ${sparqlIri(total)}`)
    .join(" ");
  const along = broken === undefined ? "" : `; ${sparqlIri(broken.iri)} ?part`;
  // Of a part that is not there each label would be one; a part with several labels has one row.
  const named = broken === undefined ? "" : `OPTIONAL { ?part <${RDFS_LABEL}> ?label }`;
  const each = (write: (measure: string, n: number) => string): string => measures.map(write).join(" ");
  const rate = rateIn({ measures: [...measures, ...structure.measures.filter((measure) => !isCount(measure))] });
  const both = sumsOfBoth(rate, measures);
  const rows = await asking.ask(
    site.store,
    // An observation may lack a number, as where it is masked, and a sum of nothing is none.
    `SELECT ?year ?part ${each((_, n) => `?sum${n} ?of${n}`)} ${both.names} (MIN(?label) AS ?name) WHERE {
      { SELECT ?year ?part ${each((_, n) => `(SUM(COALESCE(?n${n}, 0)) AS ?sum${n}) (COUNT(?n${n}) AS ?of${n})`)} ${both.sums} WHERE {
          ${within} ; <${ond}schooljaar> ?year ${only} ${along} .
          ${each((measure, n) => `OPTIONAL { ?o ${sparqlIri(measure)} ?n${n} }`)} } GROUP BY ?year ?part }
      ${named} } GROUP BY ?year ?part ${each((_, n) => `?sum${n} ?of${n}`)} ${both.names} ORDER BY ?year ?part LIMIT 1000`,
    asking.timeoutMs,
  );
  const hidden = await asking.ask(
    site.store,
    `SELECT ?measure ?year ?part (COUNT(?o) AS ?n) WHERE {
      ${within} ; <${ond}gemaskeerdeMaat> ?measure ; <${ond}schooljaar> ?year ${only} ${along} } GROUP BY ?measure ?year ?part`,
    asking.timeoutMs,
  );
  const hiddenIn = ({ year, part }: Row): ReadonlyMap<string, number> =>
    new Map(
      hidden.flatMap((row): [string, number][] =>
        row["year"]?.value === year?.value && row["part"]?.value === part?.value
          ? [[row["measure"]?.value ?? "", Number(row["n"]?.value)]]
          : [],
      ),
    );
  const sums = rows.flatMap((row): Sum[] => {
    const { year, part, name } = row;
    if (year === undefined) return [];
    const value = part === undefined ? undefined : { iri: part.value, name: name?.value ?? lastPart(part.value) };
    const counted = new Map(measures.map((measure, n) => [measure, Number(row[`of${n}`]?.value ?? 0)]));
    const masked = new Map(hiddenIn(row));
    const passed = percents(Number(row["bothPart"]?.value ?? 0), Number(row["bothWhole"]?.value ?? 0));
    if (rate !== undefined) {
      counted.set(rate.rate, Number(row["both"]?.value ?? 0));
      const isMasked = masked.has(rate.part) || masked.has(rate.whole);
      const all = (counted.get(rate.whole) ?? 0) + (masked.get(rate.whole) ?? 0);
      masked.set(rate.rate, isMasked ? all - (counted.get(rate.rate) ?? 0) : 0);
    }
    const isNone = (measure: string): boolean => counted.get(measure) === 0;
    return [
      {
        year: lastPart(year.value),
        dimensions: new Map(value === undefined || broken === undefined ? [] : [[broken.iri, value]]),
        measures: new Map(
          [
            ...measures.map((measure, n): [string, number | undefined] => [measure, Number(row[`sum${n}`]?.value)]),
            ...(rate === undefined ? [] : [[rate.rate, passed] as const]),
          ].flatMap(([measure, number]): [string, number][] =>
            number === undefined || isNone(measure) ? [] : [[measure, number]],
          ),
        ),
        masked: new Set([...masked].flatMap(([measure, n]) => (n > 0 && isNone(measure) ? [measure] : []))),
        graph: "",
        counted,
        hidden: masked,
      },
    ];
  });
  const drawn = rate === undefined ? measures : [rate.rate, ...measures];
  return { measures: drawn, breakdown: broken?.iri, sums };
}

/** The two counts of a rate, added up over the observations that have both: what lacks one would make the rate another. */
function sumsOfBoth(rate: Rate | undefined, measures: readonly string[]): { names: string; sums: string } {
  if (rate === undefined) return { names: "", sums: "" };
  const [part, whole] = [`?n${measures.indexOf(rate.part)}`, `?n${measures.indexOf(rate.whole)}`];
  const sum = (value: string): string => `SUM(IF(BOUND(${part}) && BOUND(${whole}), ${value}, 0))`;
  const sums = `(${sum(part)} AS ?bothPart) (${sum(whole)} AS ?bothWhole) (${sum("1")} AS ?both)`;
  return { names: "?bothPart ?bothWhole ?both", sums };
}

/** How many values each dimension has in a cube, its total aside. */
async function dimensionsOf(
  site: Site,
  within: string,
  structure: CubeStructure,
  { ask, timeoutMs }: Asking,
): Promise<Dimension[]> {
  const read = structure.breakdowns.map(async (iri): Promise<Dimension> => {
    const rows = await ask(
      site.store,
      `SELECT (COUNT(DISTINCT ?v) AS ?n) (MAX(IF(STRENDS(STR(?v), "/totaal"), STR(?v), "")) AS ?total)
       WHERE { ${within} ; ${sparqlIri(iri)} ?v }`,
      timeoutMs,
    );
    const [row] = rows;
    const total = row?.["total"]?.value ?? "";
    const values = Number(row?.["n"]?.value ?? 0);
    return { iri, parts: total === "" ? values : values - 1, total: total === "" ? undefined : total };
  });
  return Promise.all(read);
}
