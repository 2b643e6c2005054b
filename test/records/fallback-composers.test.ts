import { describe, expect, test } from "vitest";
import { CLEANER_NAMES, RecordCleaner } from "#src/records/clean.js";
import { FieldTable } from "#src/records/fields.js";
import type { CleanRecord } from "#src/records/record.js";
import { ReferenceBook } from "#src/records/reference-book.js";
import { bareFamily } from "./family.js";

const FAMILY = bareFamily("x");

/** Cleans one row by the rows of a field table; findings as `key kind reason`. */
function clean(rows: string, row: Readonly<Record<string, unknown>>): { record: CleanRecord; told: string[] } {
  const told: string[] = [];
  const header = "key,aliases,clean,bad,families\nid,id,text,finding,\n";
  const cleaner = new RecordCleaner({
    table: FieldTable.read(header + rows, "fields.csv", CLEANER_NAMES),
    family: FAMILY,
    dataset: "x",
    book: new ReferenceBook({ concepts: [], stewarded: [], minted: [], municipalities: new Map(), lookups: new Map() }),
    onFinding: ({ field, kind, reason }) => told.push(`${field} ${kind} ${reason}`),
  });
  const record = cleaner.clean({ line: 1, headers: ["id", ...Object.keys(row)], cells: ["1", ...Object.values(row)] });
  return { record: record ?? {}, told };
}

describe("what a record lacks", () => {
  const rows = "naam,naam,text,finding,\nlijst,lijst,list(text),finding,\ntitel,titel,text,finding,\n";

  test("is the value of another key, which is told; what is there stays", () => {
    const composed = `${rows}titel,,otherwise(naam lijst),,\n`;
    expect(clean(composed, { naam: "a" })).toEqual({
      record: { id: "1", naam: "a", titel: "a" },
      told: ["titel aangevuld ontbreekt in de bron; in de plaats komt naam"],
    });
    expect(clean(composed, { titel: "t", naam: "a" }).told).toEqual([]);
    expect(clean(composed, { lijst: ["eerste", "tweede"] }).record["titel"]).toBe("eerste");
    expect(clean(composed, {})).toEqual({ record: { id: "1" }, told: [] });
  });

  test("is a constant, which is told, or not where nothing need be", () => {
    expect(clean(`${rows}titel,,otherwise_is(geen titel),,\n`, {})).toEqual({
      record: { id: "1", titel: "geen titel" },
      told: ["titel aangevuld ontbreekt in de bron; in de plaats komt geen titel"],
    });
    expect(clean(`${rows}titel,,standard(nl),,\n`, {})).toEqual({ record: { id: "1", titel: "nl" }, told: [] });
  });

  test("is told also when what stood there could not be used", () => {
    const { told } = clean("jaar,jaar,int,finding,\njaar,,otherwise_is(0),,\n", { jaar: "x" });
    expect(told).toEqual([expect.stringContaining("jaar ongeldig"), expect.stringContaining("jaar aangevuld")]);
  });
});

test("an address is made of a start and a key", () => {
  const rows = "naam,naam,text,finding,\npagina,,prefixed(https://x.nl/ naam id),,\n";
  expect(clean(rows, { naam: "a" }).record["pagina"]).toBe("https://x.nl/a");
  expect(clean(rows, {}).record["pagina"]).toBe("https://x.nl/1");
});

test("a value is told apart from another", () => {
  const rows = "a,a,text,finding,\nb,b,text,finding,\nc,,other_than(a b),,\n";
  expect(clean(rows, { a: "1", b: "2" }).record["c"]).toBe("1");
  expect(clean(rows, { a: "1", b: "1" }).record["c"]).toBeUndefined();
});

test("an object that is half is told, and one that must be there", () => {
  const rows = "som.waarde,waarde,text,finding,\nsom.soort,soort,text,finding,\nsom,,whole(waarde soort),,\n";
  expect(clean(rows, { waarde: "1" }).told).toEqual(["som onvolledig zonder soort is het niet te gebruiken"]);
  expect(clean(rows, { waarde: "1", soort: "x" }).told).toEqual([]);
  expect(clean(rows, {}).told).toEqual([]);
  expect(clean(rows.replace("whole(waarde soort)", "demanded(soort)"), {}).told).toEqual([
    "som ontbreekt zonder soort kan het er niet zijn",
  ]);
});

describe("a header that ends so", () => {
  test("feeds a field, unless another has its name", () => {
    const rows = "naam,display_name,text,finding,\nongebruikt,*_displayname|*_display_name,unused,,\n";
    const { record, told } = clean(rows, { theme_displayname: "a", x_display_name: "b", display_name: "c" });
    expect([record, told]).toEqual([{ id: "1", naam: "c" }, []]);
  });
});
