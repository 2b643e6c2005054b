import { readdir, readFile } from "node:fs/promises";
import oxigraph from "oxigraph";
import { describe, expect, test } from "vitest";

const ROOT = new URL("../../queries/", import.meta.url);
const names = (await readdir(ROOT)).filter((name) => name.endsWith(".rq"));

/** Two schools of a board, one through its institution, a practical-training school, and a dataset in two catalogues. */
const DATA = `
@prefix ond: <https://data.example.nl/def/onderwijs#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@base <https://data.example.nl/id/> .
<instelling/00AA> ond:bevoegdGezag <bevoegd-gezag/41645> ; rdfs:label "A" .
<vestiging/00AA00> ond:vestigingVan <instelling/00AA> ; rdfs:label "B" ; ond:bezoekadres <vestiging/00AA00#bezoekadres> .
<vestiging/00AA00#bezoekadres> schema:addressLocality "Arnhem" .
<vestiging/00BB00> ond:bevoegdGezag <bevoegd-gezag/10053> ; rdfs:label "C" .
<instelling/18BR> ond:onderwijsstructuur <begrip/onderwijsstructuur/pro> ; ond:provincie <provincie/22> .
<provincie/22> rdfs:label "Drenthe" .
<dataset/donl/1> a dcat:Dataset ; dct:title "D" ; dct:creator <urn:duo> ; dct:publisher <urn:duo> .
<dataset/donl/2> a dcat:Dataset ; dct:title "E" ; dct:creator <urn:cbs> .
<urn:duo> foaf:name "Dienst Uitvoering Onderwijs" .
<urn:cbs> foaf:name "Centraal Bureau voor de Statistiek" .
<catalogus/donl> dcat:dataset <dataset/donl/1>, <dataset/donl/2> .
<dataset/duo/d> a dcat:Dataset ; dct:title "D" ; dct:creator <urn:duo> ; prov:alternateOf <dataset/donl/1> .
<dataset/donl/1> prov:alternateOf <dataset/duo/d> .
`;

type Row = Map<string, { value: string }>;

async function rowsOf(name: string): Promise<Record<string, string>[]> {
  const store = new oxigraph.Store();
  store.load(DATA, { format: "text/turtle" });
  const rows = store.query(await readFile(new URL(name, ROOT), "utf8")) as Row[];
  return rows.map((row) => Object.fromEntries([...row].map(([key, term]) => [key, term.value])));
}

describe.each(names)("the saved query %s", (name) => {
  test("has a title in Dutch and in English, and is a question with columns", async () => {
    const text = await readFile(new URL(name, ROOT), "utf8");
    expect(text).toMatch(/^# title-nl: \S.*\n# title-en: \S/);
    const answer = new oxigraph.Store().query(text, { results_format: "json" }) as string;
    expect((JSON.parse(answer) as { head: { vars: string[] } }).head.vars.length).toBeGreaterThan(1);
  });

  test("gives its rows in an order of its own", async () => {
    expect(await readFile(new URL(name, ROOT), "utf8")).toMatch(/\nORDER BY /);
  });
});

test("the schools of a board are its institutions and their locations", async () => {
  expect(await rowsOf("01-scholen-van-een-bestuur.rq")).toEqual([
    { school: "https://data.example.nl/id/instelling/00AA", naam: "A" },
    { school: "https://data.example.nl/id/vestiging/00AA00", naam: "B", plaats: "Arnhem" },
  ]);
});

test("practical-training schools are counted per province", async () => {
  expect(await rowsOf("11-praktijkscholen-per-provincie.rq")).toEqual([{ provincie: "Drenthe", n: "1" }]);
});

test("the datasets of DUO in the register come once each, whether it made or published them", async () => {
  expect(await rowsOf("05-datasets-van-duo-op-data-overheid.rq")).toEqual([
    { dataset: "https://data.example.nl/id/dataset/donl/1", titel: "D" },
  ]);
});

test("a dataset in two catalogues comes once, from the side of DUO", async () => {
  expect(await rowsOf("21-duo-bestanden-in-twee-catalogi.rq")).toEqual([
    { duo: "https://data.example.nl/id/dataset/duo/d", donl: "https://data.example.nl/id/dataset/donl/1" },
  ]);
});
