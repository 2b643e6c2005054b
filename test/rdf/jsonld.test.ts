import { describe, expect, it } from "vitest";
import { readContext } from "#src/rdf/jsonld-context.js";
import { writeJsonLd } from "#src/rdf/jsonld.js";
import { literal, namedNode, quad, RDF_TYPE, RDFS_LABEL, XSD } from "#src/rdf/terms.js";
import { canonical, readJsonLd } from "./read-back.js";
import { BASE, CONTEXT_URL, VOCABULARY } from "./vocabulary.js";

const SCHOOL = `${BASE}/id/vestiging/16SW03`;
const BOARD = `${BASE}/id/bevoegd-gezag/41645`;
const OND = `${BASE}/def/onderwijs#`;

const QUADS = [
  quad(namedNode(SCHOOL), namedNode(RDF_TYPE), namedNode(`${OND}Vestiging`)),
  quad(namedNode(SCHOOL), namedNode("http://schema.org/name"), literal("De Wilg")),
  quad(namedNode(SCHOOL), namedNode(`${OND}naam`), literal("Wilg", { language: "en" })),
  quad(namedNode(SCHOOL), namedNode(`${OND}aantal`), literal("12", { datatype: `${XSD}integer` })),
  quad(namedNode(SCHOOL), namedNode(`${OND}bevoegdGezag`), namedNode(BOARD)),
  quad(namedNode(BOARD), namedNode(RDFS_LABEL), literal("Tangent", { language: "nl" })),
];

describe("JSON-LD", () => {
  it("is as short as the context allows, with what is pointed to nested in the thing described", () => {
    expect(JSON.parse(writeJsonLd(QUADS, { ...VOCABULARY, described: SCHOOL }))).toEqual({
      "@context": CONTEXT_URL,
      id: SCHOOL,
      type: "Vestiging",
      name: "De Wilg",
      naam: [{ "@value": "Wilg", "@language": "en" }],
      aantal: 12,
      bevoegdGezag: { id: BOARD, label: "Tangent" },
    });
  });

  it("says once what several graphs say", () => {
    const said = QUADS.flatMap((each) => ["urn:g1", "urn:g2"].map((graph) => ({ ...each, graph: namedNode(graph) })));
    const options = { ...VOCABULARY, described: SCHOOL };
    expect(writeJsonLd(said, options)).toBe(writeJsonLd(QUADS, options));
  });

  it("says a text in the language of its key without naming it, and any other with its own", () => {
    const context = { label: { "@id": RDFS_LABEL, "@language": "nl", "@container": ["@set"] } };
    const labels = [literal("Wilg", { language: "nl" }), literal("Willow", { language: "en" })];
    const said = labels.map((label) => quad(namedNode(SCHOOL), namedNode(RDFS_LABEL), label));
    const write = (quads: typeof said): unknown =>
      JSON.parse(
        writeJsonLd(quads, { ...VOCABULARY, context: readContext({ "@context": context }), described: SCHOOL }),
      );
    expect(write(said)).toMatchObject({ label: ["Wilg", { "@value": "Willow", "@language": "en" }] });
    expect(write(said.slice(0, 1))).toMatchObject({ label: ["Wilg"] });
    Object.assign(context, { english: { "@id": RDFS_LABEL, "@language": "en" } });
    expect(write(said)).toMatchObject({ label: ["Wilg"], english: "Willow" });
  });

  it("undoes a prefix for a document that has an IRI with that scheme", async () => {
    const place = [
      quad(namedNode("geo:52.1,4.3"), namedNode("http://www.opengis.net/ont/geosparql#asWKT"), namedNode("geo:1,2")),
    ];
    const text = writeJsonLd(place, VOCABULARY);
    expect(text).toContain('"geo": null');
    expect(await readJsonLd(text)).toEqual([
      "<geo:52.1,4.3> <http://www.opengis.net/ont/geosparql#asWKT> <geo:1,2> .\n",
    ]);
  });

  it("lists side by side what points to itself in a circle, each once", async () => {
    const a = namedNode(`${SCHOOL}#a`);
    const b = namedNode(`${SCHOOL}#b`);
    const p = namedNode(`${OND}p`);
    const circle = [quad(a, p, b), quad(b, p, a)];
    expect(await readJsonLd(writeJsonLd(circle, VOCABULARY))).toHaveLength(2);
  });

  it("nests a chain of any length without running out of stack", () => {
    const chain = Array.from({ length: 5000 }, (_, i) =>
      quad(namedNode(`urn:n:${i}`), namedNode(`${OND}p`), namedNode(`urn:n:${i + 1}`)),
    );
    expect(() => writeJsonLd(chain, VOCABULARY)).not.toThrow();
  });

  it("hangs what points to the thing described under it, and says no more and no less by that", async () => {
    const other = `${BASE}/id/vestiging/16SW04`;
    const pointing = [
      quad(namedNode(other), namedNode(`${OND}bevoegdGezag`), namedNode(BOARD)),
      quad(namedNode(other), namedNode(RDF_TYPE), namedNode(BOARD)),
      quad(namedNode(other), namedNode(RDFS_LABEL), literal("Elders", { language: "nl" })),
    ];
    for (const quads of [[...QUADS, ...pointing], pointing]) {
      const text = writeJsonLd(quads, { ...VOCABULARY, described: BOARD });
      const root = JSON.parse(text) as Record<string, unknown>;
      expect(root).toMatchObject({ id: BOARD, "@reverse": { "ond:bevoegdGezag": expect.any(Array) } });
      expect(await readJsonLd(text)).toEqual(canonical(quads));
    }
  });

  it("refuses a context document without terms, and says what it should be", () => {
    expect(() => readContext({ context: {} })).toThrow(/\{"@context": \{…\}\}/);
  });
});
