import { describe, expect, it } from "vitest";
import { writeTrig } from "#src/rdf/trig.js";
import { writeTurtle } from "#src/rdf/turtle.js";
import { literal, namedNode, quad, RDF_TYPE, RDFS_LABEL, XSD } from "#src/rdf/terms.js";
import { readTurtle } from "./read-back.js";
import { BASE, VOCABULARY } from "./vocabulary.js";

const SCHOOL = `${BASE}/id/vestiging/16SW03`;
const ADDRESS = `${SCHOOL}#bezoekadres`;
const OND = `${BASE}/def/onderwijs#`;
const { prefixes } = VOCABULARY;

const QUADS = [
  quad(namedNode(`${BASE}/id/gemeente/0855`), namedNode(RDFS_LABEL), literal("Tilburg")),
  quad(namedNode(ADDRESS), namedNode("http://schema.org/addressLocality"), literal("Tilburg")),
  quad(namedNode(SCHOOL), namedNode("http://schema.org/name"), literal("De Wilg", { language: "nl" })),
  quad(namedNode(SCHOOL), namedNode(RDF_TYPE), namedNode(`${OND}Vestiging`)),
  quad(namedNode(SCHOOL), namedNode(`${OND}bezoekadres`), namedNode(ADDRESS)),
];

function object(value: string, type: string): string {
  return writeTurtle([quad(namedNode("urn:s"), namedNode("urn:p"), literal(value, { datatype: XSD + type }))], {
    prefixes: {},
  });
}

describe("Turtle", () => {
  it("puts the described thing first, then its # children, then the others, types before all else", () => {
    expect(writeTurtle(QUADS, { prefixes, described: SCHOOL })).toBe(`@prefix ond: <${OND}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .

<${SCHOOL}> a ond:Vestiging ;
    schema:name "De Wilg"@nl ;
    ond:bezoekadres <${ADDRESS}> .

<${ADDRESS}> schema:addressLocality "Tilburg" .

<${BASE}/id/gemeente/0855> rdfs:label "Tilburg" .
`);
  });

  it("writes short numbers and booleans only where Turtle reads them back as they were", () => {
    expect(object("12", "integer")).toContain("<urn:p> 12 .");
    expect(object("6.4", "decimal")).toContain("<urn:p> 6.4 .");
    expect(object("true", "boolean")).toContain("<urn:p> true .");
    expect(object("5.", "decimal")).toContain('"5."^^');
    expect(object("1", "boolean")).toContain('"1"^^');
    expect(object("twaalf", "integer")).toContain('"twaalf"^^');
  });

  it("says an object once that follows itself, as it does in the union of two graphs", () => {
    const [first] = QUADS;
    expect(first && writeTurtle([first, first], { prefixes })).toMatch(/rdfs:label "Tilburg" \.\n$/);
  });

  it("cannot be ended early by an IRI of a hostile source", () => {
    const text = writeTurtle(
      [quad(namedNode("urn:s"), namedNode("urn:p"), namedNode("urn:a> . <urn:x> <urn:y> <urn:z"))],
      {
        prefixes,
      },
    );
    expect(text).not.toContain("<urn:x>");
  });

  it("of nothing is an empty document", () => {
    expect(writeTurtle([], { prefixes })).toBe("");
    expect(readTurtle(writeTrig([], { prefixes }), "application/trig")).toEqual([]);
  });
});

describe("TriG", () => {
  it("says above each graph where it comes from, in one comment line even if the text has a line break", () => {
    const graph = namedNode(`${BASE}/graph/duo/x`);
    const text = writeTrig(
      QUADS.map((q) => ({ ...q, graph })),
      { prefixes, comments: () => ["Geladen op 1 mei\n<urn:a> <urn:b> <urn:c> ."] },
    );
    expect(text).toContain(`# Geladen op 1 mei <urn:a> <urn:b> <urn:c> .\n<${graph.value}> {\n`);
    expect(readTurtle(text, "application/trig")).toHaveLength(QUADS.length);
  });
});
