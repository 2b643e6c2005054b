import { withPrefixes } from "#src/sparql/example-queries.js";
import { describe, expect, it } from "vitest";

describe("the prefixes of the project", () => {
  const prefixes = { ond: "http://o#", schema: "http://schema.org/" };

  it("are put in front where they are used", () => {
    expect(withPrefixes("ASK { ?s a ond:School }", prefixes, true)).toBe(
      "PREFIX ond: <http://o#> ASK { ?s a ond:School }",
    );
  });

  it("leave the query's own declarations alone", () => {
    const query = "prefix ond: <http://other#> ASK { ?s a ond:School }";
    expect(withPrefixes(query, prefixes)).toBe(query);
  });

  it("are not found in IRIs, strings and comments", () => {
    const query = 'ASK { ?s ?p "schema:name" , <http://x/ond:y> } # ond:z';
    expect(withPrefixes(query, prefixes)).toBe(query);
  });
});
