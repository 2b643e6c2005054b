import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { licenceName, licenceText } from "#src/pages/licences.js";
import { bySource } from "#src/pages/catalogue/sources-section.js";
import { type Rig, startRig } from "../server/rig.js";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    more: { "/graph/donl/packages": ["<https://x.test/a> <https://x.test/p> <https://x.test/b>"] },
  });
});
afterAll(() => rig.close());

/** The card of a source, as text. */
async function card(source: string, path = "/"): Promise<string> {
  const html = await (await rig.get(path, { accept: "text/html" })).text();
  const [, found = ""] = new RegExp(`<li class="card" id="bron-${source}">(.*?)</p></li>`, "s").exec(html) ?? [];
  return found
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ")
    .replaceAll(" ;", ";");
}

describe("the home page", () => {
  it("says of each source how much there is of it, how fresh it is, and under which licence", async () => {
    const donl = await card("donl");
    expect(donl).toContain(
      "data.overheid.nl Beschrijvingen van datasets van de overheid. één graaf · 61 records · 1 uitspraak",
    );
    expect(donl).toContain("geladen op 22 november 2026");
    expect(donl).toContain("licentie: niet bekend");
    expect(await card("duo")).toContain("licentie: CC0 1.0");
    expect(await card("duo", "/?lang=en")).toContain(
      "loaded on 22 November 2026; newest reference date 1 October 2026",
    );
  });

  it("lists the graphs of each, in the language of the page, and leads to its place in the catalogue", async () => {
    const html = await (await rig.get("/?lang=en", { accept: "text/html" })).text();
    expect(html).toContain('<a href="/graph/donl/packages?lang=en" lang="nl">Graaf /graph/donl/packages</a>');
    expect(html).toContain('href="/catalog?lang=en#bron-donl"');
    expect(await (await rig.get("/catalog", { accept: "text/html" })).text()).toContain('id="bron-donl"');
  });

  it("says of a source that was not loaded that it was not, and leaves commands to the documentation", async () => {
    const html = await (await rig.get("/", { accept: "text/html" })).text();
    expect(html).toContain('<p class="soft">Nog niet geladen.</p>');
    expect(html).not.toContain("<code>");
  });
});

it("example questions are those that can be answered; the editor has the others folded", async () => {
  const html = await (await rig.get("/", { accept: "text/html" })).text();
  expect(html).toContain("Welke scholen vallen onder bestuur 41645?");
  expect(html).not.toContain("Welke moties zijn er?");
  const editor = await (await rig.get("/sparql", { accept: "text/html" })).text();
  expect(editor).toMatch(
    /<summary>Voorbeelden waarvoor hier nog geen gegevens zijn<\/summary>.*Welke moties zijn er\?/s,
  );
  const chosen = await (await rig.get("/sparql?voorbeeld=moties&lang=en", { accept: "text/html" })).text();
  expect(chosen).toMatch(/<textarea[^>]*># Which motions are there\?\nPREFIX tk: /);
});

/** A graph of a source, of which there are older versions only. */
const graph = (source: string): Parameters<typeof bySource>[0][number] => ({
  path: `/graph/${source}/x`,
  title: source,
  rank: 1,
  older: [{ stamp: "", file: "", quads: 0, bytes: 0, sha256: "", provenance: { source, run: "" } }],
});

it("sources stand in the order of precedence, the service itself last, and those that nobody knows before it", () => {
  expect(
    bySource([graph("lds"), graph("rdf"), graph("duo")]).map(({ source, graphs }) => [source, graphs.length]),
  ).toEqual([
    ["duo", 1],
    ["edu-v", 0],
    ["onderwijsloket", 0],
    ["donl", 0],
    ["tweedekamer", 0],
    ["rdf", 1],
    ["lds", 1],
  ]);
});

describe("a licence", () => {
  it.each([
    ["http://creativecommons.org/publicdomain/zero/1.0/deed.nl", "CC0 1.0"],
    ["https://creativecommons.org/publicdomain/mark/1.0/", "Public Domain Mark 1.0"],
    ["https://creativecommons.org/licenses/by-sa/4.0/", "CC BY-SA 4.0"],
    ["https://creativecommons.org/publicdomain/toString/1.0/", undefined],
    ["https://elders.test/creativecommons.org/licenses/by/4.0/", undefined],
  ])("%s is called %s", (iri, name) => {
    expect(licenceName(iri)).toBe(name);
  });

  it("that has no name is called by its address", () => {
    expect(licenceText("https://elders.test/licentie/")).toBe("elders.test/licentie");
  });
});
