import { describe, expect, test } from "vitest";
import { Families } from "#src/records/families.js";

const TABLE = `
rows:
  vestiging: { key: [vestigingsnummer], narrowed: [deel], mappings: [vestigingen.yml] }
registers:
  02-alle-vestigingen-vo: { title: Alle vestigingen vo, row: vestiging }
  03-alle-vestigingen-basisonderwijs:
    title: Alle vestigingen basisonderwijs
    row: vestiging
    unverified: true
    aliases: [02-alle-schoolvestigingen-basisonderwijs]
units:
  vestiging: { key: vestigingsnummer }
  samenwerkingsverband: { key: administratienummer, with: [administratienummer_naam] }
masked: { "<5": 4 }
observations: [waarnemingen.yml]
dimensions:
  geslacht: { property: geslacht }
  onderwijstype_vo: { property: onderwijstypeVo }
  gemeente_school: { property: gemeenteSchool, scheme: none }
measures:
  aantal: { property: aantal, type: integer }
  percentage: { property: percentage, type: decimal, of: aantal }
attributes:
  gewicht: { property: gewicht, type: decimal }
statistics:
  06-examenkandidaten-en-geslaagden:
    title: Examenkandidaten en geslaagden
    unit: [vestiging, samenwerkingsverband]
    dimensions: [onderwijstype_vo, geslacht]
    optional: [geslacht]
    measures: [aantal, percentage]
    attributes: [gewicht]
    year: [columns, rows]
    sparse: [geslacht]
    aliases: [examenkandidaten-geslaagden-vo]
  09-leerlingen-2011:
    title: Leerlingen
    unit: [vestiging]
    dimensions: [gemeente_school]
    measures: [aantal]
    year: [name]
    aliases: ["leerlingen-woongebied-*"]
`;
const families = Families.read(TABLE, "families.yaml");

describe("a name is taken apart into family and years", () => {
  test.each([
    ["03.-alle-vestigingen-basisonderwijs", "03-alle-vestigingen-basisonderwijs", undefined],
    ["03.-alle-vestigingen-basisonderwijs-2013.csv", "03-alle-vestigingen-basisonderwijs", "2013"],
    ["02-alle-schoolvestigingen-basisonderwijs-2026.CSV", "03-alle-vestigingen-basisonderwijs", "2026"],
    ["02. Alle vestigingen VO-2013-2014.json", "02-alle-vestigingen-vo", "2013-2014"],
    ["06.-examenkandidaten-en-geslaagden-2010-2015", "06-examenkandidaten-en-geslaagden", "2010-2015"],
    ["06.-examenkandidaten-en-geslaagden-2013-2014-", "06-examenkandidaten-en-geslaagden", "2013-2014"],
    ["09-leerlingen-2011", "09-leerlingen-2011", "2011"],
    ["examenkandidaten-geslaagden-vo-2019-2024", "06-examenkandidaten-en-geslaagden", "2019-2024"],
    ["leerlingen-woongebied-Goes.csv", "09-leerlingen-2011", undefined],
    ["leerlingen-woongebied-'s-Gravenhage-2024.csv", "09-leerlingen-2011", "2024"],
    ["iets-anders-2013", undefined, "2013"],
    ["02-alle-vestigingen-vo-1234", undefined, undefined],
  ])("%s", (name, family, years) => {
    const named = families.named(name);
    expect([named.family?.name, named.years]).toEqual([family, years]);
  });

  test("the slug of the dataset keeps the years", () => {
    const { slug, bare } = families.named("03.-Alle-vestigingen (po)-2013.csv");
    expect([slug, bare]).toEqual(["03-alle-vestigingen-po-2013", "03-alle-vestigingen-po"]);
  });
});

test("a register says what tells its rows apart and how they are mapped", () => {
  expect(families.named("02-alle-schoolvestigingen-basisonderwijs").family).toEqual({
    kind: "register",
    name: "03-alle-vestigingen-basisonderwijs",
    title: "Alle vestigingen basisonderwijs",
    unverified: true,
    key: ["vestigingsnummer"],
    narrowed: ["deel"],
    once: false,
    mappings: ["vestigingen.yml"],
  });
});

test("a statistic says what its numbers are about, and how they are broken down", () => {
  expect(families.named("06.-examenkandidaten-en-geslaagden-2013").family).toEqual({
    kind: "statistics",
    name: "06-examenkandidaten-en-geslaagden",
    title: "Examenkandidaten en geslaagden",
    unverified: false,
    key: ["vestigingsnummer", "administratienummer"],
    mappings: ["waarnemingen.yml"],
    unit: [
      { kind: "vestiging", key: "vestigingsnummer", with: [] },
      { kind: "samenwerkingsverband", key: "administratienummer", with: ["administratienummer_naam"] },
    ],
    dimensions: [
      { key: "onderwijstype_vo", property: "onderwijstypeVo", scheme: "onderwijstype-vo", optional: false },
      { key: "geslacht", property: "geslacht", scheme: "geslacht", optional: true },
    ],
    measures: [
      { key: "aantal", property: "aantal", type: "integer" },
      { key: "percentage", property: "percentage", type: "decimal", of: "aantal" },
    ],
    attributes: [{ key: "gewicht", property: "gewicht", type: "decimal" }],
    year: ["columns", "rows"],
    sparse: ["geslacht"],
    masked: new Map([["<5", 4]]),
    strange: new Set(["gemeente_school"]),
  });
});

test("a dimension of which the values are no concepts has no scheme", () => {
  const { family } = families.named("09-leerlingen-2011");
  expect(family).toMatchObject({
    dimensions: [{ key: "gemeente_school", property: "gemeenteSchool", optional: false }],
  });
  expect(family).not.toHaveProperty("dimensions.0.scheme");
});

test("all families come once, whatever their aliases", () => {
  expect(families.all().map((family) => family.name)).toEqual([
    "02-alle-vestigingen-vo",
    "03-alle-vestigingen-basisonderwijs",
    "06-examenkandidaten-en-geslaagden",
    "09-leerlingen-2011",
  ]);
});

test("an unknown name is like the nearest known ones", () => {
  expect(families.nearest("02-alle-vestiging-vo.csv", 1)).toEqual(["02-alle-vestigingen-vo"]);
});

/** A table of one statistic, of which one thing is wrong. */
function statistic(wrong: string): string {
  const right = ["title: A", "unit: [v]", "measures: [m]", "year: [name]"];
  const key = wrong.slice(0, wrong.indexOf(":"));
  const entry = [...right.filter((line) => !line.startsWith(`${key}:`)), wrong];
  return `rows: {}
registers: {}
units: { v: { key: k } }
dimensions: { g: { property: g } }
measures: { m: { property: m, type: integer } }
statistics:
  a: { ${entry.join(", ")} }
`;
}

describe("a mistake in the table is told with its file", () => {
  test.each([
    ["bad YAML", "rows: [", /^families\.yaml: .*line 1/s],
    ["a misspelt word", "rows: {}\nregisters: {}\nstatistiek: []\n", /^families\.yaml: .*statistiek/s],
    [
      "a kind of row that is not there",
      "rows: {}\nregisters: { a: { title: A, row: school } }\n",
      /^families\.yaml: family a: no row kind "school"/,
    ],
    [
      "a name given twice",
      "rows: { s: { key: [k], mappings: [m] } }\nregisters: { a: { title: A, row: s }, b: { title: B, row: s, aliases: [a] } }\n",
      /^families\.yaml: "a" is given twice/,
    ],
    ["a unit that is not there", statistic("unit: [school]"), /family a: there is no "school" under units:/],
    ["a dimension that is not there", statistic("dimensions: [toString]"), /there is no "toString" under dimensions:/],
    ["a measure that is not there", statistic("measures: [x]"), /there is no "x" under measures:/],
    ["an attribute that is not there", statistic("attributes: [x]"), /there is no "x" under attributes:/],
    ["a dimension that is optional, and none", statistic("optional: [g]"), /family a: "g" is none of its dimensions/],
    ["a year from nowhere", statistic("year: [peildatum]"), /statistics\.a\.year/],
  ])("%s", (_what, text, message) => {
    expect(() => Families.read(text, "families.yaml")).toThrow(message);
  });
});
