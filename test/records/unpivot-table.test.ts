import { describe, expect, test } from "vitest";
import { UnpivotTable } from "#src/records/unpivot-table.js";

const HEADER = "pattern,measure,families\n";
const TABLE = UnpivotTable.read(
  `${HEADER}LEERLINGEN {schooljaar},aantal_leerlingen,06-*
EXAMENKANDIDATEN SCHOOLJAAR {schooljaar}[ -] {geslacht},aantal_examenkandidaten,
LEERJAAR {leerjaar}[ -] {geslacht},aantal_leerlingen,
LEERJAAR {leerjaar},aantal_leerlingen,
{onderwijstype_vo},aantal_leerlingen,05-leerlingen-vo|03-voex
`,
  "unpivot.csv",
);

/** The ways a header can be read, the values of each with the measure. */
function read(header: string, ...names: string[]): unknown[] {
  return TABLE.of(header, names).map(({ measure, values }) => [measure, Object.fromEntries(values)]);
}

describe("a header that fits a pattern gives its measure and the values in it", () => {
  test.each([
    ["EXAMENKANDIDATEN SCHOOLJAAR 2019-2020 - MAN", { schooljaar: "2019-2020", geslacht: "MAN" }],
    ["EXAMENKANDIDATEN_SCHOOLJAAR_2019-2020 MAN", { schooljaar: "2019-2020", geslacht: "MAN" }],
    ["Examenkandidaten  schooljaar 2019-2020 - totaal ", { schooljaar: "2019-2020", geslacht: "TOTAAL" }],
  ])("%s", (header, values) => {
    expect(read(header, "06-examens")).toEqual([["aantal_examenkandidaten", values]]);
  });
});

test("patterns are for the families or datasets that they name", () => {
  expect(read("LEERLINGEN_2011", "06-historisch")).toEqual([["aantal_leerlingen", { schooljaar: "2011" }]]);
  expect(read("LEERLINGEN_2011", "03-leerlingen")).toEqual([]);
  expect(read("HAVO", "05-leerlingen-vo", "iets")).toEqual(read("HAVO", "iets", "03-voex"));
  expect(read("HAVO", "iets")).toEqual([]);
});

test("the ways come in the order of the table", () => {
  expect(read("LEERJAAR 1 - MAN", "03-leerlingen").map((way) => (way as unknown[])[1])).toEqual([
    { leerjaar: "1", geslacht: "MAN" },
    { leerjaar: "1 - MAN" },
  ]);
});

test("a header like a pattern is probably that one, whatever the values", () => {
  expect(TABLE.suggestion("EXAMENKANDIDATEN SCHOLJAAR 2019-2020 - MAN", ["06-examens"])).toBe(
    "EXAMENKANDIDATEN SCHOOLJAAR {schooljaar}[ -] {geslacht}",
  );
  expect(TABLE.suggestion("LEERLINGN 2011", ["06-historisch"])).toBe("LEERLINGEN {schooljaar}");
  expect(TABLE.suggestion("LEERLINGN 2011", ["03-leerlingen"])).toBeUndefined();
  expect(TABLE.suggestion("OMZET", ["06-historisch"])).toBeUndefined();
});

describe("a mistake in the table is told with file and line", () => {
  test.each([
    ["another header", "pattern;measure\n", "unpivot.csv: line 1 must read pattern,measure,families"],
    ["a measure that is no key", `${HEADER}A {b},Aantal,\n`, 'unpivot.csv: line 2, column measure: "Aantal" is no key'],
    ["a brace that is not closed", `${HEADER}A {b},x,\nA {b,x,\n`, 'line 3, column pattern: "A {b" has a bracket'],
    [
      "a key that is none",
      `${HEADER}A {B c},x,\n`,
      'line 2, column pattern: "A {B c}" has a bracket that is not closed, or no key',
    ],
    ["a square bracket that is not closed", `${HEADER}A [b,x,\n`, "line 2"],
  ])("%s", (_what, text, message) => {
    expect(() => UnpivotTable.read(text, "unpivot.csv")).toThrow(message);
  });
});

test("signs in a pattern stand for themselves", () => {
  const table = UnpivotTable.read(`${HEADER}LEEFTIJD.{leeftijd} (+),x,\n`, "unpivot.csv");
  expect(table.of("LEEFTIJD.4 (+)", ["a"])).toHaveLength(1);
  expect(table.of("LEEFTIJDX4 (+)", ["a"])).toHaveLength(0);
});
