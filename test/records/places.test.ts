import { describe, expect, test } from "vitest";
import { CLEANER_NAMES, RecordCleaner } from "#src/records/clean.js";
import { FieldTable } from "#src/records/fields.js";
import type { CleanRecord, Finding } from "#src/records/record.js";
import { ReferenceBook } from "#src/records/reference-book.js";
import { bareFamily } from "./family.js";

const TABLE = FieldTable.read(
  `key,aliases,clean,bad,families
id,id,text,finding,
schemas,spatial_scheme,positions,finding,
gebieden,spatial_value,places(schemas),finding,
schemas,,paired(gebieden),,
`,
  "fields.csv",
  CLEANER_NAMES,
);
const FAMILY = bareFamily("x");
const SCHEME = "http://standaarden.overheid.nl/owms/4.0/doc/waardelijsten/overheid.";
const OWMS = "http://standaarden.overheid.nl/owms/terms/";

function clean(scheme: unknown, value: unknown): { places: unknown; told: string[] } {
  const findings: Finding[] = [];
  const cleaner = new RecordCleaner({
    table: TABLE,
    family: FAMILY,
    dataset: "x",
    book: new ReferenceBook({
      concepts: [],
      stewarded: [],
      minted: [],
      municipalities: new Map(),
      lookups: new Map([
        ["donl-gemeenten", new Map([["Tilburg_(gemeente)", "0855"]])],
        ["donl-provincies", new Map([["Fryslan", "21"]])],
        ["donl-landen", new Map([["nederland", "NLD"]])],
      ]),
    }),
    onFinding: (finding) => findings.push(finding),
  });
  const row = { id: "1", spatial_scheme: scheme, spatial_value: value };
  const record = cleaner.clean({ line: 1, headers: Object.keys(row), cells: Object.values(row) }) as CleanRecord;
  return { places: record["gebieden"], told: findings.map(({ value: given, reason }) => `${given}: ${reason}`) };
}

describe("a place", () => {
  test.each([
    ["gemeente", `${OWMS}Tilburg_(gemeente)`, { uri: "/id/gemeente/0855" }],
    ["gemeente", "https://identifier.overheid.nl/tooi/id/gemeente/gm0855", { uri: "/id/gemeente/0855" }],
    ["provincie", `${OWMS}Fryslan`, { uri: "/id/provincie/21" }],
    ["koninkrijksdeel", `${OWMS}Nederland`, { uri: "http://publications.europa.eu/resource/authority/country/NLD" }],
    ["waterschap", `${OWMS}Waterschap_De_Dommel`, { uri: `${OWMS}Waterschap_De_Dommel`, naam: "Waterschap De Dommel" }],
    [
      "epsg28992",
      "133000.123 455000",
      { wkt: "<http://www.opengis.net/def/crs/EPSG/0/28992> POINT (133000.123 455000)" },
    ],
    ["postcodehuisnummer", "5022KE12a", { naam: "5022KE 12a", postcode: "5022KE" }],
    ["postcodehuisnummer", "5022", { naam: "5022" }],
  ])("of the scheme %s: %s", (scheme, value, place) => {
    expect(clean([SCHEME + scheme], [value])).toEqual({ places: [place], told: [] });
  });

  test("that no list has is told, and kept under its own URI", () => {
    const { places, told } = clean([`${SCHEME}gemeente`], [`${OWMS}Haren_(gemeente)`]);
    expect(places).toEqual([{ uri: `${OWMS}Haren_(gemeente)`, naam: "Haren" }]);
    expect(told).toEqual([expect.stringContaining("staat niet in de lijst donl-gemeenten")]);
  });

  test.each(["constructor", "__proto__", "x/toString", "hasOwnProperty"])(
    "of the scheme %s has none that is known",
    (scheme) => {
      expect(clean(scheme, "Utrecht")).toEqual({
        places: [],
        told: [`Utrecht: gebied volgens een onbekend schema (${scheme})`],
      });
    },
  );

  test("one may be written as itself, and not as a list of one", () => {
    expect(clean(`${SCHEME}provincie`, `${OWMS}Fryslan`).places).toEqual([{ uri: "/id/provincie/21" }]);
  });
});

describe("schemes and values belong together by their place", () => {
  test("so that a scheme that comes twice counts twice", () => {
    const { places, told } = clean(
      [`${SCHEME}gemeente`, `${SCHEME}provincie`, `${SCHEME}gemeente`],
      [`${OWMS}Tilburg_(gemeente)`, `${OWMS}Fryslan`, "https://identifier.overheid.nl/tooi/id/gemeente/gm0344"],
    );
    expect([places, told]).toEqual([
      [{ uri: "/id/gemeente/0855" }, { uri: "/id/provincie/21" }, { uri: "/id/gemeente/0344" }],
      [],
    ]);
  });

  test.each([
    [[`${SCHEME}provincie`, `${SCHEME}gemeente`], [`${OWMS}Fryslan`], "schema zonder gebied"],
    [[`${SCHEME}provincie`], [`${OWMS}Fryslan`, "iets"], "gebied zonder schema"],
    [[`${SCHEME}provincie`], null, "schema zonder gebied"],
    [null, ["iets"], "gebied zonder schema"],
    [[`${SCHEME}planeet`], ["Mars"], "onbekend schema"],
    [[`${SCHEME}epsg28992`], ["13.3 45.5"], "geen coördinaten"],
    [[`${SCHEME}postcodehuisnummer`], ["KE 5022"], "geen postcode"],
    [[`${SCHEME}postcodehuisnummer`], ["50227"], "geen postcode"],
    [[`${SCHEME}gemeente`], ["ergens"], "geen IRI"],
    [[`${SCHEME}gemeente`], [7], "geen aanduiding"],
  ])("%j with %j is told once", (schemes, values, reason) => {
    expect(clean(schemes, values).told).toEqual([expect.stringContaining(reason)]);
  });
});
