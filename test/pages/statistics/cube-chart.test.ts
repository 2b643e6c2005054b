import { describe, expect, it } from "vitest";
import { cubeChart } from "#src/pages/statistics/cube-chart.js";
import type { Observation } from "#src/pages/statistics/observations.js";

const OND = "https://graaf.test/def/onderwijs#";
const PUPILS = `${OND}aantalLeerlingen`;
const MARK = `${OND}gemiddeldCijferCijferlijst`;
const SEX = `${OND}geslacht`;
const STRUCTURE = { breakdowns: [SEX], measures: [PUPILS, MARK] };

function observed(year: string, sex: string, value: number | "masked", measure = PUPILS): Observation {
  return {
    year,
    dimensions: new Map([[SEX, { iri: `https://graaf.test/id/begrip/geslacht/${sex}`, name: sex }]]),
    measures: new Map(value === "masked" ? [] : [[measure, value]]),
    masked: new Set(value === "masked" ? [measure] : []),
    graph: "https://graaf.test/graph/duo/x",
  };
}

describe("the chart of a statistic", () => {
  it("shows parts without the total that stands beside them", () => {
    const chart = cubeChart(STRUCTURE, [
      observed("2013-2014", "man", 10),
      observed("2013-2014", "vrouw", 12),
      observed("2013-2014", "totaal", 22),
      observed("2014-2015", "man", 11),
      observed("2014-2015", "vrouw", 13),
      observed("2014-2015", "totaal", 24),
    ]);
    expect(chart?.series).toEqual([
      { name: "man", values: [10, 11] },
      { name: "vrouw", values: [12, 13] },
    ]);
  });

  it("takes the total alone where it does not tell parts apart", () => {
    const chart = cubeChart(STRUCTURE, [
      observed("2013-2014", "man", 10),
      observed("2013-2014", "totaal", 22),
      observed("2014-2015", "totaal", 24),
    ]);
    expect(chart?.series).toEqual([{ name: "", values: [22, 24] }]);
  });

  it("marks what is masked, and adds nothing up that lacks a masked part", () => {
    const chart = cubeChart({ breakdowns: [], measures: [PUPILS] }, [
      observed("2013-2014", "man", 10),
      observed("2013-2014", "vrouw", "masked"),
      observed("2014-2015", "man", 11),
      observed("2014-2015", "vrouw", 13),
    ]);
    expect(chart?.series).toEqual([{ name: "", values: ["masked", 24] }]);
  });

  it("never adds up averages", () => {
    const chart = cubeChart({ breakdowns: [], measures: [MARK] }, [
      observed("2013-2014", "man", 6.4, MARK),
      observed("2013-2014", "vrouw", 6.8, MARK),
      observed("2014-2015", "man", 6.5, MARK),
    ]);
    expect(chart?.series).toEqual([{ name: "", values: [undefined, 6.5] }]);
  });

  it("sets parts side by side where there is one year, and draws nothing of one number", () => {
    const chart = cubeChart(STRUCTURE, [observed("2013-2014", "man", 10), observed("2013-2014", "vrouw", 12)]);
    expect([chart?.overTime, chart?.categories]).toEqual([false, ["man", "vrouw"]]);
    expect(cubeChart(STRUCTURE, [observed("2013-2014", "man", 10)])).toBeUndefined();
  });
});
