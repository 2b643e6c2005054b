/**
 * What of a statistic can be drawn: which measure, along which axis, in which series. Totals and their parts are never
 * added up, averages are never added at all, and what lacks a masked part is not drawn, for it would show less than there is.
 */
import { MOST_SERIES, type Series } from "./chart.js";
import type { ChartValue } from "./chart-marks.js";
import type { CubeStructure } from "./cube-structure.js";
import type { DimensionValue, Observation } from "./observations.js";
import { type Rate, rateIn, rateOf } from "./rates.js";

export interface CubeChart {
  readonly measure: string;
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  /** The dimension that tells series or categories apart; undefined when there is but one series. */
  readonly breakdown: string | undefined;
  readonly overTime: boolean;
}

/** Whether a measure is a number of people or things, which may be added up. */
export function isCount(measure: string): boolean {
  return /#aantal/.test(measure);
}

/** Whether a value of a dimension stands for all others together. */
export function isTotal(iri: string): boolean {
  return iri.endsWith("/totaal");
}

/** A rate says more than the counts that it is of; after that the first measure that there are numbers for. */
function chosenMeasure(structure: CubeStructure, observations: readonly Observation[]): string | undefined {
  const present = structure.measures.filter((measure) => observations.some((each) => each.measures.has(measure)));
  return present.find((measure) => measure.endsWith("percentage")) ?? present[0];
}

/** Values of a dimension, totals aside, in order of name. */
function parts(observations: readonly Observation[], dimension: string): DimensionValue[] {
  const byIri = new Map<string, DimensionValue>();
  for (const { dimensions } of observations) {
    const value = dimensions.get(dimension);
    if (value !== undefined && !isTotal(value.iri)) byIri.set(value.iri, value);
  }
  return [...byIri.values()].sort((a, b) => a.name.localeCompare(b.name, "nl", { numeric: true }));
}

/** What can be drawn of these observations; undefined when that is nothing. */
export function cubeChart(structure: CubeStructure, observations: readonly Observation[]): CubeChart | undefined {
  const measure = chosenMeasure(structure, observations);
  if (measure === undefined) return undefined;
  const years = [...new Set(observations.map(({ year }) => year))].sort();
  const overTime = years.length > 1;
  const breakdown = structure.breakdowns.find((dimension) => {
    const { length } = parts(observations, dimension);
    return length > 1 && (!overTime || length <= MOST_SERIES);
  });
  const others = structure.breakdowns.filter((dimension) => dimension !== breakdown);
  const kept = withoutDoubles(observations, others).filter((each) => {
    const value = breakdown === undefined ? undefined : each.dimensions.get(breakdown);
    return value === undefined || !isTotal(value.iri);
  });
  const drawn = (year: string, part: DimensionValue | undefined): ChartValue =>
    together(
      kept.filter(
        (each) =>
          each.year === year &&
          (part === undefined || breakdown === undefined || each.dimensions.get(breakdown)?.iri === part.iri),
      ),
      measure,
      rateIn(structure),
    );
  const values = breakdown === undefined ? [] : parts(kept, breakdown);
  if (overTime) {
    const series =
      values.length === 0
        ? [{ name: "", values: years.map((year) => drawn(year, undefined)) }]
        : values.map((part) => ({ name: part.name, values: years.map((year) => drawn(year, part)) }));
    return { measure, categories: years, series, breakdown, overTime };
  }
  const [year = ""] = years;
  if (values.length < 2) return undefined;
  const series = [{ name: year, values: values.map((part) => drawn(year, part)) }];
  return { measure, categories: values.map(({ name }) => name), series, breakdown, overTime };
}

/** Of each of these dimensions only the total, where there is one. */
function withoutDoubles(observations: readonly Observation[], dimensions: readonly string[]): readonly Observation[] {
  return dimensions.reduce((left, dimension) => {
    const totals = left.filter((each) => isTotal(each.dimensions.get(dimension)?.iri ?? ""));
    return totals.length > 0 ? totals : left;
  }, observations);
}

function together(observations: readonly Observation[], measure: string, rate: Rate | undefined): ChartValue {
  if (rate?.rate === measure && observations.length > 1) return rateOf(observations, rate);
  if (observations.some(({ masked }) => masked.has(measure))) return "masked";
  const numbers = observations.flatMap(({ measures }) => measures.get(measure) ?? []);
  if (numbers.length === 0 || (numbers.length > 1 && !isCount(measure))) return undefined;
  return numbers.reduce((sum, number) => sum + number, 0);
}
