import { describe, expect, test } from "vitest";
import { Families } from "#src/records/families.js";

const TABLE = `
rows:
  vestiging: { key: [vestigingsnummer], mappings: [vestigingen.yml] }
registers:
  02-alle-vestigingen-vo: { title: Alle vestigingen vo, row: vestiging }
  03-alle-vestigingen-basisonderwijs:
    title: Alle vestigingen basisonderwijs
    row: vestiging
    unverified: true
    aliases: [02-alle-schoolvestigingen-basisonderwijs]
statistics: [06-examenkandidaten-en-geslaagden, 09-leerlingen-2011]
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
    ["iets-anders-2013", undefined, "2013"],
    ["02-alle-vestigingen-vo-1234", undefined, undefined],
  ])("%s", (name, family, years) => {
    const named = families.named(name);
    expect([named.family?.name, named.years]).toEqual([family, years]);
  });

  test("the slug of the dataset keeps the years", () => {
    expect(families.named("03.-Alle-vestigingen (po)-2013.csv").slug).toBe("03-alle-vestigingen-po-2013");
  });
});

test("a register says what tells its rows apart and how they are mapped", () => {
  expect(families.named("02-alle-schoolvestigingen-basisonderwijs").family).toEqual({
    kind: "register",
    name: "03-alle-vestigingen-basisonderwijs",
    title: "Alle vestigingen basisonderwijs",
    unverified: true,
    key: ["vestigingsnummer"],
    mappings: ["vestigingen.yml"],
  });
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
      "rows: { s: { key: [k], mappings: [m] } }\nregisters: { a: { title: A, row: s } }\nstatistics: [a]\n",
      /^families\.yaml: "a" is given twice/,
    ],
  ])("%s", (_what, text, message) => {
    expect(() => Families.read(text, "families.yaml")).toThrow(message);
  });
});
