import { readdir, readFile } from "node:fs/promises";
import oxigraph from "oxigraph";
import { describe, expect, test } from "vitest";

const ROOT = new URL("../../queries/", import.meta.url);
const names = (await readdir(ROOT)).filter((name) => name.endsWith(".rq"));

/** Two schools of a board, one through its institution, and a practical-training school. */
const DATA = `
@prefix ond: <https://data.example.nl/def/onderwijs#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@base <https://data.example.nl/id/> .
<instelling/00AA> ond:bevoegdGezag <bevoegd-gezag/41645> ; rdfs:label "A" .
<vestiging/00AA00> ond:vestigingVan <instelling/00AA> ; rdfs:label "B" ; ond:bezoekadres <vestiging/00AA00#bezoekadres> .
<vestiging/00AA00#bezoekadres> schema:addressLocality "Arnhem" .
<vestiging/00BB00> ond:bevoegdGezag <bevoegd-gezag/10053> ; rdfs:label "C" .
<instelling/18BR> ond:onderwijsstructuur <begrip/onderwijsstructuur/pro> ; ond:provincie <provincie/22> .
<provincie/22> rdfs:label "Drenthe" .
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
