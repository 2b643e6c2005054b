import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CLEANER_NAMES } from "#src/records/clean.js";
import { FieldTable, normalHeader } from "#src/records/fields.js";

const HEADER = "key,aliases,clean,bad,families\n";
const KNOWN = new Set(["text", "digits", "address", "each", "list", "only"]);
const read = (rows: string): FieldTable => FieldTable.read(HEADER + rows, "fields.csv", KNOWN);
const keys = (fields: readonly { readonly key: string }[]): string[] => fields.map((field) => field.key);

describe("headers are compared", () => {
  test.each([
    ["BRIN_NUMMER", "BRIN NUMMER"],
    ["brin nummer", "BRIN NUMMER"],
    ["VESTIGINGSNAAM ", "VESTIGINGSNAAM"],
    ["\ufeffPEILDATUM", "PEILDATUM"],
    ['\ufeff"PEILDATUM"', "PEILDATUM"],
    ["AANTAL\nLEERLINGEN", "AANTAL LEERLINGEN"],
    ["AANTAL\u00a0 LEERLINGEN", "AANTAL LEERLINGEN"],
  ])("without case, underscores and kinds of white space: %j is %j", (given, normal) => {
    expect(normalHeader(given)).toBe(normal);
  });
});

describe("a field table", () => {
  test("gives a header its fields, in the order of the table", () => {
    const table = read("a,X|Y,text,finding,\nb,Z,text,finding,\nc,X,digits(2),ignore,\n");
    expect(keys(table.of("x ", "any"))).toEqual(["a", "c"]);
    expect(table.of("X", "any")[1]).toMatchObject({ clean: { name: "digits", args: ["2"] }, bad: "ignore" });
    expect(table.of("W", "any")).toEqual([]);
  });

  test("gives a field only to the families it is for", () => {
    const table = read("a,X,text,finding,01-*|0?-scholen\nb,X,text,finding,\n");
    expect(keys(table.of("X", "01-vestigingen"))).toEqual(["a", "b"]);
    expect(keys(table.of("X", "02-scholen"))).toEqual(["a", "b"]);
    expect(keys(table.of("X", "12-scholen"))).toEqual(["b"]);
  });

  test("gives a field to all families of a kind", () => {
    const table = read(
      "a,X,text,finding,statistics/*\nb,X,text,finding,registers/*|statistics/05-*\nc,X,text,finding,\n",
    );
    expect(keys(table.of("X", "statistics/04-scores"))).toEqual(["a", "c"]);
    expect(keys(table.of("X", "statistics/05-scores"))).toEqual(["a", "b", "c"]);
    expect(keys(table.of("X", "registers/05-scores"))).toEqual(["b", "c"]);
    expect(table.of("X", "statistics/05-scores").map((field) => field.ofStatistics)).toEqual([true, false, false]);
    expect(["X", "Y"].map((header) => table.isOfRegisters(header))).toEqual([true, false]);
  });

  test("tells how the values of a key are cleaned wherever they stand", () => {
    const table = read("a,,address(),,\na,X,text,finding,01-*\na,Y,digits(2),finding,\n");
    expect(table.named("a", "registers/01-x")?.clean.name).toBe("text");
    expect(table.named("a", "registers/02-x")?.clean.name).toBe("digits");
    expect(table.named("b", "registers/02-x")).toBeUndefined();
  });

  test("tells what a key is made of, however far back", () => {
    const table = read("a,X,text($(b) nl),finding,\nb,Y,text($(c)),finding,\nc,Z,text,finding,\nd,W,text,finding,\n");
    expect([...table.withNeeded(["a"])]).toEqual(["a", "b", "c"]);
  });

  test("knows a header of any family: it tells which delimiter is right", () => {
    const table = read("a,X,text,finding,01-*\n");
    expect([table.knows("x"), table.knows("y")]).toEqual([true, false]);
  });

  test("tells apart the fields that are composed of others", () => {
    const table = read("a.b,X,text,finding,\na,,address(),,\n");
    expect(keys(table.composed("any"))).toEqual(["a"]);
  });

  test("suggests the header that a slip was meant to be, and nothing when none is near", () => {
    const table = read("a,VESTIGINGSNUMMER,text,finding,\nb,PROVINCIE,text,finding,01-*\n");
    expect(table.suggestion("VESTIGINSNUMER", "any")).toBe("VESTIGINGSNUMMER");
    expect(table.suggestion("KVK-NUMMER", "any")).toBeUndefined();
    expect(table.suggestion("PROVINCIES", "02-x")).toBeUndefined();
  });
});

describe("a mistake in a field table is told with file and line", () => {
  test.each([
    ["another header", "key;aliases\na;X\n", "fields.csv: line 1 must read key,aliases,clean,bad,families"],
    ["a key that is none", `${HEADER}a,X,text,,\nB c,X,text,,\n`, 'fields.csv: line 3, column key: "B c" is no key'],
    [
      "an unknown cleaner",
      `${HEADER}a,X,tekst,,\n`,
      'line 2, column clean: no cleaner "tekst"; there are: address, digits, each, list, only, text',
    ],
    ["the name of an object's own", `${HEADER}a,X,constructor,,\n`, 'line 2, column clean: no cleaner "constructor"'],
    [
      "an unknown cleaner in a list",
      `${HEADER}a,X,list(tekst),,\n`,
      'line 2, column clean: no cleaner "tekst" for "list(tekst)"',
    ],
    ["no cleaner in a list", `${HEADER}a,X,list,,\n`, 'line 2, column clean: no cleaner "" for "list"'],
    ["one deeper", `${HEADER}a,X,only($(b) c list tekst),,\n`, 'line 2, column clean: no cleaner "tekst" for "only('],
    [
      "a family without fields",
      `${HEADER}a,X,each(bord),,\nb,Y,text,,bestuur\n`,
      'a: no field is for the family "bord"',
    ],
    ["another word for bad", `${HEADER}a,X,text,error,\n`, "line 2, column bad: must be finding, ignore or blank"],
    ["a mistake below an empty line", `${HEADER}a,X,text,,\n\nb,X,tekst,,\n`, "line 4, column clean: no cleaner"],
  ])("%s", (_what, text, message) => {
    expect(() => FieldTable.read(text, "fields.csv", KNOWN)).toThrow(message);
  });

  test("but a byte order mark and CRLF of a spreadsheet are no mistakes", () => {
    const text = `\ufeff${HEADER}a,X,text,finding,\n`.replaceAll("\n", "\r\n");
    expect(keys(FieldTable.read(text, "fields.csv", KNOWN).of("X", "any"))).toEqual(["a"]);
  });
});

test("the table of DUO can be read, and knows every spelling of FACTS that is a school's", () => {
  const text = readFileSync(new URL("../../mappings/duo/fields.csv", import.meta.url), "utf8");
  const table = FieldTable.read(text, "fields.csv", CLEANER_NAMES);
  const spellings =
    "BRIN_NUMMER,BRINNUMMER,INSTELLINGSCODE,VESTIGINGS NUMMER,VESTIGINS_NUMMER,VESTIGINSNUMMER,BRINVESTIGINGSNUMMER," +
    "VESTIGINGSCODE,BEVOEGD_GEZAG_NUMMER,BEVOEGD GEZAG,BEVOEGD GEZAG SCHOOL,INSTELLINGSNAAM_VESTIGING,NAAM_VESTIGING," +
    "DENOMINATIE_VESTIGING,GEMEENTE_NUMMER,GEMEENTECODE_VESTIGING,gemeentennummer,GEMEENTENAAM_VESTIGING," +
    "POSTCODE_VESTIGING,PLAATSNAAM VESTIGING,PROVINCIE VESTIGING,INTERNET,SOORT_PRIMAIR_ONDERWIJS,SOORT_PO," +
    "SOORT_VESTIGING,TYPE_PO,SAMENWERKINGSVERBANDNUMMER,ONDERWIJSGBIED CODE,VAKANTIEREGIO,PEILDATUM";
  expect(spellings.split(",").filter((header) => !table.knows(header))).toEqual([]);
  for (const pupil of ["GEMEENTENAAM_LEERLING", "POSTCODE_LEERLING", "POSTCODE4_DEELNEMER"]) {
    expect(table.of(pupil, "registers/03-alle-vestigingen-basisonderwijs")).toEqual([]);
  }
});
