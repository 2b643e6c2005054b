import { afterAll, beforeAll, expect, it } from "vitest";
import { BASE, type Rig, startRig } from "../../server/rig.js";

const OND = `${BASE}/def/onderwijs#`;
const QB = "http://purl.org/linked-data/cube#";
const TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
const CUBE = `${BASE}/id/statistiek/06-examenkandidaten-en-geslaagden`;
const SLICE = `${CUBE}/deel/2023-2024`;
const [SAT, PASSED] = [`${OND}aantalExamenkandidaten`, `${OND}aantalGeslaagden`];

function number(n: number): string {
  return `"${n}"^^<http://www.w3.org/2001/XMLSchema#integer>`;
}

/** An observation of a school; of less than 5 who passed: masked. */
function observed(nth: number, year: string, sat: number, passed: number): string[] {
  const iri = `${BASE}/id/observatie/06-examenkandidaten-en-geslaagden/${year}_${nth}`;
  return [
    `<${iri}> <${QB}dataSet> <${CUBE}>`,
    `<${iri}> <${OND}eenheid> <${BASE}/id/vestiging/03KN0${nth}>`,
    `<${iri}> <${OND}schooljaar> <${BASE}/id/schooljaar/${year}>`,
    `<${iri}> <${SAT}> ${number(sat)}`,
    passed < 5 ? `<${iri}> <${OND}gemaskeerdeMaat> <${PASSED}>` : `<${iri}> <${PASSED}> ${number(passed)}`,
  ];
}

/** What each file says of the statistic. */
function described(year: string): string[] {
  const slice = `${CUBE}/deel/${year}`;
  return [
    `<${CUBE}> ${TYPE} <${QB}DataSet>`,
    `<${CUBE}> <${QB}slice> <${slice}>`,
    `<${slice}> ${TYPE} <${QB}Slice>`,
    `<${slice}> <${OND}schooljaar> <${BASE}/id/schooljaar/${year}>`,
  ];
}

const SEX = `${BASE}/id/begrip/geslacht/vrouw`;

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    more: {
      "/graph/duo/goes": [
        ...described("2023-2024"),
        ...observed(0, "2023-2024", 30, 25),
        ...observed(1, "2023-2024", 6, 2),
        `<${BASE}/id/observatie/06-examenkandidaten-en-geslaagden/2023-2024_1> <${OND}geslacht> <${SEX}>`,
      ],
      "/graph/duo/rotterdam": [...described("2022-2023"), ...observed(0, "2022-2023", 40, 35)],
      "/graph/afgeleid/labels": [
        `<${CUBE}> <http://www.w3.org/2000/01/rdf-schema#label> "Examens"`,
        `<${SEX}> <http://www.w3.org/2000/01/rdf-schema#label> "vrouw"`,
      ],
    },
  });
});
afterAll(() => rig.close());

async function page(iri: string, query = ""): Promise<string> {
  const path = iri.slice(BASE.length).replace("/id/", "/doc/");
  return (await rig.get(path + query, { accept: "text/html" })).text();
}

it("the sums of a statistic say how much of it they cover, and of which files they are", async () => {
  const html = await page(CUBE);
  expect(html).toContain(
    "1 van 3 aantallen (33 %) afgeschermd (minder dan 5): die tellen niet mee, de som is een ondergrens.",
  );
  expect(html).toContain("Opgeteld is wat 2 bestanden zeggen; wat daar niet in staat, telt niet mee:");
  expect(html).toContain('<a href="/graph/duo/goes">Graaf /graph/duo/goes</a>');
  const english = await page(CUBE, "?lang=en");
  expect(english).toContain(
    "1 of 3 numbers (33%) masked (fewer than 5): these are not counted, the sum is a lower bound.",
  );
  expect(english).toContain("Added up is what 2 files say; what is not in them is not counted:");
});

it("two sums of which one lacks masked numbers are not to be divided by one another, and it is said", async () => {
  expect(await page(CUBE)).toContain("deel de ene som niet door de andere");
  expect(await page(`${CUBE}/deel/2022-2023`)).not.toContain("deel de ene som niet door de andere");
});

it("a school year of a statistic leads to the statistic, and has its own sums and files", async () => {
  const html = await page(SLICE);
  const trail = /<nav class="utrecht-breadcrumb-nav".*?<\/nav>/s.exec(html)?.[0] ?? "";
  expect(trail).toContain('href="/id/statistiek/06-examenkandidaten-en-geslaagden">Examens</a>');
  const rows = [...html.matchAll(/<th scope="row" class="year">(\d{4}-\d{4})<\/th><td class="n">([^<]*)</g)];
  expect(rows.map(([, year, sum]) => [year, sum])).toEqual([
    ["2023-2024", "36"],
    ["2023-2024", "25"],
  ]);
  expect(html).toContain("Opgeteld is wat één bestand zegt");
  expect(html).toContain("1 van 2 aantallen (50 %) afgeschermd");
  expect(html).not.toContain("rotterdam");
});

/** The answer that the first CSV on a page is. */
async function csvOf(iri: string): Promise<Response> {
  const [, href = ""] = /href="(\/sparql\?[^"]*format=csv)"/.exec(await page(iri)) ?? [];
  return rig.get(href.replaceAll("&amp;", "&"));
}

const COLUMNS = "schooljaar,eenheid,naam,geslacht,geslachtNaam,aantalExamenkandidaten,aantalGeslaagden,afgeschermd";

it("the CSV of a school has a row for each observation, with names, its measures and which of them are masked", async () => {
  const answer = await csvOf(`${BASE}/id/vestiging/03KN01`);
  expect(answer.headers.get("content-disposition")).toBe(
    'attachment; filename="cijfers-06-examenkandidaten-en-geslaagden-03KN01.csv"',
  );
  expect((await answer.text()).trim().split("\r\n")).toEqual([
    COLUMNS,
    `2023-2024,${BASE}/id/vestiging/03KN01,,${SEX},vrouw,6,,aantalGeslaagden`,
  ]);
});

it("the CSV of a statistic has all of it, that of a school year what is of that year", async () => {
  const all = await csvOf(CUBE);
  expect(all.headers.get("content-disposition")).toContain('"cijfers-06-examenkandidaten-en-geslaagden.csv"');
  expect((await all.text()).trim().split("\r\n")).toHaveLength(4);
  const year = await csvOf(`${CUBE}/deel/2022-2023`);
  expect(year.headers.get("content-disposition")).toContain("-2022-2023.csv");
  expect((await year.text()).trim().split("\r\n")).toEqual([
    COLUMNS,
    `2022-2023,${BASE}/id/vestiging/03KN00,,,,40,35,`,
  ]);
});
