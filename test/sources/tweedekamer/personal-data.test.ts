import { describe, expect, test } from "vitest";
import type { ODataRecord } from "#src/sources/odata/record.js";
import { PersonalData, persoonsgegevens } from "#src/sources/tweedekamer/personal-data.js";
import { TABLE, tkTables } from "./tables.js";

const PERSON = {
  Id: "a",
  Achternaam: "Agema",
  Geboortedatum: "1976-09-16T00:00:00+02:00",
  Woonplaats: "'s-Gravenhage",
};

function minimised(record: ODataRecord, kind: string, chosen = {}): ODataRecord {
  const copy = structuredClone(record);
  tkTables(chosen).personal.minimise([copy], kind);
  return copy;
}

describe("by default", () => {
  test("of a day of birth the year is kept, and a residence that the Kamer publishes", () => {
    expect(minimised(PERSON, "persoon")).toEqual({ ...PERSON, Geboortedatum: "1976" });
  });

  test.each([
    ["1976-09-16", "1976"],
    ["1976", "1976"],
    [null, null],
    ["onbekend", null],
    [19_760_916, null],
  ])("a day of birth %s becomes %s", (given, kept) => {
    expect(minimised({ Geboortedatum: given }, "persoon")).toEqual({ Geboortedatum: kept });
  });

  test("contact details and addresses are left out, as entities and wherever they are expanded", () => {
    const { personal } = tkTables();
    expect(["persoon-adres", "persoon-contactinformatie", "persoon"].map((kind) => personal.isLeftOut(kind))).toEqual([
      true,
      true,
      false,
    ]);
    const inner = {
      ...PERSON,
      PersoonContactinformatie: [{ Waarde: "a@b.nl" }],
      PersoonAdres: [{}],
      Contactinformatie: [{}],
      Adres: [],
    };
    const expected = { ...PERSON, Geboortedatum: "1976" };
    expect(minimised(inner, "persoon")).toEqual(expected);
    expect(minimised({ Id: "z", ZaakActor: [{ Id: "y", Persoon: inner }] }, "zaak")).toEqual({
      Id: "z",
      ZaakActor: [{ Id: "y", Persoon: expected }],
    });
  });

  test("under a relation whose name says nothing, people are people too", () => {
    expect(minimised({ Indiener: [PERSON], Voorzitter: PERSON }, "zaak")).toEqual({
      Indiener: [{ ...PERSON, Geboortedatum: "1976" }],
      Voorzitter: { ...PERSON, Geboortedatum: "1976" },
    });
  });

  test("of an entity that the table does not know a day of birth is a year too", () => {
    expect(minimised({ Geboortedatum: "1976-09-16" }, "gast")).toEqual({ Geboortedatum: "1976" });
  });

  test("of other entities nothing is taken, not even a field of that name", () => {
    const record = { Id: "a", Geboortedatum: "1976-09-16", Waarde: "x", Zaak: [{ Geboortedatum: "1976-09-16" }] };
    expect(minimised(record, "commissie-contactinformatie")).toEqual(record);
  });
});

describe("by choice", () => {
  test("more is kept, or less", () => {
    const chosen = {
      "Persoon.Geboortedatum": "keep",
      "Persoon.Woonplaats": "drop",
      PersoonContactinformatie: "keep",
      PersoonGeschenk: "drop",
    };
    const read = persoonsgegevens.parse(chosen);
    expect(
      minimised(
        { ...PERSON, PersoonContactinformatie: [{ Waarde: "a@b.nl" }], PersoonGeschenk: [{}] },
        "persoon",
        read,
      ),
    ).toEqual({
      Id: "a",
      Achternaam: "Agema",
      Geboortedatum: "1976-09-16T00:00:00+02:00",
      PersoonContactinformatie: [{ Waarde: "a@b.nl" }],
    });
    expect(tkTables(read).personal.isLeftOut("persoon-geschenk")).toBe(true);
  });

  test("but addresses are never kept, and other words mean nothing", () => {
    expect(() => tkTables({ PersoonAdres: "keep" })).toThrow(
      /"PersoonAdres" cannot be chosen; there are PersoonContactinformatie/,
    );
    expect(() => tkTables({ PersoonGeschenk: "year" })).toThrow(/PersoonGeschenk: "year" is no treatment/);
    expect(() => tkTables({ "Persoon.Woonplaats": "year" })).toThrow(/Persoon.Woonplaats: "year" is no treatment/);
    expect(() => tkTables({ "Persoon.Overlijdensdatum": "year" })).not.toThrow();
    expect(persoonsgegevens.safeParse({ "Persoon.Geboortedatum": "weg" }).success).toBe(false);
    expect(persoonsgegevens.parse(undefined)).toEqual({});
  });
});

function read(text: string): PersonalData {
  return PersonalData.read(text, "persoonsgegevens.csv", TABLE);
}

test("a slip in the table is told with its line", () => {
  const head = "entity,field,treatment,note\n";
  expect(() => read("wat\n")).toThrow(/line 1 must read entity,field,treatment,note/);
  expect(() => read(`${head}Mens,,drop,`)).toThrow(/line 2, column entity: "Mens" is no entity/);
  expect(() => read(`${head}Persoon,Woonplaats,weg,`)).toThrow(
    /line 2, column treatment: Persoon.Woonplaats: "weg" is no treatment/,
  );
});
