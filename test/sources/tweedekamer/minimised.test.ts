import { describe, expect, test } from "vitest";
import { minimised } from "#src/sources/tweedekamer/minimised.js";
import { TABLE } from "./table.js";

function kept(set: string, record: Readonly<Record<string, unknown>>): unknown {
  const entity = TABLE.named(set);
  if (entity === undefined) throw new Error(`no ${set}`);
  return minimised(TABLE, entity, record);
}

describe("personal data (MODEL §5 R9)", () => {
  test("of birth are reduced to the year", () => {
    const person = { Id: "p", Geboortedatum: "1976-09-16T00:00:00+02:00", Woonplaats: "Utrecht" };
    expect(kept("Persoon", person)).toEqual({ Id: "p", Geboortedatum: "1976", Woonplaats: "Utrecht" });
    expect(kept("Persoon", { Id: "p", Geboortedatum: "16 september 1976" })).toEqual({ Id: "p", Geboortedatum: null });
    expect(kept("Persoon", { Id: "p", Geboortedatum: null })).toEqual({ Id: "p", Geboortedatum: null });
  });

  test.each(["PersoonContactinformatie", "PersoonAdres"])("of %s are not kept at all", (set) => {
    expect(kept(set, { Id: "c", Waarde: "voorbeeld" })).toBeUndefined();
  });

  test("are minimised inside other records too, however deep", () => {
    const seat = {
      Id: "z",
      Persoon: { Id: "p", Geboortedatum: "1976-09-16", Contactinformatie: [{ Id: "c", Waarde: "voorbeeld" }] },
    };
    expect(kept("FractieZetelPersoon", seat)).toEqual({
      Id: "z",
      Persoon: { Id: "p", Geboortedatum: "1976", Contactinformatie: [] },
    });
    const list = { Id: "f", FractieZetel: [{ Id: "z", FractieZetelPersoon: [seat] }] };
    expect(JSON.stringify(kept("Fractie", list))).not.toMatch(/1976-|voorbeeld/);
  });

  test("leave a record alone that has none of them", () => {
    const besluit = { Id: "b", Zaak: [{ Id: "z" }], Stemming: [], Agendapunt: null };
    expect(kept("Besluit", besluit)).toBe(besluit);
  });
});
