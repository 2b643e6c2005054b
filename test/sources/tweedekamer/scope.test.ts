import { describe, expect, test } from "vitest";
import { checkedVergaderjaar, scopeFilter } from "#src/sources/tweedekamer/scope.js";
import { tkAddress, tkService, TK_ROOTS } from "#src/sources/tweedekamer/service.js";
import { TABLE } from "./tables.js";

const table = TABLE;

function filter(
  name: string,
  years: "all" | readonly string[] = ["2025-2026"],
  version: "v3" | "v4" = "v4",
  isDelta = false,
) {
  const row = table.named(name);
  return row === undefined ? "no such entity" : scopeFilter(row, years, version, table, isDelta);
}

describe("what is in the configured years", () => {
  test.each([
    ["Zaak", "Vergaderjaar eq '2025-2026'"],
    ["Agendapunt", "Activiteit/Vergaderjaar eq '2025-2026'"],
    ["Stemming", "Besluit/Agendapunt/Activiteit/Vergaderjaar eq '2025-2026'"],
    ["DocumentActor", "Document/Vergaderjaar eq '2025-2026'"],
    ["Reservering", "Activiteit/any(a:a/Vergaderjaar eq '2025-2026')"],
    ["ToegezegdAan", "Toezegging/Activiteit/any(a:a/Vergaderjaar eq '2025-2026')"],
    [
      "Kamerstukdossier",
      "(Zaak/any(a:a/Vergaderjaar eq '2025-2026')) or (Document/any(a:a/Vergaderjaar eq '2025-2026'))",
    ],
  ])("%s: %s", (name, expected) => {
    expect(filter(name)).toBe(expected);
  });

  test.each(["Persoon", "Fractie", "FractieZetelPersoon", "Commissie", "CommissieZetelVastPersoon", "Zaal"])(
    "%s is taken whole",
    (name) => {
      expect(filter(name)).toBeUndefined();
    },
  );

  test("several years are one filter", () => {
    expect(filter("Zaak", ["2024-2025", "2025-2026"])).toBe(
      "Vergaderjaar eq '2024-2025' or Vergaderjaar eq '2025-2026'",
    );
  });

  test("in v3 under its names", () => {
    expect(filter("DocumentActor", ["2017-2018"], "v3")).toBe("ParlementairDocument/Vergaderjaar eq '2017-2018'");
  });

  test("a delta lets deleted records through, which may have no year left", () => {
    expect(filter("Zaak", ["2025-2026"], "v4", true)).toBe("(Vergaderjaar eq '2025-2026') or Verwijderd eq true");
    expect(filter("Persoon", ["2025-2026"], "v4", true)).toBeUndefined();
  });

  test("everything is everything", () => {
    expect(filter("Zaak", "all")).toBeUndefined();
  });
});

describe("parliamentary years", () => {
  test.each(["2025", "2025-2027", "2025/2026", "x' or 1 eq 1"])("%s is none", (year) => {
    expect(() => checkedVergaderjaar(year)).toThrow(/write it like 2025-2026/);
    expect(() => filter("Zaak", [year])).toThrow(/is no parliamentary year/);
  });

  test("no year is no scope", () => {
    expect(() => filter("Zaak", [])).toThrow(/no parliamentary year is given/);
  });
});

describe("which service an address is of", () => {
  test.each([
    [undefined, undefined, TK_ROOTS.v4, "v4"],
    [undefined, "v3", TK_ROOTS.v3, "v3"],
    ["https://gegevensmagazijn.tweedekamer.nl/OData/v3/1.0", undefined, TK_ROOTS.v3, "v3"],
    ["http://127.0.0.1:8080/OData/v4/2.0/?x=1#y", undefined, "http://127.0.0.1:8080/OData/v4/2.0/", "v4"],
    ["http://127.0.0.1:8080/kamer", undefined, "http://127.0.0.1:8080/kamer/", "v4"],
    ["http://127.0.0.1:8080/kamer/", "v3", "http://127.0.0.1:8080/kamer/", "v3"],
  ] as const)("%s %s", (address, version, root, spoken) => {
    const service = tkService(address === undefined ? undefined : new URL(address), version);
    expect({ root: service.root.href, version: service.version }).toEqual({ root, version: spoken });
  });
});

function read(address: string): unknown {
  const { service, ...rest } = tkAddress(new URL(address), (name) => table.isSet(name));
  return { root: service.root.href, version: service.version, ...rest };
}

describe("the address of one entity set", () => {
  test.each([
    ["http://a.nl/OData/v4/2.0/", { root: "http://a.nl/OData/v4/2.0/", version: "v4" }],
    ["http://a.nl/OData/v4/2.0", { root: "http://a.nl/OData/v4/2.0/", version: "v4" }],
    ["http://a.nl/OData/v4/2.0/Zaak", { root: "http://a.nl/OData/v4/2.0/", version: "v4", set: "Zaak" }],
    ["http://a.nl/OData/v3/1.0/NieuweSet/", { root: "http://a.nl/OData/v3/1.0/", version: "v3", set: "NieuweSet" }],
    ["http://a.nl/kamer/Zaak", { root: "http://a.nl/kamer/", version: "v4", set: "Zaak" }],
    ["http://a.nl/Kamer", { root: "http://a.nl/Kamer/", version: "v4" }],
    [
      "http://a.nl/OData/v4/2.0/Zaak?$filter=Soort%20eq%20'Motie'",
      { root: "http://a.nl/OData/v4/2.0/", version: "v4", set: "Zaak", filter: "Soort eq 'Motie'" },
    ],
  ])("%s", (address, expected) => expect(read(address)).toEqual(expected));

  test.each([
    ["http://a.nl/OData/v4/2.0/$metadata", /"\$metadata" is no entity set; give the root of the service/],
    ["http://a.nl/OData/v4/2.0/Zaak(1)", /"Zaak\(1\)" is no entity set/],
    ["http://a.nl/OData/v4/2.0/Zaak/ZaakActor", /is no entity set/],
    ["http://a.nl/OData/v4/2.0/Zaak?$top=5", /\$top cannot be asked for; give .*\?\$filter=/],
  ])("%s is refused with what to give", (address, message) => expect(() => read(address)).toThrow(message));
});
