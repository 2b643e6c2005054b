/** Rates that follow from two counts: given by the source or worked out, never from a count that it masks. */
import type { ChartValue } from "./chart-marks.js";
import type { CubeStructure } from "./cube-structure.js";
import type { Observation } from "./observations.js";

/** IRIs of a rate in percents, and of the counts that it is of. */
export interface Rate {
  readonly rate: string;
  readonly part: string;
  readonly whole: string;
}

/** By name in the vocabulary: what part of what. */
const RATES = [{ rate: "slagingspercentage", part: "aantalGeslaagden", whole: "aantalExamenkandidaten" }];

/** The rate that a statistic has with both of its counts. */
export function rateIn({ measures }: Pick<CubeStructure, "measures">): Rate | undefined {
  const named = (name: string): string | undefined => measures.find((measure) => measure.endsWith(`#${name}`));
  for (const each of RATES) {
    const [rate, part, whole] = [named(each.rate), named(each.part), named(each.whole)];
    if (rate !== undefined && part !== undefined && whole !== undefined) return { rate, part, whole };
  }
  return undefined;
}

/** Percents with one decimal, as the source writes them; undefined of nobody. */
export function percents(part: number, whole: number): number | undefined {
  return whole > 0 ? Math.round((1000 * part) / whole) / 10 : undefined;
}

/** The observations, each with its rate where that follows from its counts; masked where one of these is. */
export function withRates(structure: CubeStructure, observations: readonly Observation[]): readonly Observation[] {
  const rate = rateIn(structure);
  if (rate === undefined) return observations;
  return observations.map((each) => {
    if (each.measures.has(rate.rate) || each.masked.has(rate.rate)) return each;
    const value = rateOf([each], rate);
    if (value === undefined) return each;
    return value === "masked"
      ? { ...each, masked: new Set([...each.masked, rate.rate]) }
      : { ...each, measures: new Map([...each.measures, [rate.rate, value]]) };
  });
}

/** The rate of some observations together; undefined when one of them lacks a count. */
export function rateOf(observations: readonly Observation[], { rate, part, whole }: Rate): ChartValue {
  const [only] = observations;
  const given = observations.length === 1 ? only?.measures.get(rate) : undefined;
  if (given !== undefined) return given;
  if (observations.some(({ masked }) => masked.has(part) || masked.has(whole))) return "masked";
  if (observations.some(({ measures }) => !measures.has(part) || !measures.has(whole))) return undefined;
  const sum = (measure: string): number =>
    observations.reduce((all, { measures }) => all + (measures.get(measure) ?? 0), 0);
  return percents(sum(part), sum(whole));
}
