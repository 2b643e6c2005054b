import { describe, expect, test } from "vitest";
import { recordsIn } from "#src/sources/tweedekamer/expanded.js";
import { TABLE } from "./tables.js";

type Values = Readonly<Record<string, unknown>>;

function records(set: string, record: Values): { of: string; record: Values; isExpanded: boolean }[] {
  const entity = TABLE.named(set);
  if (entity === undefined) throw new Error(`no ${set}`);
  return recordsIn(TABLE, entity, record).map(({ entity: { name }, ...rest }) => ({ of: name, ...rest }));
}

test("a record without expansions is the same object", () => {
  const record = { Id: "a", Soort: "Voor", Persoon_Id: null };
  const [only, ...others] = records("Stemming", record);
  expect(only?.record).toBe(record);
  expect(others).toEqual([]);
});

describe("what was expanded", () => {
  test("is a record of its own, and a stored relation stays as a reference", () => {
    expect(records("Besluit", { Id: "b", Zaak: [{ Id: "z", Soort: "Motie" }] })).toEqual([
      { of: "Besluit", record: { Id: "b", Zaak: [{ Id: "z" }] }, isExpanded: false },
      { of: "Zaak", record: { Id: "z", Soort: "Motie" }, isExpanded: true },
    ]);
  });

  test("is no record when it is a key alone, or has none", () => {
    expect(
      records("Besluit", { Id: "b", Zaak: [{ Id: "z" }], Stemming: [{ Fractie_Id: "f", Soort: "Voor" }] }),
    ).toEqual([{ of: "Besluit", record: { Id: "b", Zaak: [{ Id: "z" }], Stemming: undefined }, isExpanded: false }]);
  });

  test("gets the key of the record it hangs on, where it lacks it", () => {
    const [own, stemming, other] = records("Besluit", {
      Id: "b",
      Stemming: [
        { Id: "s", Soort: "Voor" },
        { Id: "t", Soort: "Tegen", Besluit_Id: "elders" },
      ],
    });
    expect(own?.record["Stemming"]).toBeUndefined();
    expect(stemming?.record).toEqual({ Id: "s", Soort: "Voor", Besluit_Id: "b" });
    expect(other?.record).toEqual({ Id: "t", Soort: "Tegen", Besluit_Id: "elders" });
  });

  test("gets the relation to it, where that is stored on its own side", () => {
    expect(records("Activiteit", { Id: "a", ParlementairDocument: [{ Id: "d", Titel: "Brief" }] })[1]).toEqual({
      of: "Document",
      record: { Id: "d", Titel: "Brief", Activiteit: [{ Id: "a" }] },
      isExpanded: true,
    });
  });

  test("as one record gives its key and what it refers to", () => {
    expect(
      records("CommissieVastPersoon", {
        Id: "l",
        Functie: "Lid",
        CommissieZetel: { Id: "c", Gewicht: 1, Commissie_Id: "o", Commissie: { Id: "o", Afkorting: "FIN" } },
      }),
    ).toEqual([
      {
        of: "CommissieZetelVastPersoon",
        record: {
          Id: "l",
          Functie: "Lid",
          CommissieZetel: undefined,
          CommissieZetel_Id: "c",
          "CommissieZetel/Commissie_Id": "o",
        },
        isExpanded: false,
      },
      {
        of: "CommissieZetel",
        record: { Id: "c", Gewicht: 1, Commissie_Id: "o", Commissie: undefined },
        isExpanded: true,
      },
      { of: "Commissie", record: { Id: "o", Afkorting: "FIN" }, isExpanded: true },
    ]);
  });

  test("as one record gives what that expands in turn, where it has no key of it", () => {
    const seat = { Id: "c", Commissie: { Id: "o", Afkorting: "FIN" } };
    expect(records("CommissieVastPersoon", { Id: "l", CommissieZetel: seat })[0]?.record).toEqual({
      Id: "l",
      CommissieZetel_Id: "c",
      "CommissieZetel/Commissie_Id": "o",
    });
  });

  test("under the name of a part that someone plays says which part", () => {
    const [, deelnemer] = records("Activiteit", { Id: "a", Deelnemer: [{ Id: "x", ActorNaam: "Een lid" }] });
    expect(deelnemer).toEqual({
      of: "ActiviteitActor",
      record: { Id: "x", ActorNaam: "Een lid", Activiteit_Id: "a", Relatie: "Deelnemer" },
      isExpanded: true,
    });
  });

  test("under the name of a column is told from it by what it is", () => {
    expect(records("Persoon", { Id: "p", Functie: "Tweede Kamerlid" })).toHaveLength(1);
    expect(records("Persoon", { Id: "p", Functie: [{ Id: "f", Omschrijving: "Lid" }] })[1]).toMatchObject({
      of: "PersoonFunctie",
      record: { Id: "f", Omschrijving: "Lid" },
    });
  });

  test("without an id of its own stays a part of the record", () => {
    const toezegging = { Id: "t", ToegezegdAan: [{ Persoon_Id: "p" }] };
    expect(records("Toezegging", toezegging)).toEqual([{ of: "Toezegging", record: toezegging, isExpanded: false }]);
  });

  test("is null when it was expanded and is not there", () => {
    expect(records("Stemming", { Id: "s", Persoon: null, Persoon_Id: null })).toHaveLength(1);
  });

  test("in itself a hundred deep is followed a few levels, and no further", () => {
    let zaak: Values = { Id: "0", Soort: "Motie" };
    for (let n = 1; n <= 100; n += 1) zaak = { Id: String(n), Soort: "Motie", GerelateerdNaar: [zaak] };
    expect(records("Zaak", zaak).map(({ record }) => record["Id"])).toEqual([
      "100",
      "99",
      "98",
      "97",
      "96",
      "95",
      "94",
      "93",
      "92",
    ]);
  });
});
