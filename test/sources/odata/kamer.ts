/** A small Kamer in tables, under the names of either version: facts of the form, not of the Kamer. */
import type { Version } from "./server-filter.js";
import type { EdmType, Relation, Row, Table, Tables } from "./tables.js";

const COMMON = {
  GewijzigdOp: "Edm.DateTimeOffset",
  ApiGewijzigdOp: "Edm.DateTimeOffset",
  Verwijderd: "Edm.Boolean",
} as const satisfies Record<string, EdmType>;

/** A guid that tells what it is of. */
export function guid(kind: number, number: number): string {
  const [a, b] = [kind.toString(16).padStart(2, "0"), number.toString(16).padStart(8, "0")];
  // Not in the order of numbers, as guids are not.
  const mixed = (Math.imul(number + kind, 0x9e3779b1) >>> 0).toString(16).padStart(8, "0");
  return `${mixed}-${a}00-4000-8000-0000${b}`;
}

/** Moments as the service has them: nine a second, with zero to seven decimals, so that several share one. */
export function momentAt(step: number): string {
  const second = new Date(Date.UTC(2023, 11, 1) + Math.trunc(step / 9) * 1000).toISOString().slice(0, 19);
  const fractions = ["", ".1", ".12", ".12", ".123", ".1234567", ".1234567", ".1234568", ".9"];
  return `${second}${fractions[step % 9]}Z`;
}

export function common(step: number): Row {
  return { GewijzigdOp: "2023-12-01T15:59:58+01:00", ApiGewijzigdOp: momentAt(step), Verwijderd: false };
}

/** A relation that leads nowhere here. */
function none(to: string, isMany: boolean): Relation {
  return { to, isMany, of: () => [] };
}

/** Tables of persons, parties with seats, activities, cases, documents, meetings and reports. */
export function kamer(version: Version, size = 130): Tables {
  const rows: Record<string, Row[]> = {};
  const table = (
    set: string,
    columns: Record<string, EdmType>,
    relations: Readonly<Record<string, Relation>> = {},
    more: Partial<Table> = {},
  ): Table => ({ columns: { Id: "Edm.Guid", ...columns, ...COMMON }, relations, rows: (rows[set] ??= []), ...more });
  const one = (to: string, foreignKey: string): Relation => ({
    to,
    isMany: false,
    foreignKey,
    of: (row) => (rows[to] ?? []).filter((other) => other["Id"] === row[foreignKey]),
  });
  const many = (to: string, foreignKey: string): Relation => ({
    to,
    isMany: true,
    of: (row) => (rows[to] ?? []).filter((other) => other[foreignKey] === row["Id"]),
  });
  const isV3 = version === "v3";
  const begin = isV3 ? "Begin" : "Aanvangstijd";
  const [document, seat] = isV3 ? ["ParlementairDocument", "FractieLid"] : ["Document", "FractieZetelPersoon"];
  const text: EdmType = "Edm.String";
  const moment: EdmType = "Edm.DateTimeOffset";
  /** m:n: a case is of every fifth document, which can be more than a page. */
  const documentsOf: Relation = {
    to: document,
    isMany: true,
    of: (row) => (rows[document] ?? []).filter((_, i) => i % 5 === Number(row["Volgnummer"]) % 5),
  };
  const all = (to: string): Relation => ({ to, isMany: true, of: () => (rows[to] ?? []).slice(0, 3) });
  const member = isV3 ? "CommissieVastPersoon" : "CommissieZetelVastPersoon";
  const tables: Record<string, Table> = {
    Persoon: table(
      "Persoon",
      {
        Nummer: "Edm.Int32",
        Achternaam: text,
        Roepnaam: text,
        ...(isV3 ? {} : { Functie: text }),
        Geboortedatum: moment,
        Woonplaats: text,
        ContentLength: "Edm.Int64",
      },
      {
        [isV3 ? "Fractielid" : seat]: many(seat, "Persoon_Id"),
        [isV3 ? "Contactinformatie" : "PersoonContactinformatie"]: many("PersoonContactinformatie", "Persoon_Id"),
        [member]: many(member, "Persoon_Id"),
        ...(isV3 ? { Afbeelding: none("Bestand", false), Functie: none("PersoonFunctie", true) } : {}),
      },
    ),
    PersoonContactinformatie: table("PersoonContactinformatie", { Soort: text, Waarde: text, Persoon_Id: "Edm.Guid" }),
    Fractie: table("Fractie", { Afkorting: text, NaamNL: text, AantalStemmen: "Edm.Int64" }),
    [seat]: table(
      seat,
      { Persoon_Id: "Edm.Guid", [isV3 ? "Fractie_Id" : "FractieZetel_Id"]: "Edm.Guid", TotEnMet: moment },
      {
        Persoon: one("Persoon", "Persoon_Id"),
        ...(isV3
          ? { Fractie: one("Fractie", "Fractie_Id") }
          : { FractieZetel: one("FractieZetel", "FractieZetel_Id") }),
      },
    ),
    Commissie: table("Commissie", { Afkorting: text, NaamNL: text }),
    CommissieZetel: table(
      "CommissieZetel",
      { Commissie_Id: "Edm.Guid", Gewicht: "Edm.Int32" },
      { Commissie: one("Commissie", "Commissie_Id") },
    ),
    [member]: table(
      member,
      { CommissieZetel_Id: "Edm.Guid", Persoon_Id: "Edm.Guid", TotEnMet: moment },
      { CommissieZetel: one("CommissieZetel", "CommissieZetel_Id"), Persoon: one("Persoon", "Persoon_Id") },
    ),
    Zaak: table(
      "Zaak",
      {
        Nummer: text,
        Soort: text,
        Onderwerp: text,
        Vergaderjaar: text,
        Volgnummer: "Edm.Int32",
        Bedrag: "Edm.Decimal",
      },
      { [document]: documentsOf, ZaakActor: many("ZaakActor", "Zaak_Id") },
    ),
    ZaakActor: table(
      "ZaakActor",
      { Zaak_Id: "Edm.Guid", Persoon_Id: "Edm.Guid", Relatie: text },
      { Zaak: one("Zaak", "Zaak_Id"), Persoon: one("Persoon", "Persoon_Id") },
    ),
    [document]: table(
      document,
      {
        Soort: text,
        Onderwerp: text,
        Datum: moment,
        Vergaderjaar: text,
        ContentLength: "Edm.Int64",
        Volgnummer: "Edm.Int32",
      },
      {
        Zaak: {
          to: "Zaak",
          isMany: true,
          of: (row) => (rows["Zaak"] ?? []).filter((_, i) => i % 2 === Number(row["Volgnummer"]) % 2),
        },
        Activiteit: { to: "Activiteit", isMany: true, of: () => (rows["Activiteit"] ?? []).slice(0, 2) },
        Agendapunt: none("Agendapunt", true),
      },
    ),
    Activiteit: table(
      "Activiteit",
      { Nummer: text, Soort: text, Onderwerp: text, Vergaderjaar: text, [begin]: moment },
      {
        Agendapunt: many("Agendapunt", "Activiteit_Id"),
        Zaak: all("Zaak"),
        [document]: all(document),
        Voortouwcommissie: { to: "Commissie", isMany: false, of: () => (rows["Commissie"] ?? []).slice(0, 1) },
        ...(isV3
          ? {
              Vergadering: none("Vergadering", false),
              VoortzettingDoor: none("Activiteit", true),
              VoortzettingVan: none("Activiteit", true),
              VervangingVan: none("Activiteit", true),
              Afgemeld: none("ActiviteitActor", true),
              Bewindspersoon: none("ActiviteitActor", true),
              Deelnemer: many("ActiviteitActor", "Activiteit_Id"),
              Interpellant: none("ActiviteitActor", true),
              Initiatiefnemer: none("ActiviteitActor", true),
            }
          : {
              VoortgezetIn: none("Activiteit", true),
              VoortgezetVanuit: none("Activiteit", true),
              VervangenVanuit: none("Activiteit", true),
              ActiviteitActor: many("ActiviteitActor", "Activiteit_Id"),
            }),
      },
    ),
    ActiviteitActor: table(
      "ActiviteitActor",
      { Activiteit_Id: "Edm.Guid", ActorNaam: text, Relatie: text },
      { Activiteit: one("Activiteit", "Activiteit_Id") },
    ),
    Agendapunt: table(
      "Agendapunt",
      { Onderwerp: text, Activiteit_Id: "Edm.Guid" },
      { Activiteit: one("Activiteit", "Activiteit_Id") },
    ),
    Vergadering: table(
      "Vergadering",
      { Titel: text, Vergaderjaar: text, [begin]: moment },
      { Verslag: many("Verslag", "Vergadering_Id") },
    ),
    Verslag: table(
      "Verslag",
      { Soort: text, ContentLength: "Edm.Int64", Vergadering_Id: "Edm.Guid" },
      { Vergadering: one("Vergadering", "Vergadering_Id") },
      { hasFile: true },
    ),
  };
  if (isV3) {
    tables["Bestand"] = table("Bestand", { Naam: text });
    tables["PersoonFunctie"] = table("PersoonFunctie", { Omschrijving: text });
    tables["PersoonAdres"] = table("PersoonAdres", { Straat: text });
  }
  if (!isV3) {
    tables["FractieZetel"] = table(
      "FractieZetel",
      { Fractie_Id: "Edm.Guid", Gewicht: "Edm.Int32" },
      { Fractie: one("Fractie", "Fractie_Id"), FractieZetelPersoon: many("FractieZetelPersoon", "FractieZetel_Id") },
    );
  }
  fill(rows, size, version, { document, seat, member, begin });
  return tables;
}

function fill(
  rows: Record<string, Row[]>,
  size: number,
  version: Version,
  { document, seat, member, begin }: { document: string; seat: string; member: string; begin: string },
): void {
  const put = (set: string, kind: number, number: number, row: Row): void => {
    (rows[set] ??= []).push({ Id: guid(kind, number), ...row, ...common(number) });
  };
  for (let i = 0; i < 3; i++) {
    put("Fractie", 1, i, {
      Afkorting: ["VVD", "D66", "O'H"][i] ?? "",
      NaamNL: `Partij ${i}`,
      AantalStemmen: 300_000 + i,
    });
    if (version === "v4") put("FractieZetel", 2, i, { Fractie_Id: guid(1, i), Gewicht: i });
  }
  ["FIN", "OCW"].forEach((afkorting, i) => {
    put("Commissie", 12, i, { Afkorting: afkorting, NaamNL: `Commissie ${afkorting}` });
    put("CommissieZetel", 13, i, { Commissie_Id: guid(12, i), Gewicht: i });
  });
  for (let i = 0; i < size; i++) {
    put("Persoon", 3, i, {
      Nummer: i,
      Achternaam: `${String.fromCodePoint(65 + (i % 26))}-achternaam "${i}" <&>`,
      Roepnaam: null,
      ...(version === "v3" ? {} : { Functie: "Tweede Kamerlid" }),
      Geboortedatum: "1976-09-16T00:00:00+02:00",
      Woonplaats: "'s-Gravenhage",
      ContentLength: 456_668 + i,
    });
    put("PersoonContactinformatie", 4, i, { Soort: "E-mail", Waarde: `lid${i}@example.nl`, Persoon_Id: guid(3, i) });
    put(seat, 5, i, {
      Persoon_Id: guid(3, i),
      [version === "v3" ? "Fractie_Id" : "FractieZetel_Id"]: guid(version === "v3" ? 1 : 2, i % 3),
      TotEnMet: i % 4 === 0 ? "2019-02-19T00:00:00+01:00" : null,
    });
    put(member, 14, i, {
      CommissieZetel_Id: guid(13, i % 2),
      Persoon_Id: guid(3, i),
      TotEnMet: i % 3 === 0 ? "2019-02-19T00:00:00+01:00" : null,
    });
    put("ZaakActor", 15, i, { Zaak_Id: guid(6, i), Persoon_Id: guid(3, i), Relatie: "Indiener" });
    put("ActiviteitActor", 16, i, { Activiteit_Id: guid(8, i), ActorNaam: `Actor ${i}`, Relatie: "Deelnemer" });
    const year = ["2015-2016", "2016-2017", "2017-2018"][i % 3] ?? "";
    const day = `2017-0${1 + (i % 9)}-1${i % 10}T1${i % 10}:15:00+02:00`;
    put("Zaak", 6, i, {
      Nummer: `2025Z${i}`,
      Soort: i % 2 === 0 ? "Motie" : "Amendement",
      Onderwerp: `Over de ${i % 5 === 0 ? "beveiliging" : "zorg"} nr ${i}`,
      Vergaderjaar: year,
      Volgnummer: i,
      Bedrag: `${i}.50`,
    });
    put(document, 7, i, {
      Soort: i % 2 === 0 ? "Motie" : "Brief",
      Onderwerp: `Over de ${i % 5 === 0 ? "beveiliging" : "zorg"} nr ${i}`,
      Datum: day,
      Vergaderjaar: year,
      ContentLength: i,
      Volgnummer: i,
    });
    put("Activiteit", 8, i, {
      Nummer: `2017A${i}`,
      Soort: "Debat",
      Onderwerp: `Debat ${i}`,
      Vergaderjaar: year,
      [begin]: day,
    });
    put("Agendapunt", 9, i, {
      Onderwerp: `Punt ${i}`,
      Activiteit_Id: i % 10 === 0 ? null : guid(8, Math.trunc(i / 70)),
    });
    put("Vergadering", 10, i, { Titel: `Vergadering ${i}`, Vergaderjaar: year, [begin]: day });
    put("Verslag", 11, i, { Soort: "Voorpublicatie", ContentLength: 8614, Vergadering_Id: guid(10, i) });
  }
}
