import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { BASE, OND, type SearchRig, startSearchRig, withLabels } from "./rig.js";

let rig: SearchRig;
beforeAll(async () => {
  rig = await startSearchRig();
});
afterAll(() => rig.close());

const html = async (path: string): Promise<string> => (await rig.get(path, { accept: "text/html" })).text();

describe("search over all sources", () => {
  it.each([
    ["24rk00", "/id/vestiging/24RK00"],
    ["09qq", "/id/instelling/09QQ"],
    ["40945", "/id/bevoegd-gezag/40945"],
    ["verbinding almere", "/id/vestiging/24RK00"],
    ["1326 cr", "/id/vestiging/24RK00"],
    ["agema", "/id/tk/persoon/1c889902-6ede-427c-8682-000f683fffaa"],
    ["Gelderland", "/id/provincie/25"],
    ["855", "/id/gemeente/0855"],
  ])("%s finds %s first", async (q, path) => {
    const { results } = await rig.json(`/search?${new URLSearchParams({ q }).toString()}`);
    expect(results[0].iri).toBe(BASE + path);
  });

  it("finds no observations, findings or loads, nor what is gone", async () => {
    const kinds = ["observatie", "bevinding", "lading", "vestiging/00AA"];
    for (const q of ["2019-2020", "16SW03", "duo", "lading"]) {
      const { results } = await rig.json(`/search?q=${q}`);
      for (const { iri } of results) {
        for (const kind of kinds) expect(iri).not.toContain(`/id/${kind}`);
      }
    }
  });

  it("knows the province of a location, and narrows by IRI or short", async () => {
    const whole = await rig.json(
      `/search?type=${encodeURIComponent(`${OND}Vestiging`)}&province=${encodeURIComponent(`${BASE}/id/provincie/24`)}`,
    );
    const short = await rig.json("/search?type=ond:Vestiging&province=provincie/24");
    expect(whole.total).toBeGreaterThan(0);
    expect(short.results).toEqual(whole.results);
    expect(whole.facets.province.values).toEqual([
      { value: `${BASE}/id/provincie/24`, label: "Flevoland", count: whole.total },
    ]);
  });
});

describe("for programs", () => {
  it("an answer has the question, the number, pages and facets; format=json wins over Accept", async () => {
    const response = await rig.get("/search?q=school&format=json", { accept: "text/html" });
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    const answer: any = await response.json();
    expect(answer).toMatchObject({ question: "school", page: 1, words: "all", total: expect.any(Number) });
    expect(answer.coverage).toEqual({ texts: true, leftOut: 0 });
    expect(Object.keys(answer.facets)).toEqual(["type", "source", "province", "place"]);
    expect(answer.results[0]).toMatchObject({
      iri: expect.any(String),
      label: expect.any(String),
      types: expect.any(Array),
    });
  });

  it("following `next` gives every result once", async () => {
    const seen: string[] = [];
    let path: string | undefined = "/search?type=ond:Gemeente&format=json";
    let total = 0;
    while (path !== undefined) {
      const page: any = await rig.json(path);
      total = page.total;
      seen.push(...page.results.map(({ iri }: { iri: string }) => iri));
      path = page.next;
    }
    expect(seen).toHaveLength(total);
    expect(new Set(seen).size).toBe(total);
    expect(total).toBeGreaterThan(300);
  });

  it.each(["0", "-1", "1.5", "501", "x"])("page %s is refused with a problem", async (page) => {
    const response = await rig.get(`/search?q=a&page=${page}`, { accept: "application/json" });
    expect([response.status, response.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
  });

  it("says which language a label is in, and gives those that are asked for, in facets and the next page too", async () => {
    const dutch = await rig.json("/search?q=motie&format=json");
    expect(dutch.results[0]).toMatchObject({ label: "Motie", lang: "nl" });
    const english = await rig.json("/search?q=motie&format=json&lang=en");
    expect(english.results[0]).toMatchObject({ iri: dutch.results[0].iri, label: "Motion", lang: "en" });
    expect(english.results[0].list.label).toMatch(/^Kind \(/);
    expect(english.facets.type.values[0].label).toBe("concept");
    expect(english.facets.source.values[0].label).toBe("House of Representatives");
    expect((await rig.json("/search?q=a&format=json&lang=en")).next).toMatch(/lang=en/);
  });

  it("says of a name that is one in any language nothing", async () => {
    const { results } = await rig.json("/search?q=kindcentrum+de+werf&format=json&lang=en");
    expect(results[0]).toMatchObject({ label: "Kindcentrum De Werf" });
    expect(results[0]).not.toHaveProperty("lang");
  });

  it("a form that is not offered is 406", async () => {
    expect((await rig.get("/search?q=a", { accept: "text/turtle" })).status).toBe(406);
    expect((await rig.get("/search?q=a&format=xml")).status).toBe(406);
  });
});

it("a town is found by what people call it, and compared with that in a table", async () => {
  const { results } = await rig.json("/search?q=den+haag+linden&format=json");
  expect(results).toEqual([expect.objectContaining({ label: "De Drie Linden", place: "'s-Gravenhage" })]);
  const { label } = results[0];
  const column = { pid: "schema:addressLocality", v: "Den Haag" };
  const answer = await rig.post(
    "/reconcile",
    "queries",
    JSON.stringify({ q0: { query: label, properties: [column] } }),
  );
  const { q0 } = (await answer.json()) as { q0: { result: { features: unknown }[] } };
  expect(q0.result[0]?.features).toContainEqual({ id: "http://schema.org/addressLocality", value: 1 });
});

async function labels(q: string): Promise<string[]> {
  const { suggestions } = await rig.json(`/search/suggest?${new URLSearchParams({ q })}`);
  return suggestions.map(({ label }: { label: string }) => label);
}

describe("suggestions", () => {
  it("are what begins so, with kind, place and code, and an address to go to", async () => {
    const { suggestions } = await rig.json("/search/suggest?q=kindcentrum+de+we");
    expect(suggestions).toContainEqual({
      iri: `${BASE}/id/vestiging/19OR00`,
      url: "/id/vestiging/19OR00",
      label: "Kindcentrum De Werf",
      about: expect.stringMatching(/^vestiging · .+ · 19OR00$/i),
    });
  });

  it("tell namesakes apart by the list that they are of", async () => {
    const { suggestions } = await rig.json("/search/suggest?q=utrecht");
    expect(suggestions).toContainEqual(
      expect.objectContaining({ label: "Utrecht", about: "regio · COROP-gebied · 17" }),
    );
    const { results } = await rig.json("/search?q=motie&format=json");
    expect(results).toContainEqual(
      expect.objectContaining({
        label: "Motie",
        list: { iri: `${BASE}/id/begrippenlijst/tk-zaak-soort`, label: "Soort (zaak)" },
      }),
    );
    expect(await (await rig.get("/search?q=utrecht&lang=en", { accept: "text/html" })).text()).toMatch(
      /<p>region · COROP region · 17<\/p>/i,
    );
  });

  it("lead to English pages where English is asked for", async () => {
    const { suggestions } = await rig.json("/search/suggest?q=kindcentrum+de+we&lang=en");
    expect(suggestions).toContainEqual(
      expect.objectContaining({
        url: "/id/vestiging/19OR00?lang=en",
        about: expect.stringMatching(/^school location · /),
      }),
    );
  });

  it("stay while but one letter of the last word is typed", async () => {
    const before = await labels("kindcentrum");
    expect(before).toContain("Kindcentrum De Werf");
    for (const q of ["kindcentrum d", "Kindcentrum  W", "kindcentrum de w"])
      expect(await labels(q)).toContain("Kindcentrum De Werf");
    expect(await labels("d")).not.toContain("Kindcentrum De Werf");
    expect(new Set(await labels("kindcentrum d")).size).toBe((await labels("kindcentrum d")).length);
  });

  it("are at most ten, and none for nothing", async () => {
    expect((await rig.json("/search/suggest?q=ge")).suggestions.length).toBeLessThanOrEqual(10);
    for (const path of ["/search/suggest", "/search/suggest?q=", "/search/suggest?q=%2C"]) {
      expect(await rig.json(path)).toEqual({ suggestions: [] });
    }
  });
});

describe("the page", () => {
  it("has facets as links that narrow, and takes them away again", async () => {
    const page = await html("/search?q=school");
    const link = /<a href="([^"]*type=[^"]*)">/.exec(page)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const narrowed = await html(link);
    expect(narrowed).toContain("haal dit filter weg");
    expect(narrowed).toContain('<a href="/search?q=school">');
  });

  it("turns to a second page and back", async () => {
    const first = await html("/search?type=ond:Gemeente");
    expect(first).toContain("Pagina 1 van");
    const next = /<a rel="next" href="([^"]+)"/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const second = await html(next);
    expect(second).toContain("Pagina 2 van");
    expect(second).toContain('rel="prev"');
  });

  it("says what to do when nothing is found, and in English when that was asked", async () => {
    expect(await html("/search?q=qqqqzzzz")).toContain("Niets gevonden voor “qqqqzzzz”");
    const english = await html("/search?q=qqqqzzzz&lang=en&type=ond:Vestiging");
    expect(english).toContain("Nothing found");
    expect(english).toContain("Search without filters");
  });

  it("describes what is found in Dutch, where that is one of its languages", async () => {
    expect(await html("/search?q=vestiging&type=owl:Class")).toContain(
      "Vestiging van een instelling, aangeduid met BRIN",
    );
  });

  it("calls things by their English names where English was asked, and by their labels where they have none", async () => {
    const found = await html("/search?q=vestiging&type=owl:Class&lang=en");
    expect(found).toMatch(/title="https:\/\/graaf\.test\/def\/onderwijs#Vestiging">\s*School location\s*</i);
    expect(await html("/search?q=vestiging&type=owl:Class")).toMatch(/def\/onderwijs#Vestiging">\s*vestiging\s*</);
    expect(await html("/search?q=19OR00&lang=en")).toContain("Kindcentrum De Werf");
  });

  it("allows its own script and no other, and serves it for ever under its content's name", async () => {
    const response = await rig.get("/search", { accept: "text/html" });
    expect(response.headers.get("content-security-policy")).toMatch(/script-src 'self'(;|$)/);
    const script = /<script src="([^"]+)"/.exec(await response.text())?.[1] ?? "";
    const asset = await rig.get(script);
    expect(asset.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(asset.headers.get("cache-control")).toContain("immutable");
    expect(
      (await rig.get("/doc/vestiging/24RK00", { accept: "text/html" })).headers.get("content-security-policy"),
    ).not.toContain("script-src");
  });
});

it("of an archive of millions, page and JSON say that only names, codes and places were searched", async () => {
  const large = await startSearchRig((manifest) => withLabels(manifest, 5_000_000));
  onTestFinished(() => large.close());
  const answer = await large.json("/search?q=24rk00");
  expect(answer).toMatchObject({ total: 1, coverage: { texts: false, leftOut: 0 } });
  const note = "alleen namen, codes en plaatsen doorzocht";
  expect(await (await large.get("/search?q=24rk00", { accept: "text/html" })).text()).toContain(note);
  expect(await html("/search?q=24rk00")).not.toContain(note);
});

it.each(["x".repeat(3000), "a ".repeat(900), "%00%ff".repeat(3), "\u0000", "*", "(((((", "🏫".repeat(90)])(
  "hostile text is only text: %#",
  async (q) => {
    for (const path of ["/search", "/search/suggest"]) {
      const response = await rig.get(`${path}?${new URLSearchParams({ q, type: q, place: q, source: q }).toString()}`, {
        accept: "application/json",
      });
      expect(response.status).toBe(200);
    }
  },
);
