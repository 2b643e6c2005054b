/** Facts are told once, and those about the record apart. */
import { describe, expect, it } from "vitest";
import { readAdministrative } from "#src/pages/resource/administrative.js";
import { type BroaderProperties, broaderProperties } from "#src/pages/resource/broader-properties.js";
import { factsOf } from "#src/pages/resource/properties.js";
import { termName } from "#src/pages/wording.js";
import { literal, namedNode, type Quad, quad, type Term, XSD } from "#src/rdf/terms.js";
import { BASE, startRig } from "../../server/rig.js";

const IRI = `${BASE}/id/gemeente/0855`;
const OND = `${BASE}/def/onderwijs#`;
const SCHEMA = "http://schema.org/";
const SKOS = "http://www.w3.org/2004/02/skos/core#";
const DCT = "http://purl.org/dc/terms/";

type Said = readonly [property: string, value: Term | string, graph?: string];

function quadsOf(said: readonly Said[]): Quad[] {
  return said.map(([property, value, graph = "a"]) =>
    quad(
      namedNode(IRI),
      namedNode(property),
      typeof value === "string" ? literal(value) : value,
      namedNode(`${BASE}/graph/${graph}`),
    ),
  );
}

function told(said: readonly Said[], options: { broader?: BroaderProperties; told?: ReadonlySet<string> } = {}) {
  const context = {
    site: { base: BASE },
    language: "nl",
    names: (iri: string) => termName(iri, "nl"),
    origins: new Map(),
    quads: quadsOf(said),
    broader: options.broader ?? new Map(),
  };
  return factsOf(IRI, context as unknown as Parameters<typeof factsOf>[1], options.told).map(
    ({ predicate, values }) =>
      `${predicate.replace(/^.*[#/]/, "")}: ${values.map(({ term, graphs }) => `${term.value} (${graphs.map((each) => each.replace(/^.*\//, "")).join(" ")})`).join(", ")}`,
  );
}

describe("a fact that several words say", () => {
  it("is told by our word, with the graphs of all, where a foreign name would stand", () => {
    const said: Said[] = [
      [`${OND}brin`, "00AA", "a"],
      [`${OND}titel`, "Tilburg", "a"],
      [`${SCHEMA}name`, "Tilburg", "b"],
    ];
    expect(told(said)).toEqual(["titel: Tilburg (a b)", "brin: 00AA (a)"]);
  });

  it("is told by one of two foreign words that have the same text, which is that with most to say", () => {
    expect(
      told([
        [`${SCHEMA}name`, "Tilburg", "a"],
        [`${SKOS}prefLabel`, literal("Tilburg", { language: "nl" }), "b"],
      ]),
    ).toEqual(["name: Tilburg (a b)"]);
    expect(
      told([
        [`${SCHEMA}name`, "Dienst"],
        [`${SKOS}prefLabel`, literal("Dienst", { language: "nl" })],
        [`${SKOS}prefLabel`, literal("Service", { language: "en" })],
      ]),
    ).toEqual(["prefLabel: Dienst (a), Service (a)"]);
  });

  it("is told by the narrower word, as the vocabularies have it, value by value", () => {
    const broader = broaderProperties([
      {
        quads: [
          [`${OND}gemeente`, `${OND}inGebied`],
          [`${OND}inGebied`, `${DCT}spatial`],
        ].map(([narrow = "", broad = ""]) =>
          quad(
            namedNode(narrow),
            namedNode("http://www.w3.org/2000/01/rdf-schema#subPropertyOf"),
            namedNode(broad),
            namedNode("x:g"),
          ),
        ),
      },
    ]);
    expect(broader.get(`${OND}gemeente`)).toEqual(new Set([`${OND}inGebied`, `${DCT}spatial`]));
    const [tilburg, brabant] = [namedNode("x:tilburg"), namedNode("x:brabant")];
    const said: Said[] = [
      [`${OND}gemeente`, tilburg],
      [`${OND}inGebied`, tilburg],
      [`${OND}inGebied`, brabant],
      [`${DCT}spatial`, tilburg],
    ];
    expect(told(said, { broader })).toEqual(["gemeente: x:tilburg (a)", "inGebied: x:brabant (a)"]);
  });

  it("is not taken for another: whose it is and who made it, equal numbers, two words of ours", () => {
    const ministry = namedNode("x:ministerie");
    const one = literal("1", { datatype: `${XSD}integer` });
    for (const said of [
      [
        [`${DCT}creator`, ministry],
        [`${DCT}publisher`, ministry],
      ],
      [
        [`${OND}leerjaar`, one],
        [`${SCHEMA}position`, one],
      ],
      [
        [`${OND}gemeentenaam`, "Utrecht"],
        [`${OND}regionaam`, "Utrecht"],
      ],
    ] satisfies Said[][]) {
      expect(told(said)).toHaveLength(2);
    }
  });

  it("is never lost where words are said to be the same as each other", () => {
    const [one, other] = [`${SCHEMA}name`, `${DCT}title`];
    const broader = new Map([
      [one, new Set([other])],
      [other, new Set([one])],
    ]);
    const said: Said[] = [
      [one, "Tilburg"],
      [other, "Tilburg"],
    ];
    expect(told(said, { broader })).toEqual(["name: Tilburg (a)"]);
  });

  it("is left out where the page tells it elsewhere by another of its words", () => {
    const said: Said[] = [
      [`${DCT}title`, "Scholen"],
      [`${SCHEMA}name`, "Scholen"],
    ];
    expect(told(said, { told: new Set([`${DCT}title`]) })).toEqual([]);
  });
});

describe("what is said of the record of a thing", () => {
  it("stands apart, after all else, and by the narrower word where that is about the thing", async () => {
    const iri = `${BASE}/id/instelling/16SW`;
    const rig = await startRig({
      realOntology: true,
      more: {
        "/graph/duo/instellingen": [
          `<${iri}> <${OND}brin> "16SW"`,
          `<${iri}> <${DCT}identifier> "16SW"`,
          `<${iri}> <${DCT}identifier> "f1c71e00"`,
          `<${iri}> <${BASE}/def/dienst#recordstatus> <${BASE}/def/dienst#actief>`,
          `<${BASE}/id/vestiging/16SW01> <${OND}vestigingVan> <${iri}>`,
        ],
      },
    });
    try {
      const html = await (await rig.get("/doc/instelling/16SW", { accept: "text/html" })).text();
      const [facts = "", record = ""] = html.split('<h2 id="registratie">');
      expect(facts).toContain(">16SW</span>");
      expect(facts).not.toMatch(/<dt>[^/]*identificatie/);
      expect(facts).toContain("Vestigingen");
      expect([...record.matchAll(/<dt>.*?<\/dt>/gs)].map(([name]) => name.replace(/<[^>]*>/g, ""))).toEqual([
        "identificatie",
        "recordstatus",
      ]);
      expect(record.split("</section>", 1)[0]).not.toContain("16SW");
      const turtle = await (await rig.get("/doc/instelling/16SW.ttl")).text();
      expect(turtle).toMatch(/dct:identifier "16SW", "f1c71e00"/);
    } finally {
      await rig.close();
    }
  });

  it("is what the page is for where that is all that is said", async () => {
    const iri = `${BASE}/id/begrip/soort/x`;
    const same = `<${iri}> <http://www.w3.org/2002/07/owl#sameAs> <https://elders.test/x>`;
    const rig = await startRig({ more: { "/graph/referentie/soorten": [same] } });
    try {
      const html = await (await rig.get("/doc/begrip/soort/x", { accept: "text/html" })).text();
      expect(html).toContain(">elders.test/x</a>");
      expect(html).not.toContain('id="registratie"');
    } finally {
      await rig.close();
    }
  });

  it("is by a table whose faults are named by line", () => {
    expect(readAdministrative("term\ndct:modified\n")).toEqual(new Set([`${DCT}modified`]));
    expect(() => readAdministrative("term\ndct:modified\ndct:modified\n")).toThrow("line 3");
    expect(() => readAdministrative("term\nonbekend:x\n")).toThrow("administrative.csv: line 2, column term");
  });
});

it("a text in the language of the page comes first, and one that is the same in several languages is told once", () => {
  expect(
    told([
      [`${OND}titel`, literal("School year", { language: "en" }), "a"],
      [`${OND}titel`, literal("Schooljaar", { language: "nl" }), "a"],
    ]),
  ).toEqual(["titel: Schooljaar (a), School year (a)"]);
  expect(
    told([
      [`${OND}titel`, literal("2024-2025", { language: "en" }), "a"],
      [`${OND}titel`, literal("2024-2025", { language: "nl" }), "b"],
    ]),
  ).toEqual(["titel: 2024-2025 (b a)"]);
});
