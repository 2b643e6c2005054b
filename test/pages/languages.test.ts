import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renamed, type Observation } from "#src/pages/statistics/observations.js";
import { BASE, BOARD, type Rig, SCHOOL, startRig } from "../server/rig.js";

const OND = `${BASE}/def/onderwijs#`;
const SKOS = "http://www.w3.org/2004/02/skos/core#";
const CONCEPT = `<${BASE}/id/begrip/denominatie/openbaar>`;
const OBSERVATION = `${BASE}/id/observatie/07-geslaagden/2024-2025_16SW03`;
const TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
const MORE = {
  "/graph/duo/08-instellingen": [
    `<${SCHOOL}> <${OND}bevoegdGezag> <${BOARD}>`,
    `<${SCHOOL}> <${OND}denominatie> ${CONCEPT}`,
  ],
  "/graph/duo/07-geslaagden": [
    `<${OBSERVATION}> ${TYPE} <http://purl.org/linked-data/cube#Observation>`,
    `<${OBSERVATION}> <${OND}gemaskeerdeMaat> <${OND}aantalLeerlingen>`,
    `<${OBSERVATION}> <http://purl.org/linked-data/cube#dataSet> <${BASE}/id/statistiek/07-geslaagden>`,
    `<${OBSERVATION}> <${OND}soort> ${CONCEPT}`,
    `<${OBSERVATION}> <${OND}schooljaar> <${BASE}/id/schooljaar/2024-2025>`,
    `<${OBSERVATION}> <${OND}eenheid> <${SCHOOL}>`,
  ],
  "/graph/duo/99-proef": [
    `<${BASE}/id/statistiek/99-proef> ${TYPE} <http://purl.org/linked-data/cube#DataSet>`,
    `<${BASE}/id/statistiek/99-proef> <http://www.w3.org/2000/01/rdf-schema#label> "Proefcijfers"@nl`,
    `<${BASE}/id/vestiging/00ZZ00> ${TYPE} <${OND}Vestiging>`,
    `<${BASE}/id/vestiging/00ZZ00> <http://schema.org/inLanguage> "fy"`,
    `<${BASE}/id/vestiging/00ZZ00> <http://schema.org/addressCountry> "NL"`,
    `<${BASE}/id/vestiging/00ZZ00> <http://schema.org/name> "nl"`,
    `<${BASE}/id/vestiging/00ZZ00> <http://purl.org/dc/terms/relation> <${BASE}/id/statistiek/99-proef>`,
  ],
  "/graph/referentie/begrippen": [
    `${CONCEPT} ${TYPE} <${SKOS}Concept>`,
    `${CONCEPT} <http://www.w3.org/2000/01/rdf-schema#label> "Openbaar"@nl`,
    `${CONCEPT} <${SKOS}prefLabel> "Openbaar"@nl`,
    `${CONCEPT} <${SKOS}prefLabel> "Public <school>"@en`,
  ],
};

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ more: MORE });
});
afterAll(() => rig.close());

async function page(path: string): Promise<string> {
  return (await rig.get(path, { accept: "text/html" })).text();
}

describe("a page in English", () => {
  it("calls things by their English name where the data has one, and else as they are called in Dutch", async () => {
    const english = await page("/doc/vestiging/16SW03?lang=en");
    expect(english).toContain(">Public &lt;school></a>");
    expect(english).toContain(">Stichting Tangent</a>");
    expect(await page("/doc/vestiging/16SW03")).toContain(">Openbaar</a>");
    expect(await page("/doc/begrip/denominatie/openbaar?lang=en")).toContain("<h1>Public &lt;school></h1>");
  });

  it.each([
    ["another spelling", "/id/vestiging/16sw03?lang=en", 301, "/id/vestiging/16SW03?lang=en"],
    ["a thing", "/id/vestiging/16SW03?lang=en", 303, "/doc/vestiging/16SW03?lang=en"],
    ["an alias", "/id/onderwijslocatie/112X995?lang=en", 301, "/id/vestiging/16SW03?lang=en"],
    ["the document of an alias", "/doc/onderwijslocatie/112X995?lang=en", 301, "/doc/vestiging/16SW03?lang=en"],
    ["another spelling of a document", "/doc/vestiging/16sw03?lang=en", 301, "/doc/vestiging/16SW03?lang=en"],
    ["Dutch, which says nothing", "/id/vestiging/16SW03?lang=nl", 303, "/doc/vestiging/16SW03"],
  ])("stays one when its address moves: %s", async (_, from, status, to) => {
    const response = await rig.get(from, { accept: "text/html" });
    expect([response.status, response.headers.get("location")]).toEqual([status, to]);
  });

  it("has nothing to do with the data, which is in all languages", async () => {
    const response = await rig.get("/id/vestiging/16SW03?lang=en", { accept: "text/turtle" });
    expect(response.headers.get("location")).toBe("/doc/vestiging/16SW03.ttl");
    const alias = await rig.get("/doc/onderwijslocatie/112X995.ttl?lang=en");
    expect(alias.headers.get("location")).toBe("/doc/vestiging/16SW03.ttl");
  });
});

describe("a name in another language than the page", () => {
  it("says which, where the data does: headings, links and terms alike", async () => {
    const statistic = await page("/doc/statistiek/99-proef?lang=en");
    expect(statistic).toContain('<h1 lang="nl">Proefcijfers</h1>');
    expect(await page("/doc/statistiek/99-proef")).toContain("<h1>Proefcijfers</h1>");
    expect(await page("/doc/vestiging/00ZZ00?lang=en")).toMatch(
      /<a [^>]*statistiek\/99-proef" lang="nl">Proefcijfers</,
    );
  });

  it("says nothing where it is a name in any language, or in that of the page", async () => {
    const english = await page("/doc/vestiging/16SW03?lang=en");
    expect(english).toContain("<h1>De Wilg</h1>");
    expect(english).toMatch(/<a [^>]*openbaar">Public &lt;school></);
  });
});

it("the values of a statistic are called by other names where there are any", () => {
  const value = { iri: "x:man", name: "man" };
  const observation: Observation = {
    year: "2024-2025",
    dimensions: new Map([
      ["x:geslacht", value],
      ["x:leerjaar", { iri: "x:1", name: "leerjaar 1" }],
    ]),
    measures: new Map(),
    masked: new Set(),
    graph: "x:g",
  };
  const [other] = renamed([observation], new Map([["x:man", "boys"]]));
  expect([...(other?.dimensions.values() ?? [])].map(({ name }) => name)).toEqual(["boys", "leerjaar 1"]);
  expect(observation.dimensions.get("x:geslacht")).toBe(value);
});

it("several graphs of one source that say the same are one badge, with a link to each in it", async () => {
  const html = await page("/doc/vestiging/16SW03");
  const [, said = ""] = />Stichting Tangent<\/a>(.*?)<\/li><\/ul><\/dd>/s.exec(html) ?? [];
  expect(said).toMatch(/<summary class="source">DUO × 2<\/summary>/);
  expect(said.match(/href="\/graph\/duo\/(?:03-vestigingen|08-instellingen)"/g)?.length).toBe(2);
  expect(said.match(/class="source"[^>]*>Edu-V</g)?.length).toBe(1);
});

it("the page of an observation is called by its statistic, whom it is about, when, and the rest", async () => {
  const html = await page("/doc/observatie/07-geslaagden/2024-2025_16SW03");
  expect(html).toContain("<h1>07-geslaagden: De Wilg, 2024-2025, Openbaar</h1>");
});

it("the page of an observation says of a masked number that it is masked, and is no link to the measure alone", async () => {
  const html = await page("/doc/observatie/07-geslaagden/2024-2025_16SW03");
  expect(html).toMatch(/aantal leerlingen<\/a><\/dt><dd><span class="masked"[^>]*>afgeschermd \(minder dan 5\)</);
  expect(html).not.toContain("gemaskeerdeMaat</");
  expect(await page("/doc/observatie/07-geslaagden/2024-2025_16SW03?lang=en")).toContain("masked (fewer than 5)");
});

/** The texts of the facts of a page. */
async function values(query: string): Promise<string[]> {
  const [, facts = ""] = /<dl class="facts">(.*?)<\/dl>/s.exec(await page(`/doc/vestiging/00ZZ00${query}`)) ?? [];
  return [...facts.matchAll(/<dd><ul><li>(?:<span>)?([^<]*)/g)].flatMap(([, value = ""]) =>
    value === "" ? [] : [value],
  );
}

it("codes of languages and countries are told as what they are called, and nothing else is taken for one", async () => {
  expect(await values("")).toEqual(expect.arrayContaining(["Fries", "Nederland", "nl"]));
  expect(await values("?lang=en")).toEqual(expect.arrayContaining(["Western Frisian", "Netherlands", "nl"]));
});

it("titles of graphs, which are Dutch, say so on an English page, and on a Dutch one not", async () => {
  const title = "Graaf /graph/duo/03-vestigingen";
  const saysSo = new RegExp(`<(\\w+)[^>]* lang="nl"[^>]*>${title}</\\1>`);
  for (const path of ["/", "/catalog", "/graph/duo/03-vestigingen", "/doc/lading/duo/20261122T101112Z"]) {
    const [english = "", dutch = ""] = await Promise.all(
      [`${path}?lang=en`, path].map(async (each) => (await rig.get(each, { accept: "text/html" })).text()),
    );
    expect(english).toMatch(saysSo);
    expect(dutch).toContain(title);
    expect(dutch).not.toMatch(saysSo);
  }
  const graph = await (await rig.get("/graph/duo/03-vestigingen?lang=en", { accept: "text/html" })).text();
  expect(graph).toMatch(/<li [^>]*aria-current="page" lang="nl">/);
});
