import { describe, expect, test } from "vitest";
import { CLEANER_NAMES, RecordCleaner } from "#src/records/clean.js";
import { FieldTable } from "#src/records/fields.js";
import type { CleanRecord, Finding } from "#src/records/record.js";
import { ReferenceBook } from "#src/records/reference-book.js";
import { bareFamily } from "./family.js";

const A = "01f90101-9f1c-4241-a7e8-0a1d60d7fa5d";
const B = "00f81660-a2e4-48af-b8d7-98ce338de447";

const TABLE = FieldTable.read(
  `key,aliases,clean,bad,families
id,ID,text,finding,scholen
status,STATUS,only_rows(published),,scholen
besturen,boards,each(bestuur),finding,scholen
stil,stil,each(bestuur),ignore,scholen
naam,name,text,finding,bestuur
nummers,organisationIds,each(nummer),finding,bestuur
titel,,joined(naam rol),,bestuur
rol,role,concept(rol),finding,bestuur
type,organisationIdType,text,finding,nummer
brin,organisationId,only($(type) OIE_CODE brin4),finding,nummer
vestiging,organisationId,only($(type) V_ID brin6 $(brin)),finding,nummer
kenmerken,kenmerken,list(concept kenmerk),finding,scholen
codes,codes,list(digits 4),finding,scholen
sites,sites,list(url),finding,scholen
beelden,beelden,list(asset image),finding,scholen
vragen,faqs,refs(loket/vraag faqs_id),finding,scholen
scholen,educational_institutions,refs(loket/instelling),finding,scholen
logo,logo,asset(image),finding,scholen
tekst,body,document,finding,scholen
punt,point,point,finding,scholen
eigen,boom,each(boom),finding,scholen
kind,kind,each(boom),finding,boom
blad,blad,text,finding,boom
punten,punten,each(punt),finding,scholen
punten,,owned(id),,scholen
plek,plek,point,finding,punt
extra,extra,unused,,scholen
`,
  "fields.csv",
  CLEANER_NAMES,
);

const FAMILY = bareFamily("scholen");

interface Cleaned {
  readonly records: readonly (CleanRecord | undefined)[];
  readonly findings: readonly Finding[];
  readonly book: ReferenceBook;
}

function clean(...rows: readonly Readonly<Record<string, unknown>>[]): Cleaned {
  const findings: Finding[] = [];
  const book = new ReferenceBook({
    concepts: [{ scheme: "kenmerk", slug: "tweetalig", names: ["Tweetalig"] }],
    stewarded: [],
    minted: [],
    municipalities: new Map(),
    lookups: new Map(),
    aliases: (path) => (path === `/id/loket/instelling/${A}` ? "/id/instelling/18BR" : path),
  });
  const cleaner = new RecordCleaner({
    table: TABLE,
    family: FAMILY,
    dataset: "scholen",
    book,
    onFinding: (finding) => findings.push(finding),
  });
  const records = rows.map((row, i) => {
    const given: Record<string, unknown> = { id: "x", ...row };
    return cleaner.clean({ line: i + 1, headers: Object.keys(given), cells: Object.values(given) });
  });
  cleaner.finish();
  return { records, findings, book };
}

/** The record of one row without its id. */
function one(row: Readonly<Record<string, unknown>>): CleanRecord {
  const { id: _id, ...rest } = clean(row).records[0] ?? {};
  return rest;
}

const told = ({ findings }: Cleaned): unknown[] => findings.map(({ field, kind, value }) => [field, kind, value]);

describe("each(family)", () => {
  test("makes records of objects by the fields of the sub-family, objects in objects too, and composes there", () => {
    const boards = [
      { name: " Stichting  Een ", organisationIds: [{ organisationId: "09qq", organisationIdType: "OIE_CODE" }] },
      { name: "Twee" },
    ];
    expect(one({ boards })).toEqual({
      besturen: [
        { naam: "Stichting Een", nummers: [{ type: "OIE_CODE", brin: "09QQ" }], titel: "Stichting Een" },
        { naam: "Twee", titel: "Twee" },
      ],
    });
  });

  test("takes one object for a list of one", () => {
    expect(one({ boards: { name: "Een" } })).toEqual({ besturen: [{ naam: "Een", titel: "Een" }] });
  });

  test.each([[[]], [{}], [null], [[null, {}, { name: "" }]]])("makes nothing of %j", (boards) => {
    expect(clean({ boards })).toMatchObject({ records: [{ id: "x" }], findings: [] });
    expect(one({ boards })).toEqual({});
  });

  test("reports what is no object, and keeps those beside it", () => {
    const cleaned = clean({ boards: ["Een", [{ name: "Twee" }], { name: "Drie" }, 4] });
    expect(cleaned.records).toMatchObject([{ besturen: [{ naam: "Drie" }] }]);
    expect(told(cleaned)).toEqual(["Een", '[{"name":"Twee"}]', "4"].map((value) => ["besturen", "ongeldig", value]));
  });

  test("reports a bad value inside by the path of its keys, with the line of the row", () => {
    const bad = { name: { a: 1 }, organisationIds: { organisationId: "xx", organisationIdType: "OIE_CODE" } };
    const { findings } = clean({}, { boards: [bad] });
    expect(findings).toEqual([
      {
        dataset: "scholen",
        line: 2,
        field: "besturen.naam",
        kind: "ongeldig",
        value: '{"a":1}',
        reason: "een object waar één waarde hoort",
        severity: "Warning",
      },
      {
        dataset: "scholen",
        line: 2,
        field: "besturen.nummers.brin",
        kind: "ongeldig",
        value: "xx",
        reason: "geen BRIN-nummer (twee cijfers en twee letters)",
        severity: "Warning",
      },
    ]);
  });

  test("reports what is no object, unless the table says ignore", () => {
    expect(told(clean({ boards: ["Een", { name: "Twee" }], stil: ["Een"] }))).toEqual([
      ["besturen", "ongeldig", "Een"],
    ]);
  });

  test("reports a key nobody knows once for the file, with the number of its values", () => {
    const rows = [{ boards: [{ foo: 1 }, { foo: 2 }] }, { boards: { foo: 3, fooo: " " } }];
    const { findings } = clean(...rows);
    expect(findings).toMatchObject([
      { line: 0, field: "besturen.foo", kind: "onbekend-veld" },
      { line: 0, field: "besturen.fooo", kind: "onbekend-veld" },
    ]);
    expect(findings[0]?.reason).toContain("3 waarden");
  });

  test("says nothing of what was lost inside a row that is lost whole", () => {
    const { findings } = clean({ id: " ", boards: [{ organisationIds: "x" }] });
    expect(findings.map(({ field }) => field)).toEqual(["id"]);
  });

  test("gives the concepts it mints to the row, where mappings look for them", () => {
    const record = one({ boards: [{ role: "Voorzitter" }], kenmerken: "Nieuw" });
    expect(record["besturen"]).toEqual([{ rol: "/id/begrip/rol/voorzitter", titel: "/id/begrip/rol/voorzitter" }]);
    expect(record["nieuwe_begrippen"]).toMatchObject([{ naam: "Voorzitter" }, { naam: "Nieuw" }]);
  });

  test("goes eight deep, and not on for ever in a tree", () => {
    let tree: object = { blad: "b" };
    for (let i = 0; i < 50; i += 1) tree = { blad: String(i), kind: [tree] };
    const { findings } = clean({ boom: tree });
    expect(findings).toMatchObject([{ field: "eigen.kind.kind.kind.kind.kind.kind.kind.kind", kind: "ongeldig" }]);
  });

  test("lets its records know whose they are", () => {
    const plek = { type: "Point", coordinates: [5, 52] };
    expect(one({ punten: [{ plek }] })["punten"]).toEqual([
      { plek: { lat: "52", long: "5", wkt: "POINT(5 52)" }, eigenaar: "x" },
    ]);
  });
});

const numbers = (...nummers: object[]): unknown => one({ boards: [{ organisationIds: nummers }] })["besturen"];

describe("only($(key) wanted cleaner)", () => {
  test("cleans where the key has that value, and is silent where it has not", () => {
    const dd = { organisationIdType: "DD_ID", organisationId: "4711" };
    const v = { organisationIdType: "V_ID", organisationId: "09QQ01" };
    expect(numbers(dd, v)).toEqual([{ nummers: [{ type: "DD_ID" }, { type: "V_ID", vestiging: "09QQ01" }] }]);
    expect(clean({ boards: [{ organisationIds: [dd] }] }).findings).toEqual([]);
  });

  test("is silent where the key is absent", () => {
    expect(numbers({ organisationId: "09QQ" })).toBeUndefined();
  });
});

describe("list(cleaner)", () => {
  test("cleans each value, or the one there is, and keeps what comes twice once", () => {
    expect(one({ codes: [7, "12", "0007"] })).toEqual({ codes: ["0007", "0012"] });
    expect(one({ codes: "7" })).toEqual({ codes: ["0007"] });
    expect(one({ codes: [null, " ", []] })).toEqual({});
  });

  test("reports each value that cannot be used, and keeps the rest", () => {
    expect(told(clean({ codes: ["x", 7, { a: 1 }] }))).toEqual([
      ["codes", "ongeldig", "x"],
      ["codes", "ongeldig", '{"a":1}'],
    ]);
  });

  test("hands on the words of the cleaner, and joins lists that it makes", () => {
    expect(one({ kenmerken: ["Tweetalig"] })).toEqual({ kenmerken: ["/id/begrip/kenmerk/tweetalig"] });
    expect(one({ sites: ["www.a.nl, www.b.nl", "b.nl"] })).toEqual({
      sites: ["https://www.a.nl/", "https://www.b.nl/", "https://b.nl/"],
    });
    expect(one({ beelden: [{ id: A }] })).toEqual({
      beelden: [`https://res.cloudinary.com/onderwijsin/image/upload/onderwijsloket-directus/production/${A}`],
    });
  });
});

describe("a list where one value is wanted", () => {
  test.each([[["Een"]], [[null, " ", "Een"]], [[["Een"]]]])("is the value in it: %j", (name) => {
    const outcome = clean({ boards: { name } });
    expect(outcome.records).toMatchObject([{ besturen: [{ naam: "Een" }] }]);
    expect(outcome.findings).toEqual([]);
  });

  test("is the first of several, and that is told", () => {
    const outcome = clean({ boards: { name: ["Een", "Twee"] } });
    expect(outcome.records).toMatchObject([{ besturen: [{ naam: "Een" }] }]);
    expect(outcome.findings).toMatchObject([
      {
        field: "besturen.naam",
        value: '["Een","Twee"]',
        reason: "een lijst van 2 waar één waarde hoort; de eerste is genomen",
      },
    ]);
  });

  test.each([[[]], [[null, ""]]])("is nothing without any: %j", (name) => {
    expect(clean({ boards: { name } })).toMatchObject({ records: [{ id: "x" }], findings: [] });
  });
});

describe("refs(kind)", () => {
  test.each([
    ["an id", A],
    ["an id in capitals", A.toUpperCase()],
    ["a record", { id: A, question: "?" }],
    ["a junction with an id", { faqs_id: A }],
    ["a junction with a record", { id: 12, faqs_id: { id: A }, articles_id: B }],
    ["a list", [{ faqs_id: A }, null, { faqs_id: null }, A]],
  ])("makes the URI of %s", (_what, faqs) => {
    expect(clean({ faqs })).toMatchObject({ records: [{ vragen: [`/id/loket/vraag/${A}`] }], findings: [] });
  });

  test.each([
    ["the number of a junction's row", 12],
    ["a slug", "wat-is-het-vavo"],
    ["a junction without the id of the record", { faqs_id: { question: "Wat is het vavo?" } }],
    ["a list in a list", [[A]]],
  ])("reports %s", (_what, faqs) => {
    const outcome = clean({ faqs });
    expect(outcome.findings).toMatchObject([{ field: "vragen", reason: "geen verwijzing met een uuid" }]);
    expect(outcome.records).toEqual([{ id: "x" }]);
  });

  test("without the key of the junction takes the only key that can be it", () => {
    const links = [{ educational_institutions_id: B }, { id: B, hovi_id: "123", kiesmbo_id: null }];
    expect(one({ educational_institutions: links })).toEqual({ scholen: [`/id/loket/instelling/${B}`] });
  });

  test("resolves aliases", () => {
    expect(one({ educational_institutions: [A, B] })).toEqual({
      scholen: ["/id/instelling/18BR", `/id/loket/instelling/${B}`],
    });
  });
});

describe("a file, a document and a point", () => {
  test.each([A, { id: A, filesize: 12 }])("asset(kind) is the address of the file: %j", (logo) => {
    expect(one({ logo })).toEqual({
      logo: `https://res.cloudinary.com/onderwijsin/image/upload/onderwijsloket-directus/production/${A}`,
    });
  });

  test.each([
    [
      "an editor's document",
      { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: "Hallo" }] }] },
    ],
    ["its text", '{"type":"doc","content":[{"type":"text","text":"Hallo"}]}'],
    ["HTML", "<p>Hallo</p>"],
    ["plain text", " Hallo \r\n\r\n"],
  ])("document is the text of %s", (_what, body) => {
    expect(one({ body })).toEqual({ tekst: "Hallo" });
  });

  test("document keeps a text that merely begins like JSON", () => {
    expect(one({ body: "[Let op] a\nb" })).toEqual({ tekst: "[Let op] a\nb" });
  });

  test("document reports what it cut, and keeps the rest", () => {
    const { records, findings } = clean({ body: "x".repeat(200_001) });
    expect(String(records[0]?.["tekst"])).toHaveLength(200_000);
    expect(findings).toMatchObject([{ field: "tekst", kind: "ongeldig" }]);
  });

  test("point is reported when it is none", () => {
    expect(told(clean({ point: { type: "Point", coordinates: [520, 5] } }))).toEqual([
      ["punt", "ongeldig", '{"type":"Point","coordinates":[520,5]}'],
    ]);
  });
});

describe("a row", () => {
  test("that is not published is left out and counted, without a finding", () => {
    const { records, findings, book } = clean({ status: "draft" }, { status: "published" }, {});
    expect(records).toEqual([undefined, { id: "x" }, { id: "x" }]);
    expect(findings).toEqual([]);
    expect([...book.counts]).toEqual([["rij niet voor publicatie: draft", 1]]);
  });

  test("may have a field that nothing is made of", () => {
    expect(clean({ extra: { a: [1, "x\u0001"] } })).toMatchObject({ records: [{ id: "x" }], findings: [] });
  });
});
