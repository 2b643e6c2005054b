import { describe, expect, test } from "vitest";
import { compileMapping, type MapFinding } from "#src/mapping/compile.js";
import { readMapping } from "#src/mapping/read.js";

const HEAD = `
prefixes: { ond: "http://localhost:3000/def/onderwijs#", schema: "http://schema.org/", locn: "http://www.w3.org/ns/locn#" }
sources:
  vestigingen: ["vestigingen.json~jsonpath", "$[*]"]
  bezoekadressen: ["vestigingen.json~jsonpath", "$[?(@.bezoekadres)]"]
  regios: ["vestigingen.json~jsonpath", "$[*].regios[*]"]
mappings:
`;

function mapped(
  mappings: string,
  records: readonly unknown[],
  graph?: string,
): { lines: string[]; findings: MapFinding[] } {
  const model = readMapping(HEAD + mappings, { path: "test.yml" });
  const compiled = compileMapping(model, { base: "http://localhost:3000", ...(graph === undefined ? {} : { graph }) });
  const lines: string[] = [];
  const findings: MapFinding[] = [];
  for (const record of records) {
    compiled.mapRecord(
      "vestigingen.json",
      record,
      (line) => lines.push(line),
      (finding) => findings.push(finding),
    );
  }
  return { lines, findings };
}

const BASIC = `
  vestiging:
    sources: vestigingen
    s: /id/vestiging/$(vestigingsnummer)
    po:
      - [a, ond:Vestiging]
      - [schema:name, $(vestigingsnaam)]
      - [ond:denominatie, $(denominatie)~iri]
  bezoekadres:
    sources: bezoekadressen
    s: /id/vestiging/$(vestigingsnummer)#bezoekadres
    po: [[a, schema:PostalAddress], [schema:postalCode, $(bezoekadres.postcode)]]
`;

describe("mapping a record", () => {
  test("relative IRIs are the base followed by the text, and lines are canonical N-Quads in the graph asked for", () => {
    const record = {
      vestigingsnummer: "16SW03",
      vestigingsnaam: 'De "Boog"\n',
      denominatie: "/id/begrip/denominatie/openbaar",
      bezoekadres: { postcode: "1234AB" },
    };
    const { lines } = mapped(BASIC, [record], "http://localhost:3000/graph/duo/x");
    const s = "<http://localhost:3000/id/vestiging/16SW03>";
    const g = "<http://localhost:3000/graph/duo/x> .\n";
    expect(lines).toEqual([
      `${s} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://localhost:3000/def/onderwijs#Vestiging> ${g}`,
      `${s} <http://schema.org/name> "De \\"Boog\\"\\n" ${g}`,
      `${s} <http://localhost:3000/def/onderwijs#denominatie> <http://localhost:3000/id/begrip/denominatie/openbaar> ${g}`,
      `<http://localhost:3000/id/vestiging/16SW03#bezoekadres> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/PostalAddress> ${g}`,
      `<http://localhost:3000/id/vestiging/16SW03#bezoekadres> <http://schema.org/postalCode> "1234AB" ${g}`,
    ]);
  });

  test("an absent or null value makes no triple, and a filter keeps records without its key out", () => {
    const { lines, findings } = mapped(BASIC, [{ vestigingsnummer: "16SW03", vestigingsnaam: null }]);
    expect(lines).toHaveLength(1);
    expect(findings).toEqual([]);
  });

  test("a record without what its subject needs makes nothing", () => {
    expect(mapped(BASIC, [{ vestigingsnaam: "x" }]).lines).toEqual([]);
  });

  test("a value that makes a bad IRI is a finding that names map, term, value and reason; the rest is kept", () => {
    const { lines, findings } = mapped(BASIC, [{ vestigingsnummer: "1", denominatie: "a b" }]);
    expect(lines).toHaveLength(1);
    expect(findings).toEqual([
      {
        triplesMap: "vestiging",
        term: "http://localhost:3000/def/onderwijs#denominatie",
        kind: "iri",
        value: "a b",
        reason: "geen geldige IRI",
      },
    ]);
  });

  test("a number that was rounded when it was read names nothing, and is a finding: two ids would be one", () => {
    const given = JSON.parse('[{"vestigingsnummer": 9007199254740993}, {"vestigingsnummer": [9007199254740993, 5]}]');
    const { lines, findings } = mapped(BASIC, given as object[]);
    expect(lines.map((line) => line.split(" ")[0])).toEqual(["<http://localhost:3000/id/vestiging/5>"]);
    expect(findings.map(({ kind, value }) => [kind, value])).toEqual([
      ["rounded", "9007199254740992"],
      ["rounded", "9007199254740992"],
    ]);
  });

  test("values in a template are percent-encoded, letters outside ASCII are kept", () => {
    const { lines } = mapped(BASIC, [{ vestigingsnummer: "é/ü 1" }]);
    expect(lines[0]).toContain("<http://localhost:3000/id/vestiging/é%2Fü%201>");
  });

  test("a list gives one term for each element, also inside nested iterators", () => {
    const mapping = `
  regio:
    sources: regios
    s: /id/regio/$(code)
    po: [[schema:name, $(namen), nl~lang]]
`;
    const { lines } = mapped(mapping, [{ regios: [{ code: "1", namen: ["a", "b"] }, { code: "2" }] }, {}]);
    expect(lines).toEqual([
      '<http://localhost:3000/id/regio/1> <http://schema.org/name> "a"@nl .\n',
      '<http://localhost:3000/id/regio/1> <http://schema.org/name> "b"@nl .\n',
    ]);
  });

  test("names that every JavaScript object has are not fields", () => {
    const mapping = `
  x: { sources: vestigingen, s: /id/$(n), po: [[schema:name, $(constructor)], [schema:url, $(a.toString)]] }
`;
    expect(mapped(mapping, [{ n: 1, a: {} }])).toEqual({ lines: [], findings: [] });
  });

  test("names that lists have are fields of objects alone", () => {
    const mapping = `
  x: { sources: vestigingen, s: "/id/$(length)", po: [[schema:name, $(length)]] }
`;
    expect(mapped(mapping, [["a", "b"]])).toEqual({ lines: [], findings: [] });
    expect(mapped(mapping, [{ length: "3m" }]).lines).toHaveLength(1);
  });

  test("a number with a datatype has the form of that datatype, and no exponent where it has none", () => {
    const mapping = `
  x:
    sources: vestigingen
    s: /id/1
    po: [[schema:a, $(n), xsd:decimal], [schema:b, $(n), xsd:double], [schema:c, $(all), xsd:decimal]]
`;
    const { lines } = mapped(mapping, [{ n: 1e-7, all: [1e21, -2.5] }]);
    expect(lines.map((line) => /"(.*)"/.exec(line)?.[1])).toEqual([
      "0.0000001",
      "1.0E-7",
      "1000000000000000000000",
      "-2.5",
    ]);
  });

  test("a language tag is written in lower case, as the engine keeps it", () => {
    const mapping = `
  x: { sources: vestigingen, s: /id/1, po: [[schema:a, $(n), en-GB~lang], [schema:b, $(n), $(taal)~lang]] }
`;
    const { lines } = mapped(mapping, [{ n: "x", taal: "NL" }]);
    expect(lines.map((line) => line.split(" ")[2])).toEqual(['"x"@en-gb', '"x"@nl']);
  });

  test("a template for a relative IRI is a finding where there is no base to put before it", () => {
    const mapping = `
  x: { sources: vestigingen, s: "http://x.test/$(n)", po: [[schema:a, "/id/$(n)~iri"]] }
`;
    const compiled = compileMapping(readMapping(HEAD + mapping, { path: "test.yml" }), {});
    const told: unknown[] = [];
    compiled.mapRecord("vestigingen.json", { n: 1 }, told.push.bind(told), told.push.bind(told));
    expect(told).toMatchObject([{ kind: "iri", value: "/id/1" }]);
  });

  test("JSON numbers and booleans have their natural datatype, a given datatype wins", () => {
    const mapping = `
  x:
    sources: vestigingen
    s: /id/$(n)
    po:
      - [schema:a, $(n)]
      - [schema:b, $(d)]
      - [schema:c, $(b)]
      - [schema:d, $(d), xsd:decimal]
`;
    const { lines } = mapped(mapping, [{ n: 1, d: 80.25, b: false }]);
    expect(lines.map((line) => line.split(" ").slice(2).join(" "))).toEqual([
      '"1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n',
      '"8.025E1"^^<http://www.w3.org/2001/XMLSchema#double> .\n',
      '"false"^^<http://www.w3.org/2001/XMLSchema#boolean> .\n',
      '"80.25"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n',
    ]);
  });
});
