import { describe, expect, test } from "vitest";
import { CLEANER_NAMES, RecordCleaner } from "#src/records/clean.js";
import { FieldTable } from "#src/records/fields.js";
import { type DeclaredColumn, kebab, openRules } from "#src/records/generic-columns.js";
import type { CleanRecord, Finding } from "#src/records/record.js";
import { ReferenceBook } from "#src/records/reference-book.js";

const FIELDS = FieldTable.read(
  "key,aliases,clean,bad,families\nid,Id,text,finding,\nnaam,Naam,text,finding,\n",
  "fields.csv",
  CLEANER_NAMES,
);
const FAMILY = { name: "ding", key: ["id"] };
const GUID = "1C889902-6EDE-427C-8682-000F683FFFAA";

type Row = Readonly<Record<string, unknown>>;

function cleaned(rows: readonly Row[], declared?: (header: string) => DeclaredColumn | undefined) {
  const findings: Finding[] = [];
  const cleaner = new RecordCleaner({
    table: FIELDS,
    family: FAMILY,
    rules: openRules(FIELDS, FAMILY, "/id/tk", declared),
    dataset: "dingen",
    book: new ReferenceBook({
      concepts: [],
      stewarded: [],
      minted: [],
      municipalities: new Map(),
      lookups: new Map(),
    }),
    onFinding: (finding) => findings.push(finding),
  });
  const records = rows.flatMap((row, i): CleanRecord[] => {
    const record = cleaner.clean({ line: i + 1, headers: Object.keys(row), cells: Object.values(row) });
    return record === undefined ? [] : [record];
  });
  cleaner.finish();
  return { records, findings };
}

function other(header: string, cell: unknown, declared?: DeclaredColumn): unknown {
  return cleaned([{ Id: "1", [header]: cell }], declared === undefined ? undefined : () => declared).records[0]?.[
    "overige"
  ];
}

describe("a column that the table does not know", () => {
  test.each<[what: string, type: string, cell: unknown, expected: object]>([
    ["text", "Edm.String", " Een  tekst ", { tekst: "Een tekst" }],
    ["a text that looks like a number", "Edm.String", "007", { tekst: "007" }],
    ["a text that looks like a moment", "Edm.String", "2024-01-01T00:00:00Z", { tekst: "2024-01-01T00:00:00Z" }],
    ["a whole number", "Edm.Int32", 7, { getal: 7 }],
    ["a whole number that came as text", "Edm.Int64", "7", { getal: 7 }],
    ["a decimal", "Edm.Decimal", "6.40", { decimaal: "6.4" }],
    ["a decimal near nothing", "Edm.Double", 1e-7, { decimaal: "0.0000001" }],
    ["true or false", "Edm.Boolean", false, { waar: false }],
    ["a moment", "Edm.DateTimeOffset", "2024-01-01T00:00:00.50+01:00", { moment: "2024-01-01T00:00:00.5+01:00" }],
    ["a moment without zone", "Edm.DateTime", "2024-07-01T00:00:00", { moment: "2024-07-01T00:00:00+02:00" }],
    ["a day", "Edm.Date", "2024-01-01", { dag: "2024-01-01" }],
    ["a day of which the year alone is kept", "Edm.Date", "1976", { jaar: "1976" }],
    ["a moment of which the year alone is kept", "Edm.DateTimeOffset", "1976", { jaar: "1976" }],
    ["a type that is not known", "NS.Soort", "x", { tekst: "x" }],
    ["a guid that refers to nothing", "Edm.Guid", GUID, { tekst: GUID }],
  ])("is published with its declared type: %s", (_what, type, cell, expected) => {
    expect(other("NieuweKolom", cell, { type })).toEqual([{ eigenschap: "nieuweKolom", ...expected }]);
  });

  test("that refers to another thing becomes its IRI", () => {
    const uuid = GUID.toLowerCase();
    const expected = [{ eigenschap: "fractieZetel", verwijzing: `/id/tk/fractie-zetel/${uuid}` }];
    expect(other("FractieZetel_Id", GUID, { type: "Edm.Guid" })).toEqual(expected);
    expect(other("FractieZetel_Id", GUID)).toEqual(expected);
    expect(other("Leider_Id", GUID, { type: "Edm.Guid", target: "persoon" })).toEqual([
      { eigenschap: "leider", verwijzing: `/id/tk/persoon/${uuid}` },
    ]);
  });

  test.each<[cell: unknown, expected: object]>([
    ["Een tekst", { tekst: "Een tekst" }],
    [7, { getal: 7 }],
    [6.5, { decimaal: "6.5" }],
    [true, { waar: true }],
    ["2024-01-01T00:00:00+01:00", { moment: "2024-01-01T00:00:00+01:00" }],
    ["2024-01-01", { tekst: "2024-01-01" }],
    [GUID, { tekst: GUID }],
  ])("has the type of its value where none is declared: %j", (cell, expected) => {
    expect(other("Nieuw", cell)).toEqual([{ eigenschap: "nieuw", ...expected }]);
  });

  test("gives each value of a list of values, or tells why one is none", () => {
    expect(other("Nieuw", ["a", " ", "b"], { type: "Edm.String" })).toEqual([
      { eigenschap: "nieuw", tekst: "a" },
      { eigenschap: "nieuw", tekst: "b" },
    ]);
    expect(other("Nieuw", [1, "veel"], { type: "Edm.Int32" })).toBeUndefined();
    expect(told([{ Id: "1", Nieuw: [1, "veel"] }], "Edm.Int32")).toContainEqual(
      expect.objectContaining({ line: 1, field: "Nieuw", reason: "geen geheel getal" }),
    );
  });

  test.each([[null], [""], ["-"], [[]], [{}], [[{ Id: "x" }]], [{ Id: "x" }]])(
    "makes nothing of a blank value, nor of other records: %j",
    (cell) => expect(other("Nieuw", cell)).toBeUndefined(),
  );

  test.each(["_root", "1e", "Met spatie", "a#b", "constructor.x", "<script>"])(
    "makes nothing under a header that is no name: %s",
    (header) => expect(other(header, "x")).toBeUndefined(),
  );

  test("stands beside others in one record", () => {
    const { records } = cleaned([{ Id: "1", Naam: "x", Een: 1, Twee: "2" }]);
    expect(records).toEqual([
      {
        id: "1",
        naam: "x",
        overige: [
          { eigenschap: "een", getal: 1 },
          { eigenschap: "twee", tekst: "2" },
        ],
      },
    ]);
  });
});

function told(rows: readonly Row[], type?: string) {
  const { findings } = cleaned(rows, type === undefined ? undefined : () => ({ type }));
  return findings.map(({ line, field, reason, severity }) => ({ line, field, reason, severity }));
}

describe("the finding about such a column", () => {
  test("comes once, as a remark, when all its values are published", () => {
    expect(
      told([
        { Id: "1", Nieuw: "a" },
        { Id: "2", Nieuw: "b" },
        { Id: "3", Nieuw: null },
      ]),
    ).toEqual([
      {
        line: 0,
        field: "Nieuw",
        reason: "onbekend veld met 2 waarden, opgenomen onder de eigen naam; zet het in de tabel van kolommen",
        severity: "Info",
      },
    ]);
  });

  test("says how many were lost, and each that could not be used says so itself", () => {
    expect(
      told(
        [
          { Id: "1", Nieuw: "7" },
          { Id: "2", Nieuw: "zeven" },
        ],
        "Edm.Int32",
      ),
    ).toEqual([
      { line: 2, field: "Nieuw", reason: "geen geheel getal", severity: "Warning" },
      {
        line: 0,
        field: "Nieuw",
        reason:
          "onbekend veld met 2 waarden, waarvan 1 opgenomen onder de eigen naam; zet het in de tabel van kolommen",
        severity: "Warning",
      },
    ]);
  });
});

test.each([
  ["Zaak", "zaak"],
  ["FractieZetelPersoon", "fractie-zetel-persoon"],
  ["StemmingsSoort", "stemmings-soort"],
  ["Nieuw_Ding2", "nieuw-ding2"],
])("kebab of %s is %s", (name, expected) => {
  expect(kebab(name)).toBe(expected);
});
