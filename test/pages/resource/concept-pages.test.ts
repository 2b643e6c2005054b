import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BASE, type Rig, startRig } from "../../server/rig.js";

const SKOS = "http://www.w3.org/2004/02/skos/core#";
const TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
const LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>";

function concept(scheme: string, name: string, more: readonly string[] = []): string[] {
  const iri = `<${BASE}/id/begrip/${scheme}/${name}>`;
  return [
    `${iri} ${TYPE} <${SKOS}Concept>`,
    `${iri} <${SKOS}inScheme> <${BASE}/id/begrippenlijst/${scheme}>`,
    `${iri} <${SKOS}prefLabel> "Begrip ${name}"@nl`,
    `${iri} <${SKOS}prefLabel> "Concept ${name}"@en`,
    ...more.map((statement) => `${iri} ${statement}`),
  ];
}
const broader = (scheme: string, name: string): string => `<${SKOS}broader> <${BASE}/id/begrip/${scheme}/${name}>`;

const BEGRIPPEN = [
  `<${BASE}/id/begrippenlijst/boom> ${TYPE} <${SKOS}ConceptScheme>`,
  ...concept("boom", "vo", [`<${SKOS}notation> "2"`, `<${SKOS}definition> "Voortgezet <onderwijs>."@nl`]),
  ...concept("boom", "havo", [broader("boom", "vo")]),
  ...concept("boom", "vwo", [broader("boom", "vo")]),
  ...concept("boom", "po", [`<${SKOS}notation> "1"`]),
  ...concept("boom", "kring-a", [broader("boom", "kring-b")]),
  ...concept("boom", "kring-b", [broader("boom", "kring-a")]),
  `<${BASE}/id/begrippenlijst/woorden> ${TYPE} <${SKOS}ConceptScheme>`,
  ...concept("woorden", "een", [
    `<${SKOS}notation> "Begrip Een"`,
    `<${SKOS}topConceptOf> <${BASE}/id/begrippenlijst/woorden>`,
  ]),
  `<${BASE}/id/begrippenlijst/woorden> <${SKOS}hasTopConcept> <${BASE}/id/begrip/woorden/een>`,
  `<${BASE}/id/begrippenlijst/groot> ${TYPE} <${SKOS}ConceptScheme>`,
  ...Array.from({ length: 230 }, (_, nth) => concept("groot", String(nth).padStart(3, "0"))).flat(),
];
const LABELS = ["vo", "havo", "vwo", "po"].map(
  (name) => `<${BASE}/id/begrip/boom/${name}> ${LABEL} "Begrip ${name}"@nl`,
);

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    more: { "/graph/referentie/begrippen": BEGRIPPEN, "/graph/afgeleid/labels-van-begrippen": LABELS },
  });
});
afterAll(() => rig.close());

async function page(path: string): Promise<string> {
  const response = await rig.get(path, { accept: "text/html" });
  expect(response.status).toBe(200);
  return response.text();
}

/** The concepts in the table of a scheme: how deep, and what they are called. */
function listed(html: string): string[] {
  const rows = [...html.matchAll(/<th scope="row"(?: class="d(\d)")?><a [^>]*>([^<]*)<\/a>/g)];
  return rows.map(([, depth = "0", name]) => `${depth} ${name}`);
}

describe("the page of a concept scheme", () => {
  it("lists its concepts as a tree, each once, a circle too", async () => {
    expect(listed(await page("/doc/begrippenlijst/boom"))).toEqual([
      "0 Begrip po",
      "0 Begrip vo",
      "1 Begrip havo",
      "1 Begrip vwo",
      "0 Begrip kring-a",
      "1 Begrip kring-b",
    ]);
  });

  it("gives no codes where these say no more than the names do", async () => {
    expect(await page("/doc/begrippenlijst/woorden")).not.toContain('<th scope="col">code</th>');
    expect(await page("/doc/begrippenlijst/woorden?lang=en")).toContain("<td>Begrip Een</td>");
  });

  it("counts them and gives their codes", async () => {
    const html = await page("/doc/begrippenlijst/boom");
    expect(html).toContain("Begrippen (6)");
    expect(html).toMatch(/Begrip vo<\/a><\/th><td>2<\/td><td class="n">2<\/td>/);
  });

  it("is in English where its concepts are", async () => {
    expect(listed(await page("/doc/begrippenlijst/boom?lang=en"))[0]).toBe("0 Concept po");
  });

  it("shows a hundred at a time of a large one, and does not list them again as what points to it", async () => {
    const first = await page("/doc/begrippenlijst/groot");
    expect(listed(first).length).toBe(100);
    expect(first).toContain("Pagina 1 van 3");
    expect(first).not.toContain('id="inkomend"');
    const [, next = ""] = /rel="next" href="([^"]*)"/.exec(first) ?? [];
    const second = await page(next.replaceAll("&amp;", "&").replace(/#.*/, ""));
    expect(listed(second)[0]).toBe("0 Begrip 100");
    const via = encodeURIComponent(`${SKOS}inScheme`);
    expect(listed(await page(`/doc/begrippenlijst/groot?via=${via}&pagina=3`)).length).toBe(30);
  });
});

describe("the page of a concept", () => {
  it("says what it means and where it stands: in its scheme, below what is broader, above what is narrower", async () => {
    const html = await page("/doc/begrip/boom/vo");
    expect(html).toContain('<p class="lead">Voortgezet &lt;onderwijs>.</p>');
    const [, around = ""] = /<section aria-labelledby="plaats">(.*?)<\/section>/s.exec(html) ?? [];
    expect(around).toContain(">Begrip havo</a>");
    expect(around).toContain(">Begrip vwo</a>");
    const below = await page("/doc/begrip/boom/havo");
    const [, trail = ""] = /<nav class="utrecht-breadcrumb-nav"(.*?)<\/nav>/s.exec(below) ?? [];
    expect(trail).toContain('href="/id/begrippenlijst/boom"');
    expect(trail).toContain('href="/id/begrip/boom/vo"');
  });
});

it("a concept tells once of which list it is", async () => {
  const html = await page("/doc/begrip/woorden/een");
  const [, main = ""] = /<h1>(.*)<\/main>/s.exec(html) ?? [];
  expect(main.match(/href="\/id\/begrippenlijst\/woorden"/g)).toHaveLength(1);
});
