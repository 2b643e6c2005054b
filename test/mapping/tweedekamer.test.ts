import { readFileSync } from "node:fs";
import { Parser } from "n3";
import { describe, expect, test } from "vitest";
import { BASE_TOKEN, withBase } from "#src/rdf/base.js";
import { plainQuad, quadToLine } from "#src/rdf/nquads.js";
import { prefixesFor } from "#src/rdf/prefixes.js";
import { recordsIn } from "#src/sources/tweedekamer/expanded.js";
import { shared, sharedIsMissing } from "../shared.js";
import { BASE, type Options, published, ROOT, type Row, TABLE } from "./tweedekamer.js";

const PREFIXES = Object.entries(prefixesFor(BASE_TOKEN)).map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`);

/** Turtle, in which `</tk/…>` and `</id/…>` stand for IRIs of ours, as sorted statements without full stop. */
function turtle(text: string): string[] {
  const whole = withBase(PREFIXES.join("") + text, BASE)
    .replaceAll("</tk/", `<${BASE}/id/tk/`)
    .replaceAll("</id/", `<${BASE}/id/`);
  return new Parser()
    .parse(whole)
    .map((q) => quadToLine(plainQuad(q)).replace(/ \.\n$/, ""))
    .sort();
}

const id = (n: number): string => `f1c71e00-0000-4000-8000-${String(n).padStart(12, "0")}`;

/** What is said of one thing, its type, key and status left out. */
async function said(set: string, row: Row, options?: Options): Promise<string[]> {
  const { statements, findings } = await published(set, [{ Id: id(1), ...row }], options);
  expect(findings.filter(({ severity }) => severity !== "Info")).toEqual([]);
  return statements.filter(
    (line) =>
      line.startsWith(`<${BASE}/id/tk/${TABLE.named(set)?.kind}/${id(1)}> `) &&
      !/(?:#type|identifier|#recordstatus)> /.test(line),
  );
}

describe("a record", () => {
  test("has its class, key, times and status", async () => {
    const { statements } = await published("Zaal", [
      {
        Id: id(1).toUpperCase(),
        Naam: "Fictieve zaal",
        SysCode: 7,
        GewijzigdOp: "2025-12-17T13:18:36.047+01:00",
        ApiGewijzigdOp: "2025-12-17T12:18:38.5061710Z",
        Verwijderd: false,
      },
    ]);
    expect(statements).toEqual(
      turtle(`</tk/zaal/${id(1)}> a tk:Zaal ; dct:identifier "${id(1)}" ;
        dct:modified "2025-12-17T13:18:36.047+01:00"^^xsd:dateTime ;
        lds:apiGewijzigdOp "2025-12-17T12:18:38.506171Z"^^xsd:dateTime ;
        lds:recordstatus lds:actief ; tk:naam "Fictieve zaal" ; schema:name "Fictieve zaal" ; tk:sysCode 7 .`),
    );
  });

  test("with nothing but its key is a placeholder", async () => {
    const expected = turtle(
      `</tk/zaak/${id(1)}> a tk:Zaak ; dct:identifier "${id(1)}" ; lds:recordstatus lds:plaatshouder .`,
    );
    expect((await published("Zaak", [{ Id: id(1) }])).statements).toEqual(expected);
    const blank = { Id: id(1), Verwijderd: false, Titel: null, Soort: "", Kamerstukdossier: [] };
    expect((await published("Zaak", [blank])).statements).toEqual(expected);
  });

  test("that is deleted makes no statements: it gets a tombstone", async () => {
    const { records, findings } = await published("Zaak", [{ Id: id(1), Titel: "Weg", Verwijderd: true }]);
    expect([records, findings]).toEqual([[], []]);
  });

  test("without a key is lost, and says so", async () => {
    const { records, findings } = await published("Zaak", [{ Id: "geen-guid", Titel: "Zonder sleutel" }]);
    expect(records).toEqual([]);
    expect(findings).toMatchObject([{ field: "id", kind: "ongeldig", severity: "Violation" }]);
  });
});

describe("times keep their meaning", () => {
  test("a local midnight stays that day", async () => {
    expect(
      await said("FractieZetelPersoon", { Van: "2012-09-20T00:00:00+02:00", TotEnMet: "2019-02-19T00:00:00+01:00" }),
    ).toEqual(
      turtle(
        `</tk/fractie-zetel-persoon/${id(1)}> tk:van "2012-09-20"^^xsd:date ; tk:totEnMet "2019-02-19"^^xsd:date .`,
      ),
    );
    expect(await said("Zaak", { GestartOp: "2024-12-16T00:00:00+01:00" })).toEqual(
      turtle(`</tk/zaak/${id(1)}> tk:gestartOp "2024-12-16T00:00:00+01:00"^^xsd:dateTime .`),
    );
  });

  test("version 1.0 has no zone and means Dutch time, and calls them Begin and Einde", async () => {
    expect(await said("Activiteit", { Begin: "2017-05-24T10:00:00", Einde: "2017-12-24T12:30:00" })).toEqual(
      turtle(`</tk/activiteit/${id(1)}> tk:aanvangstijd "2017-05-24T10:00:00+02:00"^^xsd:dateTime ;
        schema:startDate "2017-05-24T10:00:00+02:00"^^xsd:dateTime ;
        tk:eindtijd "2017-12-24T12:30:00+01:00"^^xsd:dateTime ; schema:endDate "2017-12-24T12:30:00+01:00"^^xsd:dateTime .`),
    );
  });

  test("a day without a time is its first moment, as the service writes days elsewhere", async () => {
    expect(await said("Document", { Datum: "2024-04-01" })).toEqual(
      turtle(`</tk/document/${id(1)}> tk:datum "2024-04-01T00:00:00+02:00"^^xsd:dateTime ;
        dct:issued "2024-04-01T00:00:00+02:00"^^xsd:dateTime .`),
    );
  });

  test("a period in words stays words", async () => {
    expect(await said("PersoonReis", { Van: "mei 2016", TotEnMet: "2017" })).toEqual(
      turtle(`</tk/persoon-reis/${id(1)}> tk:van "mei 2016" ; tk:totEnMet "2017" .`),
    );
  });
});

describe("a person", () => {
  const person = {
    Roepnaam: "Ada",
    Tussenvoegsel: "van den",
    Achternaam: "Fictie",
    Titels: "Dr.",
    Geboortedatum: "1976-09-16T00:00:00+02:00",
    Overlijdensdatum: "2020-02-03",
  };
  const names = `</tk/persoon/${id(1)}> tk:roepnaam "Ada" ; tk:tussenvoegsel "van den" ; tk:achternaam "Fictie" ;
    tk:titels "Dr." ; foaf:givenName "Ada" ; foaf:familyName "van den Fictie" ; foaf:name "Ada van den Fictie" ;
    schema:honorificPrefix "Dr." ; tk:geboortejaar "1976"^^xsd:gYear ; tk:overlijdensdatum "2020-02-03"^^xsd:date .`;

  test("has names, and of a birth the year alone", async () => {
    expect(await said("Persoon", person)).toEqual(turtle(names));
    expect(await said("Persoon", { ...person, Geboortedatum: "1976" })).toEqual(turtle(names));
  });

  test("has a year of death where the service is set to keep no more of it", async () => {
    expect(await said("Persoon", { Overlijdensdatum: "2020" })).toEqual(
      turtle(`</tk/persoon/${id(1)}> tk:overlijdensjaar "2020"^^xsd:gYear .`),
    );
  });

  test("has the whole date of birth where the service is set to publish it", async () => {
    const more = `</tk/persoon/${id(1)}> tk:geboortedatum "1976-09-16"^^xsd:date .`;
    expect(await said("Persoon", person, { context: { "_request.PERSOONSGEGEVENS": "volledig" } })).toEqual(
      [...turtle(names), ...turtle(more)].sort(),
    );
  });

  test("who is called by nothing else is called by initials", async () => {
    const { records } = await published("Persoon", [{ Id: id(1), Initialen: "A.B.", Achternaam: "Fictie" }]);
    expect(records[0]).toMatchObject({ volledige_naam: "A.B. Fictie" });
  });

  test("has a picture, with its kind and size", async () => {
    const { statements } = await published("Persoon", [
      { Id: id(1), ContentType: "image/jpeg", ContentLength: 456668 },
    ]);
    const address = `<${ROOT}/Persoon(${id(1)})/resource>`;
    const about = `</tk/persoon/${id(1)}> tk:resource ${address} ; schema:image ${address} .
      ${address} dcat:mediaType <https://www.iana.org/assignments/media-types/image/jpeg> ;
        dcat:byteSize "456668"^^xsd:nonNegativeInteger .`;
    expect(statements).toEqual(expect.arrayContaining(turtle(about)));
  });
});

describe("a vote", () => {
  const vote = { Besluit_Id: id(2), Fractie_Id: id(3), FractieGrootte: 20, Vergissing: false };

  test("of a parliamentary group weighs as many seats as it has", async () => {
    expect(await said("Stemming", { ...vote, Soort: "Voor", Persoon_Id: null })).toEqual(
      turtle(`</tk/stemming/${id(1)}> tk:besluit </tk/besluit/${id(2)}> ; opengov:voteEvent </tk/besluit/${id(2)}> ;
        tk:fractie </tk/fractie/${id(3)}> ; opengov:politicalGroup </tk/fractie/${id(3)}> ;
        tk:soort "Voor" ; tk:soortBegrip </id/begrip/tk-stemming-soort/voor> ; opengov:voteOption opengov:VoteOptionYes ;
        tk:fractieGrootte 20 ; opengov:weight 20 ; tk:vergissing false ; schema:name "Voor" .`),
    );
  });

  test("of a member weighs nothing of its own", async () => {
    const lines = await said("Stemming", { ...vote, Soort: "Niet deelgenomen", Persoon_Id: id(4) });
    const of = `</tk/stemming/${id(1)}>`;
    expect(lines).toEqual(
      expect.arrayContaining(
        turtle(`${of} tk:persoon </tk/persoon/${id(4)}> ; schema:agent </tk/persoon/${id(4)}> ; tk:fractieGrootte 20 ;
          opengov:voteOption opengov:VoteOptionNotVoting .`),
      ),
    );
    expect(lines.join("\n")).not.toContain("opengov#weight");
  });

  test("of a kind that nobody knows keeps its text, and is told", async () => {
    const { findings, statements } = await published("Stemming", [{ Id: id(1), Soort: "Onthouden" }]);
    expect(findings).toMatchObject([
      { field: "stemoptie", value: "Onthouden", reason: "staat niet in de lijst stemopties" },
    ]);
    expect(statements).toEqual(
      expect.arrayContaining(
        turtle(`</tk/stemming/${id(1)}> tk:soort "Onthouden" .
        </id/begrip/tk-stemming-soort/onthouden> a skos:Concept ; skos:prefLabel "Onthouden"@nl .`),
      ),
    );
  });
});

describe("a decision", () => {
  test.each([
    ["Met handopsteken", true],
    ["Hoofdelijk", true],
    ["Zonder stemming", false],
    [null, false],
  ])("that was taken %s is a vote event: %s", async (StemmingsSoort, isEvent) => {
    const { statements } = await published("Besluit", [{ Id: id(1), StemmingsSoort }]);
    const event = turtle(`</tk/besluit/${id(1)}> a opengov:VoteEvent .`);
    expect(statements.filter((line) => event.includes(line))).toEqual(isEvent ? event : []);
  });
});

async function typesOf(Soort: string): Promise<string[]> {
  const { statements } = await published("Zaak", [{ Id: id(1), Soort }]);
  return statements.filter((line) => line.startsWith(`<${BASE}/id/tk/`) && line.includes("#type> "));
}

async function namesOf(row: Row): Promise<string[]> {
  return (await said("Zaak", row)).filter((line) => line.includes("schema.org/name"));
}

function named(name: string): string[] {
  return turtle(`</tk/zaak/${id(1)}> schema:name "${name}" .`);
}

describe("a case", () => {
  test.each([
    ["Motie", "tk:Motie"],
    ["Amendement", "tk:Amendement"],
    ["Wetgeving", "elidl:DraftLegislationWork"],
    ["Initiatiefwetgeving", "elidl:DraftLegislationWork"],
  ])("of the kind %s is a %s too", async (soort, type) => {
    expect(await typesOf(soort)).toEqual(turtle(`</tk/zaak/${id(1)}> a tk:Zaak, ${type} .`));
  });

  test("of another kind is a case, and no finding", async () => {
    expect(await typesOf("Brief regering")).toEqual(turtle(`</tk/zaak/${id(1)}> a tk:Zaak .`));
  });

  test("is called by its title, else by its subject", async () => {
    expect(await namesOf({ Titel: "Europese Raad", Onderwerp: "Motie over iets" })).toEqual(named("Europese Raad"));
    expect(await namesOf({ Titel: null, Onderwerp: "Motie over iets" })).toEqual(named("Motie over iets"));
  });

  test("has its parliamentary year as text and as a thing", async () => {
    expect(await said("Zaak", { Vergaderjaar: "2025-2026" })).toEqual(
      turtle(`</tk/zaak/${id(1)}> tk:vergaderjaar "2025-2026" ; tk:vergaderjaarRef </id/vergaderjaar/2025-2026> .`),
    );
    expect(await said("Zaak", { Vergaderjaar: "onbekend" })).toEqual(
      turtle(`</tk/zaak/${id(1)}> tk:vergaderjaar "onbekend" .`),
    );
  });

  test("has the relations that are stored with it, and not those of the other side", async () => {
    const row = {
      Kamerstukdossier: [{ Id: id(2) }],
      GerelateerdNaar: [{ Id: id(3) }, { Id: id(4) }],
      VervangenVanuit: [{ Id: id(5) }],
      GerelateerdVanuit: [{ Id: id(6) }],
      VervangenDoor: [{ Id: id(7) }],
      Besluit: [{ Id: id(8) }],
    };
    expect(await said("Zaak", row)).toEqual(
      turtle(`</tk/zaak/${id(1)}> tk:kamerstukdossier </tk/kamerstukdossier/${id(2)}> ;
        tk:gerelateerdeZaak </tk/zaak/${id(3)}>, </tk/zaak/${id(4)}> ; tk:vervangtZaak </tk/zaak/${id(5)}> .`),
    );
  });
});

test("a document is named by its title and about its subject, and is an appendix of its source", async () => {
  const row = { Titel: "Brief", Onderwerp: "Iets", Datum: "2025-12-16T00:00:00+01:00", BronDocument: [{ Id: id(2) }] };
  expect(await said("ParlementairDocument", row)).toEqual(
    turtle(`</tk/document/${id(1)}> tk:titel "Brief" ; dct:title "Brief" ; tk:onderwerp "Iets" ; schema:about "Iets" ;
      tk:datum "2025-12-16T00:00:00+01:00"^^xsd:dateTime ; dct:issued "2025-12-16T00:00:00+01:00"^^xsd:dateTime ;
      tk:brondocument </tk/document/${id(2)}> ; tk:bijlageBij </tk/document/${id(2)}> .`),
  );
});

describe("a parliamentary group", () => {
  test("has names in two languages, and its party across its periods", async () => {
    const row = {
      Afkorting: "FPN",
      NaamNL: "Fictieve Partij Noord",
      NaamEN: "Fictional Party North",
      AantalZetels: 20,
    };
    expect(await said("Fractie", row)).toEqual(
      turtle(`</tk/fractie/${id(1)}> tk:afkorting "FPN" ; skos:altLabel "FPN" ; tk:partij </id/begrip/partij/fpn> ;
        tk:naam "Fictieve Partij Noord"@nl, "Fictional Party North"@en ;
        skos:prefLabel "Fictieve Partij Noord"@nl, "Fictional Party North"@en ; tk:aantalZetels 20 .`),
    );
  });

  test("is what the holder of its seat is a member of, whichever version tells so", async () => {
    const member = { Persoon_Id: id(2), Functie: "Lid" };
    const known = `</tk/fractie-zetel-persoon/${id(1)}> tk:persoon </tk/persoon/${id(2)}> ; org:member </tk/persoon/${id(2)}> ;
      tk:functie "Lid" ; tk:functieBegrip </id/begrip/tk-fractie-zetel-persoon-functie/lid> ;
      org:role </id/begrip/tk-fractie-zetel-persoon-functie/lid> ; org:organization </tk/fractie/${id(4)}>`;
    const entity = TABLE.named("FractieZetelPersoon");
    if (entity === undefined) throw new Error("no FractieZetelPersoon");
    const given = { ...member, FractieZetel_Id: id(3), FractieZetel: { Id: id(3), Fractie_Id: id(4) } };
    const [own] = recordsIn(TABLE, entity, given);
    expect(await said("FractieZetelPersoon", own?.record ?? {})).toEqual(
      turtle(`${known} ; tk:fractieZetel </tk/fractie-zetel/${id(3)}> .`),
    );
    expect(await said("FractieLid", { ...member, Fractie_Id: id(4) })).toEqual(
      turtle(`${known} ; tk:fractie </tk/fractie/${id(4)}> .`),
    );
  });
});

test("whom a commitment was made to belongs to the commitment", async () => {
  const row = {
    Id: id(1),
    Tekst: "Iets.",
    ToegezegdAan: [{ Persoon_Id: id(2), Fractie_Id: id(3) }, { Fractie_Id: id(4) }],
  };
  const { statements, findings } = await published("Toezegging", [row]);
  expect(findings).toEqual([]);
  const of = `${BASE}/id/tk/toezegging/${id(1)}`;
  expect(statements.filter((line) => line.includes("toegezegd"))).toEqual(
    turtle(`<${of}> tk:toegezegdAan <${of}#toegezegd-aan-${id(2)}>, <${of}#toegezegd-aan-${id(4)}> .
      <${of}#toegezegd-aan-${id(2)}> a tk:ToegezegdAan ; tk:toezegging <${of}> ; tk:persoon </tk/persoon/${id(2)}> ;
        tk:fractie </tk/fractie/${id(3)}> .
      <${of}#toegezegd-aan-${id(4)}> a tk:ToegezegdAan ; tk:toezegging <${of}> ; tk:fractie </tk/fractie/${id(4)}> .`),
  );
  const alone = await published("ToegezegdAan", [{ Toezegging_Id: id(1), Persoon_Id: id(2), Fractie_Id: id(3) }]);
  expect(alone.statements).toEqual(statements.filter((line) => line.startsWith(`<${of}#toegezegd-aan-${id(2)}> `)));
});

async function nameOf(set: string, row: Row): Promise<string> {
  return (await said(set, row)).filter((line) => /schema\.org\/name>|core#prefLabel>/.test(line)).join("\n");
}

describe("a name says what a record is about", () => {
  test("of a decision: its text, else its kind", async () => {
    const row = { BesluitSoort: "Stemmen - aangenomen", BesluitTekst: "Aangenomen." };
    expect(await nameOf("Besluit", row)).toContain('name> "Aangenomen."');
    expect(await nameOf("Besluit", { ...row, BesluitTekst: null })).toContain('name> "Stemmen - aangenomen"');
  });

  test("of a vote: who cast it, and which it is", async () => {
    const row = { ActorNaam: "Fictie, A.B.", ActorFractie: "FF", Soort: "Tegen" };
    expect(await nameOf("Stemming", row)).toContain('name> "Fictie, A.B. Tegen"');
    expect(await nameOf("Stemming", { ...row, ActorNaam: null })).toContain('name> "FF Tegen"');
  });

  test("of a motion: what it asks, not the title of the dossier that it is in", async () => {
    const row = { Titel: "Europese Raad", Onderwerp: "Motie over informatiedeling" };
    for (const set of ["Zaak", "Document"]) {
      for (const Soort of ["Motie", "Amendement"]) {
        expect(await nameOf(set, { ...row, Soort })).toContain('prefLabel> "Motie over informatiedeling"');
      }
      expect(await nameOf(set, { ...row, Soort: "Wetgeving" })).not.toContain("prefLabel");
    }
  });
});

/** What a run says of each record of a set that the tables do not know. */
const NEW_SET = { context: { "_request.ENTITEIT": "NieuwDing", "_request.SOORT": "nieuw-ding" } };

describe("what the tables do not know", () => {
  test("of a known set is published under its own name, with the type that the service declares", async () => {
    const lines = await said(
      "Zaak",
      { NieuweKolom: "007", Leider_Id: id(2) },
      {
        declared: (header) =>
          header === "Leider_Id" ? { type: "Edm.Guid", target: "persoon" } : { type: "Edm.String" },
      },
    );
    expect(lines).toEqual(turtle(`</tk/zaak/${id(1)}> tk:nieuweKolom "007" ; tk:leider </tk/persoon/${id(2)}> .`));
  });

  test("as a set is published whole", async () => {
    const row = { Id: id(1), Nummer: 7, Zaak_Id: id(2), GewijzigdOp: "2026-01-02T03:04:05Z", Verwijderd: false };
    const { statements } = await published("NieuwDing", [row], NEW_SET);
    expect(statements).toEqual(
      turtle(`</tk/nieuw-ding/${id(1)}> a tk:NieuwDing ; dct:identifier "${id(1)}" ; lds:recordstatus lds:actief ;
        dct:modified "2026-01-02T03:04:05Z"^^xsd:dateTime ; tk:nummer 7 ; tk:zaak </tk/zaak/${id(2)}> .`),
    );
  });

  test("as a set has its columns under any name, also one that the tables use themselves or have for a relation", async () => {
    const row = { Id: id(1), Soort: "zaak", Root: "a", Entiteit: "B", Persoonsgegevens: "volledig", Functie: "lid" };
    const { statements } = await published("NieuwDing", [row], NEW_SET);
    expect(statements).toEqual(
      turtle(`</tk/nieuw-ding/${id(1)}> a tk:NieuwDing ; dct:identifier "${id(1)}" ; lds:recordstatus lds:actief ;
        tk:soort "zaak" ; tk:root "a" ; tk:entiteit "B" ; tk:persoonsgegevens "volledig" ; tk:functie "lid" .`),
    );
  });

  test("of a known set does not decide whether a day of birth may be told", async () => {
    const forged = { Persoonsgegevens: "volledig", "_request.PERSOONSGEGEVENS": "volledig" };
    const { statements } = await published("Persoon", [{ Id: id(1), Geboortedatum: "1976-09-16", ...forged }]);
    const said = statements.join("\n");
    expect(said).toContain('parlement#persoonsgegevens> "volledig"');
    expect(said).not.toContain("1976-09-16");
  });
});

test("the link that an answer gives to a file is its address when it is one of the web; a column Media is a column", async () => {
  const address = "https://kamer.example/OData/v3/1.0/Verslag(1)/$value";
  expect(await said("Verslag", { "@media": address, Media: "papier" })).toEqual(
    turtle(`</tk/verslag/${id(1)}> tk:resource <${address}> ; tk:media "papier" .`),
  );
  const { statements, findings } = await published("Verslag", [{ Id: id(1), "@media": "javascript:alert(1)" }]);
  expect(statements.join("\n")).not.toContain("javascript");
  expect(findings.map(({ field }) => field)).toEqual(["bestand.adres"]);
});

test("a file of a set that the tables do not know has its address, kind and size", async () => {
  const row = { Id: id(1), ContentType: "application/pdf", ContentLength: 12 };
  const { statements } = await published("NieuwDing", [row], NEW_SET);
  const address = `<${ROOT}/NieuwDing(${id(1)})/resource>`;
  const expected = `</tk/nieuw-ding/${id(1)}> tk:resource ${address} .
    ${address} dcat:mediaType <https://www.iana.org/assignments/media-types/application/pdf> ;
      dcat:byteSize "12"^^xsd:nonNegativeInteger .`;
  expect(statements).toEqual(expect.arrayContaining(turtle(expected)));
});

describe.skipIf(sharedIsMissing)("the real answers at hand", () => {
  const file = shared("sources", "tweedekamer", "odata-v4-samples.json");
  const answers = JSON.parse(sharedIsMissing ? "{}" : readFileSync(file, "utf8")) as Record<string, unknown>;

  test.each(["Persoon", "Fractie", "FractieZetel", "FractieZetelPersoon", "Verslag"])(
    "of %s go through without a finding, and nothing of them is lost",
    async (set) => {
      const { value } = answers[set] as { value: Row[] };
      const { records, findings, statements } = await published(set, value);
      expect(findings).toEqual([]);
      expect(records).toHaveLength(value.length);
      for (const text of value.flatMap((row) => Object.values(row)).filter((v) => typeof v === "number")) {
        expect(statements.join("\n")).toContain(`"${text}"^^`);
      }
    },
  );

  test("of Besluit go through with the case that was expanded", async () => {
    const [row = {}] = answers["Besluit_expanded"] as Row[];
    const entity = TABLE.named("Besluit");
    if (entity === undefined) throw new Error("no Besluit");
    const found = recordsIn(TABLE, entity, row);
    expect(found.map(({ entity: { name } }) => name)).toEqual(["Besluit", "Zaak"]);
    for (const {
      entity: { name },
      record,
    } of found) {
      expect((await published(name, [record])).findings).toEqual([]);
    }
    const motion = await published("Zaak", [found[1]?.record ?? {}]);
    const of = `</tk/zaak/669e6b7e-2f11-4ef6-99bd-336e25711dbf>`;
    expect(motion.statements).toEqual(
      expect.arrayContaining(
        turtle(`${of} a tk:Zaak, tk:Motie ; tk:nummer "2025Z22235" ; tk:volgnummer 2333 ; tk:kabinetsappreciatie "Oordeel Kamer" ;
          tk:kabinetsappreciatieBegrip </id/begrip/tk-zaak-kabinetsappreciatie/oordeel-kamer> ; tk:afgedaan true ;
          dct:modified "2024-12-17T13:18:36.05+01:00"^^xsd:dateTime .`),
      ),
    );
  });
});
