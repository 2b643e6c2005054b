import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cubeChart } from "#src/pages/statistics/cube-chart.js";
import type { Observation } from "#src/pages/statistics/observations.js";
import { rateIn, withRates } from "#src/pages/statistics/rates.js";
import { BASE, type Rig, startRig } from "../../server/rig.js";

const OND = `${BASE}/def/onderwijs#`;
const [CANDIDATES, PASSED, RATE] = ["aantalExamenkandidaten", "aantalGeslaagden", "slagingspercentage"].map(
  (name) => OND + name,
) as [string, string, string];
const STRUCTURE = { breakdowns: [], measures: [CANDIDATES, PASSED, RATE] };

function observed(year: string, measures: Record<string, number>, masked: string[] = []): Observation {
  return {
    year,
    dimensions: new Map(),
    measures: new Map(Object.entries(measures)),
    masked: new Set(masked),
    graph: "x:g",
  };
}

describe("a rate", () => {
  it("is that of the source, else follows from its counts, and is masked where one of these is", () => {
    const rates = withRates(STRUCTURE, [
      observed("2020-2021", { [CANDIDATES]: 50, [PASSED]: 42, [RATE]: 83 }),
      observed("2021-2022", { [CANDIDATES]: 30, [PASSED]: 28 }),
      observed("2022-2023", { [CANDIDATES]: 7 }, [PASSED]),
      observed("2023-2024", { [CANDIDATES]: 0, [PASSED]: 0 }),
      observed("2024-2025", { [CANDIDATES]: 9 }),
    ]).map(({ measures, masked }) => (masked.has(RATE) ? "masked" : measures.get(RATE)));
    expect(rates).toEqual([83, 93.3, "masked", undefined, undefined]);
  });

  it("of several groups is that of all their members, never a mean of rates", () => {
    const chart = cubeChart(
      STRUCTURE,
      withRates(STRUCTURE, [
        observed("2020-2021", { [CANDIDATES]: 90, [PASSED]: 90 }),
        observed("2020-2021", { [CANDIDATES]: 10, [PASSED]: 0 }),
        observed("2021-2022", { [CANDIDATES]: 10, [PASSED]: 5 }),
        observed("2021-2022", { [CANDIDATES]: 10 }, [PASSED]),
      ]),
    );
    expect([chart?.measure, chart?.series[0]?.values]).toEqual([RATE, [90, "masked"]]);
  });

  it("is of statistics that have both of its counts", () => {
    expect(rateIn({ measures: [CANDIDATES, RATE] })).toBeUndefined();
    expect(rateIn(STRUCTURE)).toEqual({ rate: RATE, part: PASSED, whole: CANDIDATES });
  });
});

describe("the page of a statistic with a rate", () => {
  const CUBE = "06-examenkandidaten-en-geslaagden";
  let rig: Rig;
  beforeAll(async () => {
    const integer = "<http://www.w3.org/2001/XMLSchema#integer>";
    const about = (nth: number, said: string[]): string[] => {
      const iri = `<${BASE}/id/observatie/${CUBE}/${nth}>`;
      return [
        `<http://purl.org/linked-data/cube#dataSet> <${BASE}/id/statistiek/${CUBE}>`,
        `<${OND}eenheid> <${BASE}/id/vestiging/03KN00>`,
        `<${OND}schooljaar> <${BASE}/id/schooljaar/2023-2024>`,
        ...said,
      ].map((each) => `${iri} ${each}`);
    };
    const numbers = [
      ...about(1, [`<${CANDIDATES}> "40"^^${integer}`, `<${PASSED}> "30"^^${integer}`]),
      ...about(2, [`<${CANDIDATES}> "60"^^${integer}`, `<${PASSED}> "60"^^${integer}`]),
      ...about(3, [`<${CANDIDATES}> "5"^^${integer}`, `<${OND}gemaskeerdeMaat> <${PASSED}>`]),
    ];
    const type = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://purl.org/linked-data/cube#DataSet>";
    rig = await startRig({
      realOntology: true,
      more: { [`/graph/duo/${CUBE}`]: [...numbers, `<${BASE}/id/statistiek/${CUBE}> ${type}`] },
    });
  });
  afterAll(() => rig.close());

  it("divides the sums of the groups that have both counts, and tells how many have not", async () => {
    const html = await (await rig.get(`/doc/statistiek/${CUBE}`, { accept: "text/html" })).text();
    const table = /<table aria-label="slagingspercentage"[^>]*>.*?<\/table>/s.exec(html)?.[0] ?? "";
    expect(table).toMatch(/2023-2024<\/th><td class="n">90</);
    expect(html).toContain("Zonder 1 van 3 groepen (33 %), waarvan een aantal is afgeschermd (minder dan 5).");
    expect(html).toMatch(/<table aria-label="aantal examenkandidaten, opgeteld"[^>]*>.*?105</s);
  });
});
