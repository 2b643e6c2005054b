import { describe, expect, test } from "vitest";
import { exactJson } from "#src/sources/odata/exact-json.js";
import { readPage } from "#src/sources/odata/page.js";
import type { ODataRecord, Page } from "#src/sources/odata/record.js";
import { setOfContext } from "#src/sources/odata/set-name.js";
import { SourceError } from "#src/sources/source-error.js";

const ASKED = new URL("https://kamer.example/OData/v3/1.0/Persoon");

function page(text: string, asked: URL | undefined = ASKED): Page {
  return readPage(Buffer.from(text), asked, "antwoord");
}

const NS =
  'xmlns="http://www.w3.org/2005/Atom" xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices" xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"';
const REL = "http://schemas.microsoft.com/ado/2007/08/dataservices/related";

/** One person with two seats of which more are elsewhere, no portrait, no functions; in the form of the name. */
const ANSWERS: Readonly<Record<string, string>> = {
  "v4 JSON": `{"@odata.context":"https://kamer.example/OData/v3/1.0/$metadata#Persoon","@odata.count":1312,"value":[
    {"@odata.id":"Persoon(1)","@odata.etag":"W/\\"1\\"","@odata.mediaReadLink":"Persoon(1)/$value","Id":"1c889902-6ede-427c-8682-000f683fffaa","Nummer":2491,
     "Tussenvoegsel":null,"Achternaam":"\\u00a0A & <b> ","ContentLength":456668,"Bedrag":6.40,"Lang":"x",
     "ApiGewijzigdOp":"2023-12-01T15:00:24.6710401","Verwijderd":false,"Adres":{"@odata.type":"#TK.Adres","Plaats":"Den Haag","Nummer":null},
     "Talen":["nl","en"],"Lid@odata.nextLink":"Persoon(1)/Lid?$skiptoken=a","Lid":[{"@odata.type":"#TK.Lid","Id":"a"},{"Id":"b"}],
     "Afbeelding":null,"Functie":[],"Reis@odata.navigationLink":"Persoon(1)/Reis"}],
    "@odata.nextLink":"Persoon?$skiptoken=x"}`,
  "light JSON of v3": `{"odata.metadata":"https://kamer.example/OData/v3/1.0/$metadata#Persoon","odata.count":"1312","value":[
    {"odata.type":"TK.Persoon","odata.mediaReadLink":"https://kamer.example/OData/v3/1.0/Persoon(1)/$value","Id":"1c889902-6ede-427c-8682-000f683fffaa","Nummer":2491,
     "Tussenvoegsel":null,"Achternaam":"\\u00a0A & <b> ","ContentLength":456668,"Bedrag":"6.40","Lang":"x",
     "ApiGewijzigdOp":"2023-12-01T15:00:24.6710401","Verwijderd":false,"Adres":{"Plaats":"Den Haag","Nummer":null},
     "Talen@odata.type":"Collection(Edm.String)","Talen":["nl","en"],"Lid@odata.navigationLinkUrl":"Persoon(1)/Lid",
     "Lid":[{"Id":"a"},{"Id":"b"}],"Lid@odata.nextLink":"Persoon(1)/Lid?$skiptoken=a","Afbeelding":null,"Functie":[],"#Default.Doe":{}}],
    "odata.nextLink":"https://kamer.example/OData/v3/1.0/Persoon?$skiptoken=x"}`,
  "verbose JSON of v3": `{"d":{"__count":"1312","__next":"https://kamer.example/OData/v3/1.0/Persoon?$skiptoken=x","results":[
    {"__metadata":{"uri":"https://kamer.example/OData/v3/1.0/Persoon(1)","type":"TK.Persoon","media_src":"Persoon(1)/$value","content_type":"image/jpeg"},
     "Id":"1c889902-6ede-427c-8682-000f683fffaa","Nummer":2491,"Tussenvoegsel":null,"Achternaam":"\\u00a0A & <b> ","ContentLength":456668,
     "Bedrag":"6.40","Lang":"x","ApiGewijzigdOp":"2023-12-01T15:00:24.6710401","Verwijderd":false,
     "Adres":{"__metadata":{"type":"TK.Adres"},"Plaats":"Den Haag","Nummer":null},
     "Talen":{"__metadata":{"type":"Collection(Edm.String)"},"results":["nl","en"]},
     "Lid":{"results":[{"__metadata":{"uri":"x"},"Id":"a","Fractie":{"__deferred":{"uri":"x"}}},{"Id":"b"}],"__next":"Persoon(1)/Lid?$skiptoken=a"},
     "Afbeelding":null,"Functie":{"results":[]},"Reis":{"__deferred":{"uri":"Persoon(1)/Reis"}}}]}}`,
  "Atom of v3": `<?xml version="1.0" encoding="utf-8"?><feed xml:base="https://kamer.example/OData/v3/1.0/" ${NS}>
    <m:count>1312</m:count><id>https://kamer.example/OData/v3/1.0/Persoon</id><title type="text">Persoon</title>
    <entry><id>https://kamer.example/OData/v3/1.0/Persoon(1)</id><title /><author><name /></author>
      <link rel="edit" href="Persoon(1)" />
      <link rel="${REL}/Lid" type="application/atom+xml;type=feed" href="Persoon(1)/Lid"><m:inline><feed><title>Lid</title>
        <entry><content type="application/xml"><m:properties><d:Id>a</d:Id></m:properties></content></entry>
        <entry><content type="application/xml"><m:properties><d:Id>b</d:Id></m:properties></content></entry>
        <link rel="next" href="Persoon(1)/Lid?$skiptoken=a" /></feed></m:inline></link>
      <link rel="${REL}/Afbeelding" type="application/atom+xml;type=entry" href="Persoon(1)/Afbeelding"><m:inline /></link>
      <link rel="${REL}/Functie" type="application/atom+xml;type=feed" href="Persoon(1)/Functie"><m:inline><feed /></m:inline></link>
      <link rel="${REL}/Reis" type="application/atom+xml;type=feed" href="Persoon(1)/Reis" />
      <content type="image/jpeg" src="Persoon(1)/$value" />
      <m:properties><d:Id m:type="Edm.Guid">1c889902-6ede-427c-8682-000f683fffaa</d:Id><d:Nummer m:type="Edm.Int32">2491</d:Nummer>
        <d:Tussenvoegsel m:null="true" /><d:Achternaam xml:space="preserve">\u00a0A &amp; <![CDATA[<b>]]> </d:Achternaam>
        <d:ContentLength m:type="Edm.Int64">456668</d:ContentLength><d:Bedrag m:type="Edm.Decimal">6.40</d:Bedrag><d:Lang>x</d:Lang>
        <d:ApiGewijzigdOp m:type="Edm.DateTime">2023-12-01T15:00:24.6710401</d:ApiGewijzigdOp>
        <d:Verwijderd m:type="Edm.Boolean">false</d:Verwijderd>
        <d:Adres m:type="TK.Adres"><d:Plaats>Den Haag</d:Plaats><d:Nummer m:null="true" /></d:Adres>
        <d:Talen m:type="Collection(Edm.String)"><d:element>nl</d:element><d:element>en</d:element></d:Talen></m:properties>
    </entry><link rel="next" href="Persoon?$skiptoken=x" /></feed>`,
};

const PERSON: ODataRecord = {
  Id: "1c889902-6ede-427c-8682-000f683fffaa",
  Nummer: 2491,
  Tussenvoegsel: null,
  Achternaam: "\u00a0A & <b> ",
  ContentLength: 456_668,
  Bedrag: "6.40",
  Lang: "x",
  ApiGewijzigdOp: "2023-12-01T15:00:24.6710401",
  Verwijderd: false,
  Adres: { Plaats: "Den Haag", Nummer: null },
  Talen: ["nl", "en"],
  Lid: [{ Id: "a" }, { Id: "b" }],
  Afbeelding: null,
  Functie: [],
  "@media": "https://kamer.example/OData/v3/1.0/Persoon(1)/$value",
};

describe("all forms of an answer give the same records", () => {
  test.each(Object.keys(ANSWERS))("%s", (form) => {
    const read = page(ANSWERS[form] ?? "");
    expect(read.records).toEqual([PERSON]);
    expect(read).toMatchObject({ set: "Persoon", count: 1312 });
    expect(read.next).toBe("https://kamer.example/OData/v3/1.0/Persoon?$skiptoken=x");
    expect(read.rest).toEqual([
      { into: PERSON["Lid"], link: "https://kamer.example/OData/v3/1.0/Persoon(1)/Lid?$skiptoken=a" },
    ]);
    expect(read.rest[0]?.into).toBe(read.records[0]?.["Lid"]);
  });
});

describe("one entity alone is a page of one", () => {
  test.each([
    ["v4", '{"@odata.context":"https://x.example/$metadata#Persoon/$entity","Id":"a"}'],
    ["light", '{"odata.metadata":"https://x.example/$metadata#Persoon/@Element","Id":"a"}'],
    ["verbose", `{"d":{"__metadata":{"uri":"https://x.example/Persoon(guid'a')"},"Id":"a"}}`],
    [
      "Atom",
      `<entry ${NS}><id>https://x.example/Persoon(guid'a')</id><content><m:properties><d:Id>a</d:Id></m:properties></content></entry>`,
    ],
  ])("%s", (_, text) => {
    expect(page(text)).toMatchObject({ set: "Persoon", records: [{ Id: "a" }] });
  });
});

test("an empty page is an answer like any other", () => {
  expect(page('{"@odata.context":"x$metadata#Verslag","value":[]}')).toMatchObject({ set: "Verslag", records: [] });
  expect(page('{"value":[]}').records).toEqual([]);
  expect(page('{"d":{"results":[]}}').records).toEqual([]);
  expect(page(`<feed ${NS}><title>Verslag</title></feed>`)).toMatchObject({ set: "Verslag", records: [] });
});

test.each([
  ["https://x/$metadata#Persoon", "Persoon"],
  ["https://x/$metadata#Persoon(Id,Stemming(Fractie_Id))", "Persoon"],
  ["https://x/$metadata#Persoon/$entity", "Persoon"],
  ["$metadata#Persoon/@Element", "Persoon"],
  ["https://x/$metadata#Besluit(59b3219e-d798-4b15-a7b9-0066221f82db)/Stemming", "Stemming"],
  ["https://x/$metadata#Collection(TK.Stemming)", "Stemming"],
  ["https://x/$metadata", undefined],
])("the set of the context %s is %s", (context, set) => {
  expect(setOfContext(context)).toBe(set);
});

/** The value of a property in Atom. */
function value(type: string, text: string): unknown {
  const properties = `<m:properties><d:a m:type="${type}">${text}</d:a></m:properties>`;
  return page(`<entry ${NS}><content>${properties}</content></entry>`).records[0]?.["a"];
}

describe("numbers are numbers where a double holds them as written, and else text", () => {
  test.each([
    ["12", 12],
    ["-9007199254740991", -9_007_199_254_740_991],
    ["9007199254740993", "9007199254740993"],
    ["12345678901234567890.1234567890", "12345678901234567890.1234567890"],
    ["6.40", "6.40"],
    ["-0.5", "-0.5"],
    ["1e3", 1000],
    ["6.00", 6],
    ["1e-3", "1e-3"],
  ])("%s", (written, value) => {
    const record = `{"a":${written},"b": [ ${written} , ${written} ],"c":{"d":${written}}}`;
    const expected = { a: value, b: [value, value], c: { d: value } };
    expect(exactJson(record)).toEqual(expected);
    expect(page(`{"value":[${record}]}`).records).toEqual([expected]);
    expect(page(`{"d":{"results":[${record}]}}`).records).toEqual([expected]);
  });

  test("digits in a text are left alone, whatever stands beside them", () => {
    const record = { a: 'x":1.5,"y', b: "12,5, 6.50 [1.5]", c: "\\", d: 1 };
    expect(exactJson(JSON.stringify({ ...record, e: 0 }).replace('"e":0', '"e":1.50'))).toEqual({
      ...record,
      e: "1.50",
    });
  });

  test("what is no JSON does not become it", () => {
    for (const text of ['{"a":01.5}', '{"a":1.}', '{"a":.5}', '{"a":1.5.2}'])
      expect(() => exactJson(text)).toThrow(SyntaxError);
  });

  test("in Atom too", () => {
    expect(value("Edm.Int64", "9007199254740993")).toBe("9007199254740993");
    expect(value("Edm.Int64", "12")).toBe(12);
    expect(value("Edm.Double", "2.345")).toBe("2.345");
    expect(value("Edm.Decimal", "12")).toBe("12");
    expect(value("Edm.Boolean", "1")).toBe(true);
    expect(value("Edm.String", " 12 ")).toBe(" 12 ");
  });
});

test.each([
  ["/Date(1495620000000)/", "2017-05-24T10:00:00"],
  ["/Date(1495620000123)/", "2017-05-24T10:00:00.123"],
  ["/Date(1495620000000+0120)/", "2017-05-24T12:00:00+02:00"],
  ["/Date(-62135596800000)/", "0001-01-01T00:00:00"],
  ["/Date(morgen)/", "/Date(morgen)/"],
])("ticks of older verbose JSON are dates: %s", (ticks, date) => {
  expect(page(JSON.stringify({ d: { results: [{ Datum: ticks }] } })).records).toEqual([{ Datum: date }]);
});

test("a name cannot change what an object is", () => {
  const { records } = page('{"value":[{"@odata.id":"x","__proto__":{"a":1},"Id":"a"}]}');
  expect(Object.keys(records[0] ?? {})).toEqual(["Id"]);
  expect(records[0]?.["a"]).toBeUndefined();
});

test("a byte order mark is passed over", () => {
  expect(page('\ufeff{"value":[{"Id":"a"}]}').records).toEqual([{ Id: "a" }]);
  expect(page(`\ufeff<feed ${NS} />`).records).toEqual([]);
});

describe("what is no answer is refused, and nothing of it is given", () => {
  test.each([
    [
      "an HTML page",
      "<!DOCTYPE html><html><head><title>Storing &amp; onderhoud</title></head></html>",
      /an HTML page \("Storing/,
    ],
    ["XML of another kind", '<rss version="2.0"><channel /></rss>', /this is XML \(<rss>\)/],
    ["half JSON", '{"value":[{"Id":"a"},{"Id":', /the JSON is cut off after 27 characters/],
    ["broken JSON", '{"value":[{"Id":a}]}', /the JSON is broken/],
    ["half XML", `<feed ${NS}><entry><content><m:properties><d:Id>a</d:Id>`, /the XML is broken or cut off/],
    ["nothing", "  ", /is empty/],
    ["text", "even geduld", /is no JSON/],
    ["other JSON", '{"success":true,"result":[]}', /no answer of OData/],
    ["a list of numbers", '{"value":[1,2]}', /no answer of OData/],
    ["a value alone", '{"@odata.context":"x$metadata#Edm.Int32","value":3}', /no answer of OData/],
    ["an error of v4", '{"error":{"code":"","message":"Nee."}}', /is an error: Nee\./],
    ["an error of v3", '{"odata.error":{"code":"x","message":{"lang":"nl","value":"Nee."}}}', /is an error: x: Nee\./],
    [
      "an error in Atom",
      `<m:error ${NS}><m:code /><m:message xml:lang="nl">Nee &amp; nee.</m:message></m:error>`,
      /is an error: Nee & nee\./,
    ],
    ["another encoding", `<?xml version="1.0" encoding="utf-16"?><feed ${NS} />`, /says it is utf-16/],
  ])("%s", (_, text, message) => {
    expect(() => page(text)).toThrow(SourceError);
    expect(() => page(text)).toThrow(message);
  });

  test("bytes that are not UTF-8", () => {
    expect(() => readPage(Buffer.from('{"value":[{"Id":"\u00e9"}]}', "latin1"), ASKED, "antwoord")).toThrow(
      /not UTF-8/,
    );
  });
});

describe("a trap in XML is refused before it opens", () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>`;
  test.each([
    ["entities that multiply", `${bomb}<feed ${NS}><title>&c;</title></feed>`, /document type/],
    [
      "an entity of this machine",
      `<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]><feed ${NS}><title>&x;</title></feed>`,
      /document type/,
    ],
    ["a document type elsewhere", `<!DOCTYPE feed SYSTEM "http://127.0.0.1:1/x.dtd"><feed ${NS} />`, /document type/],
    ["an entity that nobody declared", `<feed ${NS}><title>&c;</title></feed>`, /broken/],
    ["elements without end", `<feed ${NS}>${"<entry>".repeat(5000)}`, /nests deeper than 200/],
  ])("%s", (_, text, message) => {
    expect(() => page(text)).toThrow(message);
  });
});
