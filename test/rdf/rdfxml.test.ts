import { describe, expect, it } from "vitest";
import { writeRdfXml } from "#src/rdf/rdfxml.js";
import { blankNode, literal, namedNode, quad, RDF } from "#src/rdf/terms.js";
import { UnserialisableError } from "#src/rdf/xml-names.js";
import { readRdfXml } from "./read-back.js";
import { VOCABULARY } from "./vocabulary.js";

const { prefixes } = VOCABULARY;
const say = (predicate: string, value = "x") => [quad(namedNode("urn:s"), namedNode(predicate), literal(value))];

describe("RDF/XML", () => {
  it.each([
    ["urn:isbn:title", "urn:isbn:", "title"],
    ["http://example.org/a%20b", "http://example.org/a%20", "b"],
    ["http://example.org/12a", "http://example.org/12", "a"],
    ["http://www.w3.org/2000/xmlns/foo", "http://www.w3.org/2000/xmlns/f", "oo"],
    [`${RDF}_1`, RDF, "_1"],
  ])("splits %s where an XML name begins", (iri, namespace, local) => {
    const text = writeRdfXml(say(iri), { prefixes });
    expect(text).toContain(`="${namespace}"`);
    expect(text).toMatch(new RegExp(`<[a-z0-9]+:${local}>`));
    expect(readRdfXml(text)).toEqual([`<urn:s> <${iri}> "x" .\n`]);
  });

  it.each(["http://example.org/123", "http://example.org/", `${RDF}li`, `${RDF}about`])(
    "refuses %s with a sentence, since no XML name says it",
    (iri) => {
      expect(() => writeRdfXml(say(iri), { prefixes })).toThrow(UnserialisableError);
      expect(() => writeRdfXml(say(iri), { prefixes })).toThrow(/ask for Turtle or JSON-LD/);
    },
  );

  it("takes no longer for a property that is made of letters and a slash", { timeout: 2_000 }, () => {
    expect(() => writeRdfXml(say(`http://example.org/${"a".repeat(100_000)}/`), { prefixes })).toThrow(
      UnserialisableError,
    );
  });

  it("begins a name with a letter of two units whole", () => {
    const iri = "http://example.org/1\u{10400}a";
    expect(readRdfXml(writeRdfXml(say(iri), { prefixes }))).toEqual([`<urn:s> <${iri}> "x" .\n`]);
  });

  it("names a blank node by an XML name, whatever its label, and no two by the same", () => {
    const labels = ["0a", "a", "b0a", "nodeID://b1", "_", "_5f_", "é.", "e\u0301"];
    const about = labels.map((label) => quad(blankNode(label), namedNode("urn:x:p"), blankNode(label)));
    const ids = [...writeRdfXml(about, { prefixes }).matchAll(/rdf:nodeID="([^"]*)"/g)].map(([, id]) => id ?? "");
    expect(ids).toHaveLength(2 * labels.length);
    expect(new Set(ids).size).toBe(labels.length);
    expect(ids.filter((id) => !/^[A-Za-z_][A-Za-z0-9._-]*$/.test(id))).toEqual([]);
  });

  it("says once what several graphs say", () => {
    const graphs = ["urn:g1", "urn:g2"].map((graph) =>
      quad(namedNode("urn:s"), namedNode("urn:x:p"), literal("x"), namedNode(graph)),
    );
    expect(writeRdfXml(graphs, { prefixes }).match(/>x</g)).toHaveLength(1);
  });

  it("puts U+FFFD for what XML cannot hold in a value: one such character keeps no catalogue from its readers", () => {
    const text = writeRdfXml(say("urn:x:p", "a\u0000b\uffff\ud800c<"), { prefixes });
    expect(readRdfXml(text)).toEqual(['<urn:s> <urn:x:p> "a\ufffdb\ufffd\ufffdc<" .\n']);
  });

  it("refuses it in a name, which would be that of another thing", () => {
    const named = [quad(namedNode("urn:s\uffff"), namedNode("urn:x:p"), literal("x"))];
    expect(() => writeRdfXml(named, { prefixes })).toThrow(UnserialisableError);
  });

  it("keeps white space of every kind", () => {
    expect(readRdfXml(writeRdfXml(say("urn:x:p", " a\r\n\tb "), { prefixes }))).toEqual([
      '<urn:s> <urn:x:p> " a\\r\\n\\tb " .\n',
    ]);
  });
});
