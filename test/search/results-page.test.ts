import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SearchRig, startSearchRig } from "./rig.js";

let rig: SearchRig;
beforeAll(async () => {
  rig = await startSearchRig();
});
afterAll(() => rig.close());

const html = async (path: string): Promise<string> => (await rig.get(path, { accept: "text/html" })).text();

describe("words that nothing has as they were typed", () => {
  it("are told to have been taken for others, on the page and in JSON", async () => {
    expect(await html("/search?q=kindcentrun")).toContain(
      "Niets gevonden voor ‘kindcentrun’; dit zijn resultaten die erop lijken.",
    );
    expect(await html("/search?q=kindcentrun&lang=en")).toContain("Nothing found for ‘kindcentrun’");
    expect(await rig.json("/search?q=kindcentrun")).toMatchObject({ words: "all", typos: true });
  });

  it.each(["kindcentrum", "24rk00", "qqqqzzzz"])("%s is not said to be such", async (q) => {
    expect(await rig.json(`/search?q=${q}`)).toMatchObject({ typos: false });
    expect(await html(`/search?q=${q}`)).not.toContain("die erop lijken");
  });
});

describe("a page after the last", () => {
  it("is not found, and leads to the last", async () => {
    const response = await rig.get("/search?type=ond:Gemeente&page=99", { accept: "text/html" });
    expect(response.status).toBe(404);
    const page = await response.text();
    expect(page).toContain("Pagina 99 is er niet; de laatste is 18.");
    const last = /<a href="([^"]+page=18)"/.exec(page)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect(await html(last)).toContain("Pagina 18 van 18");
  });

  it("is a problem for programs", async () => {
    const response = await rig.get("/search?type=ond:Gemeente&page=99", { accept: "application/json" });
    expect([response.status, response.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
  });
});

it("who asked nothing is shown examples that find something, and kinds that there are things of", async () => {
  const page = await html("/search");
  const main = page.slice(page.indexOf("<main"), page.indexOf("</main>"));
  const links = [...main.matchAll(/<a href="(\/search\?[^"]+)"/g)].map(([, href = ""]) => href);
  expect(links.length).toBeGreaterThan(8);
  for (const href of links) expect((await rig.json(`${href}&format=json`)).total).toBeGreaterThan(0);
  expect(main).toContain("Moties");
  expect(await html("/search?lang=en")).toContain('href="/search?lang=en&amp;type=tk%3AMotie">Motions<');
});

it("sources are called as people know them, by page and JSON alike", async () => {
  const page = await html("/search?q=utrecht");
  expect(page).toMatch(/source=duo">DUO</);
  expect(page).not.toMatch(/source=[a-z-]+">(?:duo|donl|edu-v|tweedekamer|referentie|ontologie)</);
  expect(await html("/search?q=utrecht&lang=en")).toContain(">Onderwijsgraaf: concepts<");
  const { facets } = await rig.json("/search?q=utrecht");
  expect(facets.source.values).toContainEqual(expect.objectContaining({ value: "duo", label: "DUO" }));
});

it("a facet of many values shows eight, and folds the others", async () => {
  const page = await html("/search?q=leerlingen");
  const [, list = "", folded = ""] =
    /<h3>Soort<\/h3><ul>(.*?)<\/ul><details><summary>nog \d+<\/summary><ul>(.*?)<\/ul>/s.exec(page) ?? [];
  expect(list.match(/<li/g)).toHaveLength(8);
  expect(folded.match(/<li/g)?.length).toBeGreaterThan(1);
});

it("a result whose name is in another language than the page says so", async () => {
  const page = await html("/search?q=schooladvies&lang=en");
  expect(page).toMatch(/<a href="\/id\/statistiek\/04-schooladvies-bo-sbo\?lang=en"[^>]* lang="nl">/);
  expect(page).toMatch(/<a href="\/id\/begrippenlijst\/schooladvies\?lang=en" title="[^"]*">School advice/);
  expect(await html("/search?q=schooladvies")).not.toMatch(/<li class="hit"><a [^>]*lang=/);
});
