import { describe, expect, test } from "vitest";
import type { CleanRecord, CleanValue } from "#src/records/record.js";
import { ReferenceBook } from "#src/records/reference-book.js";
import { identityComposers } from "#src/records/identity-composers.js";
import { fileComposers } from "#src/records/file-composer.js";
import { presenceComposers } from "#src/records/presence-composers.js";
import { composers } from "#src/records/row-cleaners.js";

const NOW = new Date("2026-11-22T12:00:00Z");

function compose(name: string, words: string, record: CleanRecord, now?: Date): CleanValue | undefined {
  const book = new ReferenceBook({
    concepts: [],
    stewarded: [],
    minted: [],
    municipalities: new Map(),
    lookups: new Map(),
    aliases: (path) => path.replace(/^\/id\/loket\/instelling\/oud$/, "/id/instelling/18BR"),
    ...(now === undefined ? {} : { now }),
  });
  const all = { ...composers, ...identityComposers, ...presenceComposers, ...fileComposers };
  return all[name]?.(record["present"], words.split(" "), { record, book }, () => {});
}

describe("resolve", () => {
  const words = "instelling:brins loket/instelling:id";

  test("is of the first kind whose key has a value", () => {
    expect(compose("resolve", words, { brins: ["18BR"], id: "x" })).toBe("/id/instelling/18BR");
    expect(compose("resolve", words, { id: "x" })).toBe("/id/loket/instelling/x");
    expect(compose("resolve", words, {})).toBeUndefined();
  });

  test("is the canonical one of an alias", () => {
    expect(compose("resolve", words, { id: "oud" })).toBe("/id/instelling/18BR");
  });

  test("lets several official codes decide nothing, nor those of other official kinds after them", () => {
    const rules = "instelling:brins vestiging:nummers onderwijsaanbieder:rio";
    const several = { brins: ["18BR", "09QQ"], nummers: ["18BR00"] };
    expect(compose("resolve", rules, { ...several, rio: "104A158" })).toBe("/id/onderwijsaanbieder/104A158");
    expect(compose("resolve", rules, several)).toBeUndefined();
    expect(compose("resolve", rules, { brins: ["18BR", "18BR"], rio: "104A158" })).toBe("/id/instelling/18BR");
  });
});

test("names are all others that the thing goes by", () => {
  const record = { uri: "/id/instelling/18BR", rio: "104A158", dd: ["dd-1", "dd-2"] };
  expect(compose("names", "uri onderwijsaanbieder:rio organisatie:dd", record)).toEqual([
    "/id/onderwijsaanbieder/104A158",
    "/id/organisatie/dd-1",
    "/id/organisatie/dd-2",
  ]);
  expect(
    compose("names", "uri onderwijsaanbieder:rio", { uri: "/id/onderwijsaanbieder/104A158", rio: "104A158" }),
  ).toBe(undefined);
});

test("children get a hash URI of their owner, encoded; a number where they have no key; those that have one keep it", () => {
  const present: CleanRecord[] = [{ type: "DD_ID", waarde: "a/b" }, { uri: "/id/vestiging/18BR00" }];
  expect(compose("children", "uri id type waarde", { uri: "/id/instelling/18BR", present })).toEqual([
    { type: "DD_ID", waarde: "a/b", uri: "/id/instelling/18BR#id-DD_ID-a%2Fb" },
    { uri: "/id/vestiging/18BR00" },
  ]);
  expect(compose("children", "uri locatie", { uri: "/id/instelling/18BR", present: [{ naam: "x" }] })).toEqual([
    { naam: "x", uri: "/id/instelling/18BR#locatie-1" },
  ]);
});

test("joined gives a whole name only where there is none", () => {
  expect(compose("joined", "voornaam achternaam", { voornaam: "Anna", achternaam: "de Wit" })).toBe("Anna de Wit");
  expect(compose("joined", "voornaam achternaam", { achternaam: "de Wit" })).toBe("de Wit");
  expect(compose("joined", "voornaam achternaam", { voornaam: "A", present: "Anna de Wit" })).toBe("Anna de Wit");
  expect(compose("joined", "voornaam achternaam", { voornaam: "Anna", achternaam: "Anna de Wit" })).toBe("Anna de Wit");
  expect(compose("joined", "voornaam achternaam", {})).toBeUndefined();
});

test("language is English where the key is true", () => {
  expect(compose("language", "engels", { engels: true })).toBe("en");
  expect(compose("language", "engels", { engels: false })).toBe("nl");
  expect(compose("language", "engels", {})).toBe("nl");
});

test("constant is its words", () => {
  expect(compose("constant", "Onderwerpen van Onderwijsloket", {})).toBe("Onderwerpen van Onderwijsloket");
});

/** What is left of a record. */
function held(record: CleanRecord): CleanRecord {
  const outcome = compose("embargo", "moment dag : tekst beeld", record, NOW);
  expect(outcome).toBe("tekst" in record ? undefined : true);
  return record;
}

const row = (time: CleanRecord): CleanRecord => ({ ...time, titel: "t", tekst: "x", beeld: "y" });

describe("embargo", () => {
  test.each([
    ["a moment after the run's", { moment: "2026-11-22T12:00:01Z" }],
    ["a moment in another zone", { moment: "2026-11-22T13:00:01+01:00" }],
    ["a day that has not begun in the Netherlands", { dag: "2026-11-23" }],
    ["a moment, whatever the day", { moment: "2026-11-22T18:00:00+01:00", dag: "2026-11-22" }],
  ])("holds back the keys named until %s", (_what, time) => {
    expect(held(row(time))).toEqual({ ...time, titel: "t" });
  });

  test.each([
    ["that has come", { moment: "2026-11-22T12:00:00Z" }],
    ["of today", { dag: "2026-11-22" }],
    ["of long ago", { moment: "2024-01-01T00:00:00Z", dag: "2030-01-01" }],
    ["that is not given", {}],
  ])("holds nothing back for a time %s", (_what, time) => {
    expect(held(row(time))).toEqual(row(time));
  });

  test("holds nothing back when the time of the run is not known", () => {
    const record = row({ dag: "2099-01-01" });
    expect(compose("embargo", "moment dag : tekst", record)).toBeUndefined();
    expect(record).toHaveProperty("tekst");
  });
});

test("first is the first key that has a value", () => {
  expect(compose("first", "titel onderwerp", { titel: "Brief", onderwerp: "Over iets" })).toBe("Brief");
  expect(compose("first", "titel onderwerp", { onderwerp: "Over iets" })).toBe("Over iets");
  expect(compose("first", "titel onderwerp", {})).toBeUndefined();
  expect(compose("first", "titel", { present: "er al", titel: "Brief" })).toBe("er al");
});

test("unless is the second key, where the first has no value", () => {
  expect(compose("unless", "persoon fractie_grootte", { fractie_grootte: 20 })).toBe(20);
  expect(compose("unless", "persoon fractie_grootte", { persoon: "p", fractie_grootte: 20 })).toBeUndefined();
  expect(compose("unless", "persoon fractie_grootte", {})).toBeUndefined();
});

test("filled tells records with content from those that have nothing but the keys named", () => {
  expect(compose("filled", "vol leeg : id gewijzigd", { id: "x", gewijzigd: "2024" })).toBe("leeg");
  expect(compose("filled", "vol leeg : id gewijzigd", { id: "x", naam: "y" })).toBe("vol");
  expect(compose("filled", "vol leeg : id", {})).toBe("leeg");
  expect(compose("filled", "vol leeg : id", { vol: "de woorden zelf zijn geen sleutels" })).toBe("vol");
});

test("path puts keys behind one another, or gives nothing when one lacks", () => {
  expect(compose("path", "/id/tk soort id", { soort: "zaak", id: "x" })).toBe("/id/tk/zaak/x");
  expect(compose("path", "/id/tk soort id", { id: "x" })).toBeUndefined();
});

describe("file", () => {
  const root = "https://odata.example/v4/";

  test("gets the address at the service, and its media type as an IRI", () => {
    const present: CleanRecord = { mediatype: "Text/XML; charset=utf-8", omvang: 8614 };
    expect(compose("file", "Verslag", { root, id: "x", present })).toEqual({
      omvang: 8614,
      adres: "https://odata.example/v4/Verslag(x)/resource",
      mediatype: "https://www.iana.org/assignments/media-types/text/xml",
    });
  });

  test("keeps the address that the record brings, and has none where the service is not known", () => {
    const present: CleanRecord = { adres: "https://odata.example/elders" };
    expect(compose("file", "Verslag", { root, id: "x", present })).toEqual(present);
    expect(compose("file", "Verslag", { id: "x", present: { omvang: 1 } })).toEqual({ omvang: 1 });
  });

  test("is nothing where the record tells of no file", () => {
    expect(compose("file", "Verslag", { root, id: "x" })).toBeUndefined();
  });
});
