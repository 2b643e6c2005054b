import { describe, expect, test } from "vitest";
import { guidLiteral, momentLiteral, stringLiteral } from "#src/sources/odata/literal.js";
import { countUrl, queryUrl } from "#src/sources/odata/query.js";
import { SourceError } from "#src/sources/source-error.js";

const v4 = { root: new URL("https://kamer.example/OData/v4/2.0/"), version: "v4" as const };
const v3 = { root: new URL("https://kamer.example/OData/v3/1.0"), version: "v3" as const };

describe("values are written as their version has them", () => {
  test("texts, whose quotes are doubled", () => {
    expect(stringLiteral("O'Reilly")).toBe("'O''Reilly'");
    expect(stringLiteral("x' or 'a' eq 'a")).toBe("'x'' or ''a'' eq ''a'");
  });

  test("moments", () => {
    expect(momentLiteral("2017-05-24T10:00:00", "v3")).toBe("datetime'2017-05-24T10:00:00'");
    expect(momentLiteral("2017-05-24T10:00:00.1234567Z", "v3")).toBe("datetimeoffset'2017-05-24T10:00:00.1234567Z'");
    expect(momentLiteral("2023-12-01T15:00:24.6710401Z", "v4")).toBe("2023-12-01T15:00:24.6710401Z");
    expect(() => momentLiteral("2017-05-24T10:00:00", "v4")).toThrow(/has no zone/);
    for (const version of ["v3", "v4"] as const) {
      expect(() => momentLiteral("2017-05-24T10:00:00Z' or true", version)).toThrow(SourceError);
    }
  });

  test("guids", () => {
    const guid = "4a0327a1-21a4-4540-a298-1a162846635c";
    expect(guidLiteral(guid, "v3")).toBe(`guid'${guid}'`);
    expect(guidLiteral(guid, "v4")).toBe(guid);
    expect(() => guidLiteral("1) or (1", "v4")).toThrow(/no guid/);
  });
});

describe("the address of a query", () => {
  test("keeps the order in which options were given, and what OData needs legible", () => {
    const url = queryUrl({
      ...v3,
      set: "Persoon",
      expand: "A, A/B",
      orderby: "Achternaam",
      filter: "x eq 'y'",
      count: true,
    });
    expect(url.href).toBe(
      "https://kamer.example/OData/v3/1.0/Persoon?$expand=A,%20A/B&$orderby=Achternaam&$filter=x%20eq%20%27y%27&$inlinecount=allpages",
    );
  });

  test("says in v4 what it says otherwise in v3", () => {
    const asked = { set: "Zaak", count: true, top: 5, format: "json" as const };
    expect(queryUrl({ ...v4, ...asked }).search).toBe("?$count=true&$top=5");
    expect(queryUrl({ ...v3, ...asked }, 3).search).toBe("?$inlinecount=allpages&$top=5&$format=json&$skip=3");
  });

  test("encodes what would end an option: &, #, +, % and text outside ASCII", () => {
    const filter = `Onderwerp eq ${stringLiteral("R&D #1 + 50% ë")}`;
    const url = queryUrl({ ...v4, set: "Zaak", filter });
    expect([...url.searchParams]).toEqual([["$filter", filter]]);
    expect(url.hash).toBe("");
  });

  test("does not change the root, and takes no other path for a set", () => {
    queryUrl({ ...v4, set: "Zaak" });
    expect(v4.root.href).toBe("https://kamer.example/OData/v4/2.0/");
    expect(() => queryUrl({ ...v4, set: "../geheim" })).toThrow(/no name of an entity set/);
  });

  test("of a count has the filter alone", () => {
    const url = countUrl({ ...v4, set: "Zaak", filter: "Soort eq 'Motie'", expand: "Document", orderby: "Id" });
    expect(decodeURIComponent(url.href)).toBe(
      "https://kamer.example/OData/v4/2.0/Zaak/$count?$filter=Soort eq 'Motie'",
    );
  });
});
