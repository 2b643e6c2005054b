import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BASE, type Rig, startRig } from "../../server/rig.js";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

async function page(path: string): Promise<string> {
  const response = await rig.get(path, { accept: "text/html" });
  expect(response.status).toBe(200);
  return response.text();
}

/** The rows of the table in a section, as text. */
function rows(html: string, section: string): string[] {
  const [, found = ""] = new RegExp(`<section aria-labelledby="${section}">(.*?)</section>`, "s").exec(html) ?? [];
  return found
    .split("<tr>")
    .slice(2)
    .map((row) =>
      row
        .replaceAll(/<[^>]+>/g, " ")
        .replaceAll(/\s+/g, " ")
        .replaceAll(" ,", ",")
        .trim(),
    );
}

describe("the page of a vocabulary", () => {
  it("draws how its classes hang together, with a link for each, and says the same in words", async () => {
    const html = await page("/def/onderwijs");
    const [, svg = ""] = /<svg class="diagram"(.*?)<\/svg>/s.exec(html) ?? [];
    expect(svg).toContain('href="/def/onderwijs?term=Vestiging"');
    expect(svg).toContain('href="/def/onderwijs?term=BevoegdGezag"');
    expect(svg).toContain(">bevoegd gezag</text>");
    const [, words = ""] = /<details>(.*?)<\/details>/s.exec(html) ?? [];
    expect(words.replaceAll(/<[^>]+>/g, "")).toContain("vestiging – bevoegd gezag → bevoegd gezag");
  });

  it("tells what changed in each version", async () => {
    expect(rows(await page("/def/onderwijs"), "versies")).toEqual([
      "1.0.0 (actueel) 26 november 2026 Eerste versie.",
      "0.9.0 – Nog met schoolbestuur.",
    ]);
    expect(rows(await page("/def/onderwijs?lang=en"), "versies")).toEqual([
      "1.0.0 (current) 26 November 2026 First version.",
      "0.9.0 – Nog met schoolbestuur.",
    ]);
    expect(rows(await page("/def/onderwijs/0.9.0"), "versies")).toEqual(["0.9.0 –"]);
  });
});

describe("the page of a class", () => {
  it("tells what it means, its properties, what is demanded, and examples with links", async () => {
    const html = await page("/def/onderwijs?term=Vestiging");
    expect(html).toContain("<h1>vestiging</h1>");
    expect(html).toContain("Plaats waar een instelling onderwijs geeft.");
    expect(rows(html, "eigenschappen")[0]).toMatch(/^bevoegd gezag bevoegd gezag/);
    expect(rows(html, "vorm")).toEqual([
      "bevoegd gezag ten hoogste één, beschreven als bevoegd gezag een vestiging heeft ten hoogste één bestuur waarschuwing",
      "aantal leerlingen precies één, een geheel getal, volgens het patroon ^[0-9]+$ fout",
    ]);
    expect(html).toContain(`<a href="/id/vestiging/16SW03" title="${BASE}/id/vestiging/16SW03">De Wilg</a>`);
  });

  it("is in English too, and its links keep to that", async () => {
    const html = await page("/def/onderwijs?term=Vestiging&lang=en");
    expect(html).toContain("<h1>school location</h1>");
    expect(rows(html, "vorm")[0]).toContain("at most one");
    expect(html).toContain('href="/def/onderwijs?term=BevoegdGezag&amp;lang=en"');
    expect(html).toContain('hreflang="nl" href="/def/onderwijs?term=Vestiging"');
  });

  it("escapes what its Turtle says, and gives its own notes on what changed", async () => {
    const html = await page("/def/onderwijs?term=BevoegdGezag");
    expect(html).toContain("Wie de school &lt;bestuurt>.");
    expect(html).toContain("Heette schoolbestuur.");
  });
});

describe("the page of a property", () => {
  it("tells of which classes it is, what is demanded there, and statements as examples", async () => {
    const html = await page("/def/onderwijs?term=aantalLeerlingen");
    expect(rows(html, "vorm")[0]).toMatch(/^vestiging precies één/);
    expect(rows(html, "voorbeelden")).toEqual(["De Wilg 12.345"]);
  });

  it("says so when the data has none", async () => {
    expect(await page("/def/onderwijs?term=schooljaar")).toContain(
      "In de gegevens van deze dienst komt dit niet voor.",
    );
  });
});

describe("/def?term=", () => {
  it("is a view of the page alone: the RDF is that of the vocabulary", async () => {
    const turtle = await rig.get("/def/onderwijs?term=Vestiging", { accept: "text/turtle" });
    expect(await turtle.text()).toBe(await (await rig.get("/def/onderwijs.ttl")).text());
  });

  it("has a tag and an address of its own for each term and language", async () => {
    const tags = new Set<string | null>();
    for (const query of ["", "?term=Vestiging", "?term=BevoegdGezag", "?term=Vestiging&lang=en"]) {
      const { headers } = await rig.get(`/def/onderwijs${query}`, { accept: "text/html" });
      tags.add(headers.get("etag"));
      expect(headers.get("link")).toContain(`<${BASE}/def/onderwijs${query.replace("&lang=en", "")}>; rel="canonical"`);
    }
    expect(tags.size).toBe(4);
  });

  it.each(["Niets", "", "%3Cscript%3E", "__proto__", "../x"])("%j is no term: 404", async (term) => {
    const response = await rig.get(`/def/onderwijs?term=${term}`, { accept: "text/html" });
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain("<script>");
  });
});
