import { afterAll, beforeAll, expect, it } from "vitest";
import { BASE, GRAPH, type Rig, startRig } from "../../server/rig.js";

const QB = "http://purl.org/linked-data/cube#";
const OND = `${BASE}/def/onderwijs#`;
const CUBE = `<${BASE}/id/statistiek/07-geslaagden>`;
const YEAR = `<${BASE}/id/schooljaar/2024-2025>`;

function observation(nth: number, pupils: number): string[] {
  const iri = `<${BASE}/id/observatie/07-geslaagden/${nth}>`;
  return [
    `${iri} <${QB}dataSet> ${CUBE}`,
    `${iri} <${OND}schooljaar> ${YEAR}`,
    `${iri} <${OND}eenheid> <${BASE}/id/vestiging/16SW03>`,
    `${iri} <${OND}aantalLeerlingen> "${pupils}"^^<http://www.w3.org/2001/XMLSchema#integer>`,
  ];
}

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    more: {
      "/graph/duo/07-geslaagden-2024": [
        `${YEAR} <http://www.w3.org/2004/02/skos/core#notation> "2024-2025"`,
        ...observation(1, 10),
      ],
      "/graph/duo/07-geslaagden-2025": observation(2, 20),
    },
  });
});
afterAll(() => rig.close());

it("the page of a graph with a statistic offers its own figures as CSV, and links to the statistic", async () => {
  const html = await (await rig.get("/graph/duo/07-geslaagden-2024", { accept: "text/html" })).text();
  expect(html).toContain('<a href="/id/statistiek/07-geslaagden">');
  const [, href = ""] = /href="(\/sparql\?[^"]*format=csv)"/.exec(html) ?? [];
  const csv = await (await rig.get(href.replaceAll("&amp;", "&"))).text();
  expect(csv.trim().split("\r\n")).toEqual([
    "schooljaar,eenheid,naam,aantalLeerlingen,afgeschermd",
    `2024-2025,${BASE}/id/vestiging/16SW03,De Wilg,10,`,
  ]);
});

it("the page of another graph does not", async () => {
  expect(await (await rig.get(GRAPH, { accept: "text/html" })).text()).not.toContain("format=csv");
});

it("a load is called after its source and its moment, where it is named and on its own page", async () => {
  const load = "/id/lading/duo/20261122T101112Z";
  const called = "Lading van DUO, 22 november 2026 om 11:11";
  const graph = await (await rig.get(GRAPH, { accept: "text/html" })).text();
  expect(graph).toContain(`<a href="${load}">${called}</a>`);
  const path = load.replace("/id/", "/doc/");
  expect(await (await rig.get(path, { accept: "text/html" })).text()).toContain(`<h1>${called}</h1>`);
  expect(await (await rig.get(`${path}?lang=en`, { accept: "text/html" })).text()).toContain(
    "<h1>Load of DUO, 22 November 2026 at 11:11</h1>",
  );
});
