import { expect, it } from "vitest";
import { isVolatile, queryForm } from "#src/sparql/query-form.js";
import { withPrefixes } from "#src/sparql/example-queries.js";

it.each([
  ["select * {}", "SELECT"],
  ["# CONSTRUCT\nASK{}", "ASK"],
  ["BASE <http://x/#select>\nPREFIX construct: <http://ask/>\n construct {} where {}", "CONSTRUCT"],
  ["PREFIX : <urn:x>DESCRIBE <urn:a>", "DESCRIBE"],
  ["PREFIX a: <urn:a> # eind\nINSERT DATA { }", "UPDATE"],
  ["PREFIX a <urn:a> SELECT * {}", undefined],
  ["WAT", undefined],
  ["", undefined],
])("the form of %j is %s", (query, form) => {
  expect(queryForm(query)).toBe(form);
});

it("reads a prologue of any length in no time", () => {
  expect(queryForm(`${"#\n".repeat(200_000)}${"PREFIX a: <urn:a>\n".repeat(20_000)}ASK {}`)).toBe("ASK");
});

it("knows which answers may differ each time", () => {
  expect(isVolatile("SELECT (now() AS ?t) {}")).toBe(true);
  expect(isVolatile("SELECT ?known {}")).toBe(false);
});

it("adds the prefixes that a query uses and does not declare", () => {
  const prefixes = { ond: "urn:ond#", rdfs: "urn:rdfs#", schema: "http://schema.org/" };
  expect(withPrefixes("SELECT * { ?s rdfs:label ?l ; a <http://x/ond:y> }", prefixes)).toMatch(
    /^PREFIX rdfs: <urn:rdfs#>\nSELECT/,
  );
  const declared = "prefix rdfs: <urn:r> SELECT * { ?s rdfs:label ?l }";
  expect(withPrefixes(declared, prefixes)).toBe(declared);
});
