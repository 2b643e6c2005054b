import { assert, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { isAbsoluteIri } from "#src/rdf/iri.js";
import { iriCleaners } from "#src/records/iri-cleaners.js";
import { ReferenceBook } from "#src/records/reference-book.js";

const book = new ReferenceBook({
  concepts: [],
  stewarded: [],
  minted: [],
  municipalities: new Map(),
  lookups: new Map(),
});

function clean(name: string, value: string): unknown {
  const cleaned = iriCleaners[name]?.(value, [], { record: {}, book });
  if (cleaned === undefined) return undefined;
  return "value" in cleaned ? cleaned.value : { bad: cleaned.bad };
}

const BAD = { bad: expect.any(String) as string };

describe("an IRI", () => {
  test.each([
    "http://standaarden.overheid.nl/owms/terms/Ministerie_van_Onderwijs,_Cultuur_en_Wetenschap",
    "http://standaarden.overheid.nl/owms/terms/Basisonderwijs_(thema)",
    "http://standaarden.overheid.nl/owms/terms/'s-Gravenhage",
    "https://nationaalgeoregister.nl",
    "https://example.org/a%20b?x=[1]#é",
    "urn:uuid:9dadbd16-6a43-4b99-9ecf-d8c539759af5",
  ])("stays as it is: %s", (value) => {
    expect(clean("iri", value)).toBe(value);
  });

  test.each([
    ":updated",
    "Gemeente Tilburg",
    "https://",
    "http://a b",
    "http://a/<b>",
    "http://a/100%",
    "ftp://a.nl/b",
    "javascript:alert(1)",
    `http://a.nl/${"x".repeat(3_000)}`,
  ])("is none: %s", (value) => {
    expect(clean("iri", value)).toEqual(BAD);
  });
});

describe("the address of a file or a service", () => {
  test.each([
    ["https://geodata.nl/wms?bbox=43662.6,406692.0,1,2&layers=a;b", undefined],
    ["https://www.nationaalgeoregister.nl/geonetwork/srv/dut/catalog.search#/metadata/6c34d315", undefined],
    ["https://a.nl/wms?bbox=43662.629000000656%2C406692.0&format=image%2Fpng", undefined],
    ["ftp://ftp.example.nl/data.zip", undefined],
    ["http://83.96.1.2:8080/wms", undefined],
    ["HTTPS://Www.Example.NL", "https://www.example.nl/"],
    ["www.duo.nl", "https://www.duo.nl/"],
    ["https://a.nl/mijn bestand.csv", "https://a.nl/mijn%20bestand.csv"],
    ["https://a.nl/korting_10%_af?q={x}|y", "https://a.nl/korting_10%25_af?q=%7Bx%7D%7Cy"],
  ])("%s", (value, expected) => {
    expect(clean("link", value)).toBe(expected ?? value);
  });

  test.each([
    "duo.nl",
    "geen",
    "https://a.nl/1, https://a.nl/2",
    "www.a.nl www.b.nl",
    "https://localhost/x",
    "https://user:pass@a.nl/",
    "mailto:a@b.nl",
    "file:///etc/passwd",
  ])("is none: %s", (value) => {
    expect(clean("link", value)).toEqual(BAD);
  });
});

test("several web addresses in one text are each one, or none of them is", () => {
  expect(clean("links", "https://a.nl/1, https://a.nl/2;\nwww.b.nl")).toEqual([
    "https://a.nl/1",
    "https://a.nl/2",
    "https://www.b.nl/",
  ]);
  expect(clean("links", "https://a.nl/x?bbox=1,2;3")).toEqual(["https://a.nl/x?bbox=1,2;3"]);
  expect(clean("links", "https://a.nl/1, http://localhost/")).toEqual(BAD);
});

test("an IRI or address that is taken can always be a term", () => {
  assert(
    property(string({ unit: "binary", maxLength: 60 }), (rest) => {
      for (const name of ["iri", "link"]) {
        const value = clean(name, `https://example.nl/${rest.trim()}`);
        expect(typeof value !== "string" || isAbsoluteIri(value)).toBe(true);
      }
    }),
    { numRuns: 400 },
  );
});

describe("other values", () => {
  const IANA = "https://www.iana.org/assignments/media-types/";
  test.each([
    ["media_type", "text/csv", `${IANA}text/csv`],
    ["media_type", "http://www.iana.org/assignments/media-types/application/xml", `${IANA}application/xml`],
    ["media_type", "text/csv; charset=utf-8", `${IANA}text/csv`],
    ["media_type", "application/vnd.google-earth.kml+xml", `${IANA}application/vnd.google-earth.kml+xml`],
    ["media_type", "CSV", BAD],
    ["media_type", "https://example.org/csv", BAD],
    ["phone", "0592 340 973", "tel:+31592340973"],
    ["phone", "+31 (0)70 700 0526", "tel:+31707000526"],
    ["phone", "0031707000526", "tel:+31707000526"],
    ["phone", "14 010", "tel:14010"],
    ["phone", "op werkdagen", BAD],
    ["kilobytes", "12", 12_288],
    ["kilobytes", "0.5", 512],
    ["kilobytes", "0", 0],
    ["kilobytes", "-1", BAD],
    ["kilobytes", "12 kB", BAD],
    ["hex", "d41d8cd98f00b204e9800998ecf8427e", "D41D8CD98F00B204E9800998ECF8427E"],
    ["hex", "geen", BAD],
  ])("%s: %s", (name, value, expected) => {
    expect(clean(name, value)).toEqual(expected);
  });
});
