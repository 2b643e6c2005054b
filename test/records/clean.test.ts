import { describe, expect, test } from "vitest";
import { CLEANER_NAMES, type CleanerOptions, RecordCleaner } from "#src/records/clean.js";
import { FieldTable } from "#src/records/fields.js";
import type { CleanRecord, Finding } from "#src/records/record.js";
import { ReferenceBook } from "#src/records/reference-book.js";
import { bareFamily } from "./family.js";

const TABLE = FieldTable.read(
  `key,aliases,clean,bad,families
brin,BRIN NUMMER|INSTELLINGSCODE,brin4,finding,
vestigingsnummer,VESTIGINGSNUMMER,brin6($(brin)),finding,
brin,,brin_of(vestigingsnummer),,
naam,NAAM,text,finding,
kantoor,KANTOOR,digits(3),ignore,
denominatie,DENOMINATIE,concept(denominatie),finding,
structuur,STRUCTUUR,concept(structuur /),finding,
structuur_bron,STRUCTUUR,text,finding,
adres.straatnaam,STRAATNAAM,text,finding,
adres.huisnummer,HUISNUMMER,housenumber,finding,
adres.postcode,POSTCODE,postcode,finding,
adres,,address(),,
gemeente,GEMEENTENUMMER,municipality,finding,
gemeentenaam,GEMEENTENAAM,text,finding,
nieuwe_gemeente,,new_municipality(gemeente gemeentenaam),,
provincie,PROVINCIE,lookup(provincies),finding,
`,
  "fields.csv",
  CLEANER_NAMES,
);

const FAMILY = bareFamily("02-alle-vestigingen-vo", "vestigingsnummer", "brin");

interface Cleaned {
  readonly records: readonly (CleanRecord | undefined)[];
  readonly findings: readonly Finding[];
  readonly book: ReferenceBook;
}

type Cells = Readonly<Record<string, unknown>>;

/** Cleans rows given as objects, header → cell; rows of one table share their headers. */
function clean(...rows: readonly Cells[]): Cleaned {
  return cleanAs({ table: TABLE, family: FAMILY }, rows);
}

function cleanAs(how: Pick<CleanerOptions, "table" | "family">, rows: readonly Cells[]): Cleaned {
  const findings: Finding[] = [];
  const book = new ReferenceBook({
    concepts: [{ scheme: "denominatie", slug: "openbaar", names: ["Openbaar"] }],
    stewarded: [],
    minted: [],
    municipalities: new Map([["0106", "Assen"]]),
    lookups: new Map([["provincies", new Map([["Drenthe", "22"]])]]),
  });
  const cleaner = new RecordCleaner({
    ...how,
    dataset: "02-alle-vestigingen-vo-2016",
    book,
    onFinding: (finding) => findings.push(finding),
  });
  const records = rows.map((row, i) =>
    cleaner.clean({ line: i + 2, headers: Object.keys(row), cells: Object.values(row) }),
  );
  cleaner.finish();
  return { records, findings, book };
}

const KEY = { VESTIGINGSNUMMER: "16SW03" };
const keyed = { vestigingsnummer: "16SW03", brin: "16SW" };

describe("a clean record", () => {
  test("has the keys of the table, whatever the spelling and order of the headers", () => {
    const { records, findings } = clean({ " naam_": "X", Vestigingsnummer: "3", brin_nummer: "16sw" });
    expect(records).toEqual([{ ...keyed, naam: "X" }]);
    expect(findings).toEqual([]);
  });

  test.each([
    ["one space", " "],
    ["as wide as the column", " ".repeat(80)],
    ["n.v.t.", "n.v.t."],
    ["null", null],
  ])("has no key for a blank: %s", (_what, blank) => {
    expect(clean({ ...KEY, NAAM: blank, KANTOOR: blank })).toMatchObject({ records: [keyed], findings: [] });
  });

  test("has the BRIN of its location number when the row has none", () => {
    expect(clean(KEY).records).toEqual([keyed]);
  });

  test("takes numbers and booleans of JSON as their text", () => {
    expect(clean({ ...KEY, NAAM: true, GEMEENTENUMMER: 106 }).records).toEqual([
      { ...keyed, naam: "true", gemeente: "0106" },
    ]);
  });

  test("may give one header two keys", () => {
    expect(clean({ ...KEY, STRUCTUUR: "MAVO/HAVO" }).records[0]).toMatchObject({
      structuur: ["/id/begrip/structuur/mavo", "/id/begrip/structuur/havo"],
      structuur_bron: "MAVO/HAVO",
    });
  });
});

describe("a value that cannot be used", () => {
  test("is a finding with dataset, line, field, value as given, and reason", () => {
    const { records, findings } = clean(KEY, { ...KEY, POSTCODE: " 5831  C " });
    expect(records[1]).toEqual(keyed);
    expect(findings).toEqual([
      {
        dataset: "02-alle-vestigingen-vo-2016",
        line: 3,
        field: "adres.postcode",
        kind: "ongeldig",
        value: " 5831  C ",
        reason: "geen postcode (vier cijfers en twee letters)",
        severity: "Warning",
      },
    ]);
  });

  test("is none where the table says ignore", () => {
    expect(clean({ ...KEY, KANTOOR: "geen" })).toMatchObject({ records: [keyed], findings: [] });
    expect(clean({ ...KEY, KANTOOR: "4\u000101" })).toMatchObject({ records: [{ kantoor: "401" }], findings: [] });
  });

  test("is quoted up to 200 characters", () => {
    expect(clean({ ...KEY, POSTCODE: "x".repeat(900) }).findings[0]?.value).toHaveLength(200);
  });

  test("is shown as JSON when it is no single value", () => {
    expect(clean({ ...KEY, POSTCODE: { a: [1] } }).findings[0]?.value).toBe('{"a":[1]}');
  });

  test("is one that a look-up table lacks", () => {
    expect(clean({ ...KEY, PROVINCIE: "Drenthe" }).records[0]).toMatchObject({ provincie: "22" });
    expect(clean({ ...KEY, PROVINCIE: "Atlantis" }).findings[0]?.reason).toBe("staat niet in de lijst provincies");
  });

  test("leaves a house number that a spreadsheet made a date, not the row", () => {
    const { records, findings } = clean({ ...KEY, STRAATNAAM: "Dorpsweg", HUISNUMMER: "2-apr" });
    expect(records).toEqual([{ ...keyed, adres: { straatnaam: "Dorpsweg", straatregel: "Dorpsweg" } }]);
    expect(findings).toMatchObject([{ field: "adres.huisnummer", value: "2-apr" }]);
  });
});

describe("two headers for one key", () => {
  test("may say the same", () => {
    const { records, findings } = clean({ ...KEY, "BRIN NUMMER": "16SW", INSTELLINGSCODE: "16sw" });
    expect([records, findings]).toEqual([[keyed], []]);
  });

  test("fill each other in", () => {
    expect(clean({ ...KEY, "BRIN NUMMER": " ", INSTELLINGSCODE: "16SW" }).records).toEqual([keyed]);
  });

  test("that differ: the first holds, the second is a finding", () => {
    const { records, findings } = clean({ ...KEY, "BRIN NUMMER": "16SW", INSTELLINGSCODE: "17SW" });
    expect(records).toEqual([keyed]);
    expect(findings).toMatchObject([{ field: "brin", kind: "tegenstrijdig", value: "17SW" }]);
  });
});

describe("a row without its key is lost", () => {
  test("with one finding of the key that cannot be used, and none of the rest", () => {
    const { records, findings } = clean({ VESTIGINGSNUMMER: "C1", POSTCODE: "x" });
    expect(records).toEqual([undefined]);
    expect(findings).toMatchObject([
      { line: 2, field: "vestigingsnummer", kind: "ongeldig", value: "C1", severity: "Violation" },
    ]);
    expect(findings[0]?.reason).toMatch(/; de hele rij vervalt$/);
  });

  test("with one finding that quotes the row, when it has no key at all", () => {
    const { records, findings } = clean({ VESTIGINGSNUMMER: " ", NAAM: "METAMEER", POSTCODE: "x" });
    expect(records).toEqual([undefined]);
    expect(findings).toMatchObject([
      { field: "vestigingsnummer", kind: "sleutel-ontbreekt", value: ";METAMEER;x", severity: "Violation" },
    ]);
  });

  test("when its location number belongs to another BRIN", () => {
    const { records, findings } = clean({ "BRIN NUMMER": "17SW", VESTIGINGSNUMMER: "16SW03" });
    expect(records).toEqual([undefined]);
    expect(findings[0]?.reason).toContain("hoort niet bij BRIN-nummer 17SW");
  });
});

describe("an unknown header", () => {
  test("is one finding for the file, with the number of values and the header that is meant", () => {
    const rows = ["a", " ", "b"].map((naaam) => ({ VESTIGINGSNUMMER: "16SW03", NAAAM: naaam }));
    expect(clean(...rows).findings).toEqual([
      {
        dataset: "02-alle-vestigingen-vo-2016",
        line: 0,
        field: "NAAAM",
        kind: "onbekend-veld",
        value: "NAAAM",
        reason: "onbekend veld met 2 waarden; bedoeld is misschien NAAM",
        severity: "Warning",
      },
    ]);
  });

  test("that is like no other says where to add it", () => {
    expect(clean({ ...KEY, "KVK-NUMMER": "1" }).findings[0]?.reason).toBe(
      "onbekend veld met 1 waarde; voeg het toe aan fields.csv",
    );
  });

  test("is quoted up to 200 characters: it names the finding", () => {
    expect(clean({ ...KEY, ["x".repeat(900)]: "1" }).findings[0]?.field).toHaveLength(200);
  });

  test("without a name is none", () => {
    expect(clean({ ...KEY, " ": "x" }).findings).toEqual([]);
  });

  test("after hundreds of others is counted with the rest: rows of JSON may each bring their own", () => {
    const rows = Array.from({ length: 2_000 }, (_, i) => ({ ...KEY, [`veld ${i}`]: "x" }));
    const { findings } = clean(...rows);
    expect(findings).toHaveLength(501);
    expect(findings.at(-1)).toMatchObject({ field: "overige velden", value: "overige velden" });
    expect(findings.at(-1)?.reason).toContain("1500 waarden");
  });

  test("that is called like a part of every object is a header like any other", () => {
    const row = JSON.parse('{"VESTIGINGSNUMMER":"16SW03","__proto__":"x","constructor":"y"}') as Record<
      string,
      unknown
    >;
    const { records, findings } = clean(row);
    expect(records).toEqual([keyed]);
    expect(findings.map((finding) => finding.field)).toEqual(["__proto__", "constructor"]);
  });
});

const address = (row: Record<string, string>): unknown => clean({ ...KEY, ...row }).records[0]?.["adres"];

describe("an address", () => {
  test("gets its street line", () => {
    expect(address({ STRAATNAAM: "Melkweg", HUISNUMMER: "27-A 29", POSTCODE: "9306 TC" })).toEqual({
      straatnaam: "Melkweg",
      huisnummer: "27-A 29",
      postcode: "9306TC",
      straatregel: "Melkweg 27-A 29",
    });
  });

  test("that is a post office box has no street", () => {
    expect(address({ STRAATNAAM: "Postbus", HUISNUMMER: "5022" })).toEqual({
      postbus: "5022",
      straatregel: "Postbus 5022",
    });
    expect(address({ STRAATNAAM: "Postbus 5022" })).toEqual({ postbus: "5022", straatregel: "Postbus 5022" });
  });

  test("is absent when all its fields are blank", () => {
    expect(clean({ ...KEY, STRAATNAAM: " ", HUISNUMMER: "-", POSTCODE: "" }).records).toEqual([keyed]);
  });
});

describe("a row that may be about a part", () => {
  const family = { ...bareFamily("deelnemers", "brin"), narrowed: ["vestigingsnummer"] };
  const partly = (number: string): Cleaned =>
    cleanAs({ table: TABLE, family }, [{ "BRIN NUMMER": "16SW", VESTIGINGSNUMMER: number }]);

  test("is about the whole when it names no part", () => {
    expect(partly(" ").records).toEqual([{ brin: "16SW" }]);
    expect(partly("03").records).toEqual([{ brin: "16SW", vestigingsnummer: "16SW03" }]);
  });

  test.each(["16SW|C1", "30GC03"])("is lost when the part cannot be told: %s", (number) => {
    const { records, findings } = partly(number);
    expect(records).toEqual([undefined]);
    expect(findings).toMatchObject([
      { field: "vestigingsnummer", kind: "ongeldig", reason: expect.stringContaining("de hele rij vervalt") },
    ]);
  });
});

describe("concepts and municipalities", () => {
  test("a listed concept is its URI", () => {
    expect(clean({ ...KEY, DENOMINATIE: "OPENBAAR" }).records).toEqual([
      { ...keyed, denominatie: "/id/begrip/denominatie/openbaar" },
    ]);
  });

  test("an unlisted one is described beside it, for the mapping to publish", () => {
    expect(clean({ ...KEY, DENOMINATIE: "Hindoeïstisch" }).records).toEqual([
      {
        ...keyed,
        denominatie: "/id/begrip/denominatie/hindoeistisch",
        nieuwe_begrippen: [
          {
            begrip: "/id/begrip/denominatie/hindoeistisch",
            lijst: "/id/begrippenlijst/denominatie",
            naam: "Hindoeïstisch",
          },
        ],
      },
    ]);
  });

  test("a municipality that the list lacks is described by what the row calls it", () => {
    expect(clean({ ...KEY, GEMEENTENUMMER: "1979", GEMEENTENAAM: "EEMSDELTA" }).records[0]).toMatchObject({
      nieuwe_gemeente: { code: "1979", naam: "EEMSDELTA" },
    });
  });

  test("another name for a listed one is counted, and no finding", () => {
    const same = clean({ ...KEY, GEMEENTENUMMER: "0106", GEMEENTENAAM: "ASSEN" });
    const other = clean({ ...KEY, GEMEENTENUMMER: "0106", GEMEENTENAAM: "ROLDE" });
    expect([...same.book.counts]).toEqual([]);
    expect([...other.book.counts]).toEqual([["gemeentenaam anders dan in de lijst", 1]]);
    expect(other.findings).toEqual([]);
    expect(other.records[0]).not.toHaveProperty("nieuwe_gemeente");
  });
});

describe("where one row says all of a thing", () => {
  const rows = [
    { ...KEY, NAAM: "Eerste" },
    { ...KEY, NAAM: " Eerste " },
    { VESTIGINGSNUMMER: KEY.VESTIGINGSNUMMER.toLowerCase(), NAAM: "Tweede" },
  ];

  test("another of its key that says other things is lost, and a finding says so; the same again is none", () => {
    const { records, findings } = cleanAs({ table: TABLE, family: { ...FAMILY, once: true } }, rows);
    expect(records.map((record) => record?.["naam"])).toEqual(["Eerste", "Eerste", undefined]);
    expect(findings).toEqual([expect.objectContaining({ line: 4, field: "rij", kind: "dubbele-sleutel" })]);
  });

  test("and elsewhere rows add to each other", () => {
    expect(clean(...rows).records.map((record) => record?.["naam"])).toEqual(["Eerste", "Eerste", "Tweede"]);
  });
});

test("a number of JSON is no other number: its point does not stand between thousands, as in a text", () => {
  const table = FieldTable.read(
    "key,aliases,clean,bad,families\nid,ID,text,finding,\nn,N,int,finding,\nd,D,dec,finding,\n",
    "fields.csv",
    CLEANER_NAMES,
  );
  const rows = ["1.234", 1.234, 1234, 1e3].map((n) => ({ ID: "a", N: n, D: n }));
  const { records, findings } = cleanAs({ table, family: bareFamily("getallen", "id") }, rows);
  expect(records.map((record) => [record?.["n"], record?.["d"]])).toEqual([
    [1234, "1.234"],
    [undefined, "1.234"],
    [1234, "1234"],
    [1000, "1000"],
  ]);
  expect(findings.map(({ line, field, value }) => [line, field, value])).toEqual([[3, "n", "1.234"]]);
});
