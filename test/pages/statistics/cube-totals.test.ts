import { EventEmitter, once } from "node:events";
import { expect, it } from "vitest";
import type { Site } from "#src/http/site.js";
import { coverage, type Sum } from "#src/pages/statistics/cube-sums.js";
import { type AddedUp, cubeTotals } from "#src/pages/statistics/cube-totals.js";
import type { QueryOptions } from "#src/store/graph-store.js";
import { MemoryStore } from "../../server/memory-store.js";

const BASE = "https://graaf.test";
const OND = `${BASE}/def/onderwijs#`;
const CUBE = `${BASE}/id/statistiek/07-geslaagden`;
const SEX = `${OND}geslacht`;
const LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>";
const PUPILS = `${OND}aantalLeerlingen`;

class Noting extends MemoryStore {
  readonly options: QueryOptions[] = [];

  override query(sparql: string, options: QueryOptions): Promise<string> {
    this.options.push(options);
    return super.query(sparql, options);
  }
}

function sumsIn(added: AddedUp): readonly Sum[] {
  if (added === undefined || added === "late") throw new Error("nothing was added up");
  return added.sums;
}

function observed(nth: number, year: string, pupils: number, more = ""): string {
  const about = (property: string, value: string): string =>
    `<${BASE}/id/observatie/07-geslaagden/${nth}> <${property}> ${value} <${BASE}/graph/duo/x> .\n`;
  return (
    about("http://purl.org/linked-data/cube#dataSet", `<${CUBE}>`) +
    about(`${OND}schooljaar`, `<${BASE}/id/schooljaar/${year}>`) +
    about(PUPILS, `"${pupils}"^^<http://www.w3.org/2001/XMLSchema#integer>`) +
    (more === "" ? "" : about(SEX, `<${BASE}/id/begrip/geslacht/${more}>`))
  );
}

it("the sums of a statistic are asked where visitors' queries are answered, so that they keep no page waiting", async () => {
  const store = new Noting(
    observed(1, "2023-2024", 10) + observed(2, "2023-2024", 5) + observed(3, "2024-2025", 7),
    "v1",
  );
  const site = { base: BASE, store, queryTimeoutMs: 5000 } as unknown as Site;
  const totals = await cubeTotals(site, CUBE, { breakdowns: [], measures: [PUPILS] });
  expect(sumsIn(totals).map(({ year, measures }) => [year, measures.get(PUPILS)])).toEqual([
    ["2023-2024", 15],
    ["2024-2025", 7],
  ]);
  expect(store.options.length).toBeGreaterThan(0);
  expect(store.options.filter(({ fromVisitor }) => fromVisitor !== true)).toEqual([]);
});

it("a part that has several labels is counted once", async () => {
  const named = (sex: string, label: string): string =>
    `<${BASE}/id/begrip/geslacht/${sex}> ${LABEL} ${label} <${BASE}/graph/l> .\n`;
  const store = new MemoryStore(
    observed(1, "2023-2024", 10, "man") +
      observed(2, "2023-2024", 5, "vrouw") +
      named("man", '"man"@nl') +
      named("man", '"male"@en') +
      named("vrouw", '"vrouw"@nl'),
    "v1",
  );
  const site = { base: BASE, store, queryTimeoutMs: 5000 } as unknown as Site;
  const totals = await cubeTotals(site, CUBE, { breakdowns: [SEX], measures: [PUPILS] });
  expect(
    sumsIn(totals)
      .map(({ measures }) => measures.get(PUPILS))
      .sort(),
  ).toEqual([10, 5]);
});

it("all counts are added up, each with what is masked of it; one of which there is no number has no sum", async () => {
  const more = (nth: number, property: string, value: string): string =>
    `<${BASE}/id/observatie/07-geslaagden/${nth}> <${OND}${property}> ${value} <${BASE}/graph/duo/x> .\n`;
  const store = new MemoryStore(
    observed(1, "2023-2024", 10) +
      more(1, "aantalGeslaagden", '"9"^^<http://www.w3.org/2001/XMLSchema#integer>') +
      observed(2, "2023-2024", 20) +
      more(2, "gemaskeerdeMaat", `<${OND}aantalGeslaagden>`) +
      observed(3, "2024-2025", 30),
    "v1",
  );
  const site = { base: BASE, store, queryTimeoutMs: 5000 } as unknown as Site;
  const passed = `${OND}aantalGeslaagden`;
  const totals = await cubeTotals(site, CUBE, { breakdowns: [], measures: [PUPILS, passed, `${OND}percentage`] });
  expect(sumsIn(totals).map(({ year, measures }) => [year, Object.fromEntries(measures)])).toEqual([
    ["2023-2024", { [PUPILS]: 30, [passed]: 9 }],
    ["2024-2025", { [PUPILS]: 30 }],
  ]);
  expect(totals).toMatchObject({ measures: [PUPILS, passed] });
  expect(coverage(sumsIn(totals), passed)).toEqual({ counted: 1, hidden: 1 });
  expect(coverage(sumsIn(totals), PUPILS)).toEqual({ counted: 3, hidden: 0 });
});

it("a sum of which all is masked is masked itself, in its year and part", async () => {
  const masked = (nth: number, year: string, sex: string): string =>
    observed(nth, year, 1, sex).replace(/<[^<]*aantalLeerlingen> "1"[^ ]*/, `<${OND}gemaskeerdeMaat> <${PUPILS}>`);
  const store = new MemoryStore(
    observed(1, "2023-2024", 10, "man") + masked(2, "2023-2024", "vrouw") + observed(3, "2024-2025", 8, "vrouw"),
    "v1",
  );
  const site = { base: BASE, store, queryTimeoutMs: 5000 } as unknown as Site;
  const totals = await cubeTotals(site, CUBE, { breakdowns: [SEX], measures: [PUPILS] });
  const told = sumsIn(totals).map(({ year, measures, masked: hidden }) => [
    year,
    measures.get(PUPILS),
    hidden.has(PUPILS),
  ]);
  expect(told).toEqual([
    ["2023-2024", 10, false],
    ["2023-2024", undefined, true],
    ["2024-2025", 8, false],
  ]);
});

it("a page waits but a while for sums, which are there for who comes back", async () => {
  const asked = new EventEmitter();
  let isReady = false;
  class Slow extends MemoryStore {
    override async query(sparql: string, options: QueryOptions): Promise<string> {
      if (!isReady) await once(asked, "ready");
      return super.query(sparql, options);
    }
  }
  const site = {
    base: BASE,
    store: new Slow(observed(1, "2023-2024", 10), "v1"),
    queryTimeoutMs: 5000,
  } as unknown as Site;
  const structure = { breakdowns: [], measures: [PUPILS] };
  expect(await cubeTotals(site, CUBE, structure, 1)).toBe("late");
  isReady = true;
  asked.emit("ready");
  expect(sumsIn(await cubeTotals(site, CUBE, structure))).toHaveLength(1);
});
