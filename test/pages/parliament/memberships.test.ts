import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BASE, type Rig, startRig } from "../../server/rig.js";

const TK = `${BASE}/def/parlement#`;
const ORG = "http://www.w3.org/ns/org#";
const TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
const LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>";
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const tk = (kind: string, n: number): string => `${BASE}/id/tk/${kind}/${uuid(n)}`;
const ADA = tk("persoon", 1);
const NORTH = tk("fractie", 1);
const SCHOOLS = tk("commissie", 1);
const CROWD = tk("fractie", 2);

function thing(iri: string, type: string, label: string): string[] {
  return [`<${iri}> ${TYPE} <${TK}${type}>`, `<${iri}> ${LABEL} "${label}"@nl`];
}

function day(iri: string, word: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`<${iri}> <${TK}${word}> "${value}"^^<http://www.w3.org/2001/XMLSchema#date>`];
}

/** A membership by a seat of its number, without the body that the source mostly brings along. */
function held(
  n: number,
  type: string,
  person: string,
  body: string,
  role: string,
  from?: string,
  until?: string,
): string[] {
  const seatKind = type.startsWith("Fractie") ? "fractie-zetel" : "commissie-zetel";
  const seatWord = type.startsWith("Fractie") ? "fractieZetel" : "commissieZetel";
  const iri = tk(type.replace(/(?!^)[A-Z]/g, "-$&").toLowerCase(), n);
  return [
    ...thing(iri, type, `Bezetting ${uuid(n)}`),
    `<${iri}> <${ORG}member> <${person}>`,
    `<${iri}> <${TK}persoon> <${person}>`,
    `<${iri}> <${TK}functie> "${role}"`,
    `<${iri}> <${TK}${seatWord}> <${tk(seatKind, n)}>`,
    `<${tk(seatKind, n)}> <${ORG}postIn> <${body}>`,
    `<${tk(seatKind, n)}> <${TK}${seatWord === "fractieZetel" ? "fractie" : "commissie"}> <${body}>`,
    `<${tk(seatKind, n)}> ${LABEL} "Zetel ${uuid(n)}"@nl`,
    ...day(iri, "van", from),
    ...day(iri, "totEnMet", until),
  ];
}

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    realOntology: true,
    more: {
      "/graph/tweedekamer/leden": [
        ...thing(ADA, "Persoon", "Ada Fictief"),
        ...thing(NORTH, "Fractie", "Partij Noord"),
        ...thing(SCHOOLS, "Commissie", "Vaste commissie voor Scholen"),
        ...thing(CROWD, "Fractie", "Partij Menigte"),
        ...held(10, "FractieZetelPersoon", ADA, NORTH, "Lid", "2017-03-23", "2021-03-30"),
        ...held(11, "FractieZetelPersoon", ADA, NORTH, "Fractievoorzitter", "2023-12-06"),
        ...held(12, "CommissieZetelVastPersoon", ADA, SCHOOLS, "Voorzitter", "2023-12-12"),
        ...held(13, "CommissieZetelVervangerPersoon", ADA, SCHOOLS, "Lid", "2018-01-01", "2019-01-01"),
        // As the source mostly has it: the body is there twice, by the seat and at once.
        `<${tk("fractie-zetel-persoon", 11)}> <${ORG}organization> <${NORTH}>`,
        ...Array.from({ length: 205 }, (_, i) =>
          held(1000 + i, "FractieZetelPersoon", tk("persoon", 1000 + i), CROWD, "Lid", "2020-01-01"),
        ).flat(),
      ],
    },
  });
});
afterAll(() => rig.close());

async function page(iri: string, query = ""): Promise<string> {
  const path = new URL(iri.replace("/id/", "/doc/")).pathname;
  return (await rig.get(path + query, { accept: "text/html" })).text();
}

async function told(iri: string, query = ""): Promise<string[]> {
  const [, section = ""] = /<h2 id="leden">(.*?)<\/section>/s.exec(await page(iri, query)) ?? [];
  return [...section.matchAll(/<li>(.*?)<\/li>/g)].map(([, item = ""]) => item.replace(/<[^>]*>/g, ""));
}

describe("memberships", () => {
  it("of a person are told in words, those that last first, then the newest", async () => {
    expect(await told(ADA)).toEqual([
      "Voorzitter van de Vaste commissie voor Scholen, sinds 12 december 2023",
      "Fractievoorzitter van de fractie Partij Noord, sinds 6 december 2023",
      "Plaatsvervangend lid van de Vaste commissie voor Scholen, van 1 januari 2018 tot en met 1 januari 2019",
      "Lid van de fractie Partij Noord, van 23 maart 2017 tot en met 30 maart 2021",
    ]);
    expect((await told(ADA, "?lang=en"))[1]).toBe(
      "Leader of the parliamentary group Partij Noord, since 6 December 2023",
    );
  });

  it("of a group and a committee are its members", async () => {
    expect(await told(NORTH)).toEqual([
      "Ada Fictief, fractievoorzitter, sinds 6 december 2023",
      "Ada Fictief, lid, van 23 maart 2017 tot en met 30 maart 2021",
    ]);
    expect((await told(SCHOOLS))[0]).toBe("Ada Fictief, voorzitter, sinds 12 december 2023");
  });

  it("are 200 at most, with the question that all of them answer", async () => {
    expect(await told(CROWD)).toHaveLength(200);
    const [, href = ""] = /Hier staan er 200; <a href="([^"]*)"/.exec(await page(CROWD)) ?? [];
    const answer = await (await rig.get(href.replaceAll("&amp;", "&"), { accept: "text/csv" })).text();
    expect(answer.trim().split("\n")).toHaveLength(206);
  });

  it("are asked for in a few questions, however many there are", async () => {
    const before = rig.store.asked;
    await page(CROWD, "?lang=en");
    expect(rig.store.asked - before).toBeLessThan(12);
  });
});

describe("a record with but a kind and a code", () => {
  it("is called after whose it is, in the language of the page, where it is named and on its own page", async () => {
    const seat = tk("fractie-zetel", 10);
    expect(await page(seat)).toContain("<h1>Fractiezetel: Partij Noord</h1>");
    expect(await page(seat)).toContain("Bezetting van een fractiezetel: Ada Fictief</a>");
    expect(await page(seat, "?lang=en")).toContain("<h1>Seat of a parliamentary group: Partij Noord</h1>");
  });

  it("has its code beside its name where another is called the same", async () => {
    const html = await page(NORTH);
    expect(html).toContain(`Fractiezetel: Partij Noord</a><span class="code"> ${uuid(10)}</span>`);
  });
});
