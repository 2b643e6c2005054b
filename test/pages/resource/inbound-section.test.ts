import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BASE, type Rig, startRig } from "../../server/rig.js";

const TK = `${BASE}/def/parlement#`;
const ORG = "http://www.w3.org/ns/org#";
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const tk = (kind: string, n: number): string => `${BASE}/id/tk/${kind}/${uuid(n)}`;

/** Subjects that point to an object by each of some properties. */
function pointing(object: string, kind: string, numbers: readonly number[], ...words: readonly string[]): string[] {
  return numbers.flatMap((n) => words.map((word) => `<${tk(kind, n)}> <${word}> <${object}>`));
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    realOntology: true,
    more: {
      "/graph/afgeleid/labels-van-statistieken": [
        `<${BASE}/id/statistiek/07-geslaagden> <http://www.w3.org/2000/01/rdf-schema#label> "Geslaagden en gezakten"@nl`,
      ],
      "/graph/tweedekamer/alles": [
        // A narrower word of ours and a broader one, of the same; and of not the same.
        ...pointing(tk("document", 100), "document", [1, 2], `${TK}bijlageBij`, `${TK}brondocument`),
        ...pointing(tk("document", 101), "document", [1], `${TK}bijlageBij`),
        ...pointing(tk("document", 101), "document", [1, 2], `${TK}brondocument`),
        // A foreign word for some of what a word of ours has, and for others too.
        ...pointing(tk("fractie", 100), "fractie-zetel", [1, 2], `${TK}fractie`, `${ORG}postIn`),
        ...pointing(tk("fractie", 100), "stemming", [3], `${TK}fractie`),
        ...pointing(tk("fractie", 101), "fractie-zetel", [1], `${TK}fractie`),
        ...pointing(tk("fractie", 101), "fractie-zetel", [1, 2], `${ORG}postIn`),
        // More than is listed, by a declared narrower word and by one that is only called otherwise.
        ...pointing(
          tk("besluit", 100),
          "stemming",
          upTo(150),
          `${TK}besluit`,
          "http://www.w3.org/ns/opengov#voteEvent",
        ),
        // Things of several kinds in one area; in another more than the engine is asked for at once.
        ...["instelling/05AA", "gemeente/0001", "vestiging/05AA00"].map(
          (thing) => `<${BASE}/id/${thing}> <${BASE}/def/onderwijs#provincie> <${BASE}/id/provincie/30>`,
        ),
        ...upTo(300).map((n) => {
          const thing =
            n % 2 === 0 ? `gemeente/${String(n).padStart(4, "0")}` : `vestiging/05AA${String(n).padStart(4, "0")}`;
          return `<${BASE}/id/${thing}> <${BASE}/def/onderwijs#provincie> <${BASE}/id/provincie/31>`;
        }),
        // What the thing says from its side: all of it, and not all.
        ...["01", "02"].flatMap((n) => [
          `<${BASE}/id/vestiging/05AA${n}> <${BASE}/def/onderwijs#vestigingVan> <${BASE}/id/instelling/05AA>`,
          `<${BASE}/id/vestiging/05AB${n}> <${BASE}/def/onderwijs#vestigingVan> <${BASE}/id/instelling/05AB>`,
          `<${BASE}/id/instelling/05AA> <${BASE}/def/onderwijs#heeftVestiging> <${BASE}/id/vestiging/05AA${n}>`,
        ]),
        `<${BASE}/id/instelling/05AB> <${BASE}/def/onderwijs#heeftVestiging> <${BASE}/id/vestiging/05AB01>`,
        // An observation, which has no name; a thing without a label that has another name.
        `<${BASE}/id/observatie/07-geslaagden/2014_05AC00> <${BASE}/def/onderwijs#schooljaar> <${BASE}/id/schooljaar/2014-2015>`,
        `<${BASE}/id/schooljaar/2014-2015> <${TK}verslag> <${tk("verslag", 900)}>`,
        `<${BASE}/id/schooljaar/2014-2015> <${TK}vergadering> <${BASE}/id/datastructuur/07>`,
        `<${BASE}/id/datastructuur/07> <http://purl.org/dc/terms/title> "Vorm van geslaagden"@nl`,
        // Two descriptions of one thing, each of which names the other.
        `<${BASE}/id/dataset/duo/a> <http://www.w3.org/ns/prov#alternateOf> <${BASE}/id/dataset/donl/a>`,
        `<${BASE}/id/dataset/donl/a> <http://www.w3.org/ns/prov#alternateOf> <${BASE}/id/dataset/duo/a>`,
        // Two words of ours that say different things.
        ...pointing(tk("zaak", 100), "zaak", [1], `${TK}gerelateerdeZaak`, `${TK}vervangtZaak`),
        ...pointing(tk("zaak", 101), "zaak", [1], `${TK}kamerbriefNakoming`, "https://elders.test/def#heeft_Het"),
      ],
    },
  });
});
afterAll(() => rig.close());

async function headings(iri: string, query = ""): Promise<string[]> {
  const path = new URL(iri.replace("/id/", "/doc/")).pathname;
  const html = await (await rig.get(path + query, { accept: "text/html" })).text();
  const [, section = ""] = /<h2 id="inkomend">(.*?)<\/section>/s.exec(html) ?? [];
  return [...section.matchAll(/<h3>(.*?)<\/h3>/g)].map(([, heading = ""]) => heading.replace(/<[^>]*>/g, ""));
}

/** The kinds below which a page lists what points to a thing. */
async function kinds(path: string): Promise<(readonly [string, number])[]> {
  const html = await (await rig.get(path, { accept: "text/html" })).text();
  const lists = [...html.matchAll(/<h4>([^<]*)<\/h4><ul class="plain columns">(.*?)<\/ul>/gs)];
  return lists.map(([, kind = "", list = ""]) => [kind, list.match(/<li>/g)?.length ?? 0]);
}

describe("a list of things of several kinds", () => {
  it("has them apart by kind, in the language of the page", async () => {
    expect(await kinds("/doc/provincie/30")).toEqual([
      ["Gemeenten", 1],
      ["Onderwijsinstellingen", 1],
      ["Vestigingen", 1],
    ]);
    expect((await kinds("/doc/provincie/30?lang=en")).map(([kind]) => kind)).toEqual([
      "Municipalities",
      "Educational institutions",
      "School locations",
    ]);
  });

  it("tells one kind after the other over its pages", async () => {
    const via = encodeURIComponent(`${BASE}/def/onderwijs#provincie`);
    const on = (page: number): Promise<(readonly [string, number])[]> =>
      kinds(`/doc/provincie/31?via=${via}&pagina=${page}`);
    expect(await on(1)).toEqual([["Gemeenten", 25]]);
    expect(await on(6)).toEqual([["Gemeenten", 25]]);
    expect(await on(7)).toEqual([["Vestigingen", 25]]);
  });

  it("has no kind above it where there is but one", async () => {
    expect(await kinds(`/doc/tk/document/${uuid(100)}`)).toEqual([]);
  });
});

it("what has no name is called by its kind and code, not by its address", async () => {
  const html = await (await rig.get("/doc/provincie/30", { accept: "text/html" })).text();
  expect(html).toContain(">Instelling 05AA</a>");
});

it("an observation is called after its statistic, and what has but a UUID by its kind too", async () => {
  const html = await (await rig.get("/doc/schooljaar/2014-2015", { accept: "text/html" })).text();
  expect(html).toContain(">Geslaagden en gezakten: 2014, 05AC00</a>");
  expect(html).toContain(`>Verslag ${uuid(900)}</a>`);
});

it("a thing of ours without a label is called by another name that it has", async () => {
  const html = await (await rig.get("/doc/schooljaar/2014-2015", { accept: "text/html" })).text();
  expect(html).toContain(">Vorm van geslaagden</a>");
});

describe("what points here by several words", () => {
  it("is listed under the narrower one where both have the same", async () => {
    expect(await headings(tk("document", 100))).toEqual(["Bijlagen (2)"]);
    expect(await headings(tk("document", 101))).toHaveLength(2);
  });

  it("is listed under our word where another vocabulary's has no others", async () => {
    expect(await headings(tk("fractie", 100))).toEqual(["Van of over deze fractie (3)"]);
    expect(await headings(tk("fractie", 101))).toEqual(["Zetels (2)", "Van of over deze fractie (1)"]);
  });

  it("is listed once where it is too much to know it one by one, and a word is declared to be a kind of the other", async () => {
    expect(await headings(tk("besluit", 100))).toEqual(["Stemmen (150)"]);
  });

  it("is listed under each where they are words of ours for different things", async () => {
    expect(await headings(tk("zaak", 100))).toEqual(["Gerelateerde zaken (1)", "Vervangen door (1)"]);
  });

  it("is not listed where the thing says it from its side, all of it", async () => {
    expect(await headings(`${BASE}/id/instelling/05AA`)).toEqual([]);
    expect(await headings(`${BASE}/id/instelling/05AB`)).toEqual(["Vestigingen (2)"]);
    expect(await headings(`${BASE}/id/vestiging/05AA01`)).toEqual([]);
    expect(await headings(`${BASE}/id/dataset/duo/a`)).toEqual([]);
    const via = encodeURIComponent(`${BASE}/def/onderwijs#vestigingVan`);
    expect(await headings(`${BASE}/id/instelling/05AA`, `?via=${via}&pagina=1`)).toEqual(["Vestigingen (2)"]);
  });

  it("is there under each word for who asks for it", async () => {
    const via = encodeURIComponent(`${ORG}postIn`);
    expect(await headings(tk("fractie", 100), `?via=${via}&pagina=1`)).toContain("Zetels (2)");
  });
});

it("a list is headed by what its things are to this one, in the language of the page", async () => {
  expect(await headings(tk("fractie", 101), "?lang=en")).toEqual(["Seats (2)", "Of or about this group (1)"]);
});

it("a property without such words says by which name it points here", async () => {
  expect(await headings(tk("zaak", 101))).toEqual(["Verwijst hierheen met ‘kamerbrief over nakoming’ (1)"]);
  expect(await headings(tk("zaak", 101), "?lang=en")).toEqual([expect.stringMatching(/^Points here with ‘.+’ \(1\)$/)]);
});
