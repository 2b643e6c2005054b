import { assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { graphIri, graphPath } from "#src/archive/graph-name.js";

const BASE = "https://graaf.test";

test("a graph below the base is at its own path", () => {
  expect(graphPath(BASE, `${BASE}/graph/duo/x`)).toBe("/graph/duo/x");
  expect(graphIri(BASE, "/graph/duo/x")).toBe(`${BASE}/graph/duo/x`);
});

test.each([
  "http://example.org/data/data1.rdf",
  `${BASE}/person/1.ttl`,
  `${BASE}/graph/../../etc/passwd`,
  `${BASE}/graph/a.nq/b`,
  "urn:x",
  "http://example.org/é/%7E~?a=b#c",
])("any other IRI has a path that gives it back: %s", (iri) => {
  const path = graphPath(BASE, iri);
  expect(path).toMatch(/^\/graph\/elders(?:\/[A-Za-z0-9_~-]+)+$/);
  expect(graphIri(BASE, path)).toBe(iri);
});

test("no two IRIs have one path, long ones included", () => {
  const iri = string({ unit: "grapheme", minLength: 1, maxLength: 60 }).map((text) => `urn:x:${text}`);
  const holds = property(iri, (each) => {
    expect(graphIri(BASE, graphPath(BASE, each))).toBe(each);
  });
  assert(holds, { numRuns: 50 });
});

test("an address of a foreign graph here, and an IRI too long for a file, are refused", () => {
  expect(() => graphPath(BASE, `${BASE}/graph/elders/urn~3Ax`)).toThrow("give the IRI of that graph itself");
  expect(() => graphPath(BASE, `urn:${"x".repeat(600)}`)).toThrow("cannot name a graph");
});
