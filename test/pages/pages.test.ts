import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatLiteral, safeHref } from "#src/pages/wording.js";
import { literal, XSD } from "#src/rdf/terms.js";
import { BASE, type Rig, SCHOOL, startRig } from "../server/rig.js";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

async function page(path: string): Promise<string> {
  return (await rig.get(path, { accept: "text/html" })).text();
}

describe("the page about a thing", () => {
  it("shows names, links by their IRI, and says which graph each value is from", async () => {
    const html = await page("/doc/vestiging/16SW03");
    expect(html).toContain("<h1>De Wilg</h1>");
    expect(html).toContain(
      `<a href="/id/bevoegd-gezag/41645" title="${BASE}/id/bevoegd-gezag/41645">Stichting Tangent</a>`,
    );
    expect(html).toMatch(/class="source"[^>]*geladen op 22 november 2026">DUO</);
    expect(html).toMatch(/class="source"[^>]*>Edu-V</);
  });

  it("writes numbers and dates as people do, in the language of the page", async () => {
    expect(await page("/doc/vestiging/16SW03")).toContain("12.345");
    expect(await page("/doc/vestiging/16SW03")).toContain("1 mei 2026");
    const english = await page("/doc/vestiging/16SW03?lang=en");
    expect(english).toContain('<html lang="en">');
    expect(english).toContain("12,345");
    expect(english).toContain("number of pupils");
  });

  it("cannot be broken out of by a value: text is escaped, the JSON-LD block too", async () => {
    const html = await page("/doc/vestiging/16SW03");
    expect(html.match(/<\/script>/g)).toHaveLength(1);
    const block = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
    expect(JSON.parse(block)).toMatchObject({ id: SCHOOL, name: 'De Wilg </script> "&" é' });
  });

  it("makes no link of an address that could run", async () => {
    const html = await page("/doc/vestiging/16SW03");
    expect(html).not.toContain('href="javascript:');
    expect(html).toContain("javascript:alert(1)");
  });

  it("counts what points to it and shows 25 at a time", async () => {
    const first = await page("/doc/bevoegd-gezag/41645");
    expect(first).toContain("(61)");
    expect(first).toContain("Pagina 1 van 3");
    const via = encodeURIComponent(`${BASE}/def/onderwijs#bevoegdGezag`);
    const last = await page(`/doc/bevoegd-gezag/41645?via=${via}&pagina=3`);
    expect(last).toContain("Pagina 3 van 3");
  });

  it("has no page of that beyond the last, and takes no word that is no property or page", async () => {
    const via = encodeURIComponent(`${BASE}/def/onderwijs#bevoegdGezag`);
    for (const accept of ["text/html", "text/turtle"]) {
      for (const nothing of [`via=${via}&pagina=4`, "via=http://schema.org/nothing"]) {
        expect((await rig.get(`/doc/bevoegd-gezag/41645?${nothing}`, { accept })).status).toBe(404);
      }
      for (const wrong of ["via=%3E%20x", `via=${via}&pagina=0`, `via=${via}&pagina=x`, `via=${via}&via=${via}`]) {
        expect((await rig.get(`/doc/bevoegd-gezag/41645?${wrong}`, { accept })).status).toBe(400);
      }
    }
  });

  it("links a page of what points to it to its other forms, and to itself (RFC 6596)", async () => {
    const query = new URLSearchParams({ via: `${BASE}/def/onderwijs#bevoegdGezag`, pagina: "2" }).toString();
    const { headers } = await rig.get(`/doc/bevoegd-gezag/41645.ttl?${query}`);
    const link = headers.get("link") ?? "";
    expect(link).toContain(`</doc/bevoegd-gezag/41645.jsonld?${query}>; rel="alternate"`);
    expect(link).toContain(`<${BASE}/doc/bevoegd-gezag/41645?${query}>; rel="canonical"`);
  });

  it("tells a text and the concept made of it once, as the concept, unless they differ", async () => {
    const [zaak, tk] = [`${BASE}/id/tk/zaak/669e6b7e-2f11-4ef6-99bd-336e25711dbf`, `${BASE}/def/parlement#`];
    const label = "<http://www.w3.org/2000/01/rdf-schema#label>";
    const own = await startRig({
      more: {
        "/graph/tweedekamer/zaak": [
          `<${zaak}> <${tk}soort> "Motie"`,
          `<${zaak}> <${tk}soortBegrip> <${BASE}/id/begrip/tk-zaak-soort/motie>`,
          `<${zaak}> <${tk}status> "Vrij"`,
          `<${zaak}> <${tk}statusBegrip> <${BASE}/id/begrip/tk-zaak-status/vrijgegeven>`,
          `<${zaak}> <${tk}kamer> "2"^^<http://www.w3.org/2001/XMLSchema#integer>`,
          `<${zaak}> <${tk}kamerBegrip> <${BASE}/id/begrip/tk-document-kamer/2>`,
          `<${BASE}/id/begrip/tk-document-kamer/2> ${label} "Tweede Kamer"`,
          `<${BASE}/id/begrip/tk-zaak-soort/motie> ${label} "Motie"`,
          `<${BASE}/id/begrip/tk-zaak-soort/motie> <http://www.w3.org/2004/02/skos/core#prefLabel> "Motion"@en`,
          `<${BASE}/id/begrip/tk-zaak-status/vrijgegeven> ${label} "Vrijgegeven"`,
        ],
      },
    });
    try {
      const pageIn = async (language: string): Promise<string> =>
        (await own.get(`${new URL(zaak.replace("/id/", "/doc/")).pathname}?lang=${language}`)).text();
      const html = await pageIn("nl");
      expect(namesOn(html)).toEqual(["kamer", "soort", "status", "status begrip"]);
      expect(html).toMatch(/title="[^"]*#soort">soort<.*?tk-zaak-soort\/motie">Motie</s);
      expect(html).toMatch(/tk-document-kamer\/2">Tweede Kamer</);
      const english = await pageIn("en");
      expect(namesOn(english)).toEqual(namesOn(html));
      expect(english).toMatch(/tk-zaak-soort\/motie">Motion</);
    } finally {
      await own.close();
    }
  });

  it("calls what has no name by its kind and code", async () => {
    expect(await page("/doc/vestiging/99ZZ00")).toContain("<h1>Vestiging 99ZZ00</h1>");
  });

  it("has landmarks, one h1, a skip link, a canonical address and its other forms", async () => {
    const html = await page("/doc/vestiging/16SW03");
    for (const part of [
      '<html lang="nl">',
      '<main id="inhoud">',
      'href="#inhoud"',
      "<nav aria-label=",
      "<header",
      "<footer",
    ]) {
      expect(html).toContain(part);
    }
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html).toContain(`<link rel="canonical" href="${BASE}/doc/vestiging/16SW03"/>`);
    expect(html).toContain('<link rel="alternate" type="text/turtle" href="/doc/vestiging/16SW03.ttl"/>');
  });
});

/** What the facts of a page are called. */
function namesOn(html: string): string[] {
  return [...html.matchAll(/<dt>(.*?)<\/dt>/gs)].map(([, name = ""]) => name.replace(/<[^>]*>/g, ""));
}

describe("home and search", () => {
  it("home lists the graphs with counts and freshness, and example questions", async () => {
    const html = await page("/");
    expect(html).toContain('<a href="/graph/duo/03-vestigingen">');
    expect(html).toContain("22 november 2026");
    expect(html).toContain("Welke scholen vallen onder bestuur 41645?");
  });

  it("an empty archive says how to fill it", async () => {
    const empty = await startRig({ empty: true });
    const html = await (await empty.get("/", { accept: "text/html" })).text();
    expect(html).toContain("Er zijn nog geen gegevens");
    expect(html).toContain("onderwijsgraaf ingest duo");
    await empty.close();
  });

  it.each(["16sw03", "wilg", "WILG"])("search finds by code and by part of a name: %s", async (question) => {
    const response = await rig.get(`/search?q=${question}`, { accept: "application/json" });
    expect(await response.json()).toMatchObject({ results: [{ iri: SCHOOL, label: "De Wilg" }] });
  });

  it.each(['") } #', "\\", '"', "\ud800", "<script>", "é".repeat(500)])("search takes %j as text", async (question) => {
    const response = await rig.get(`/search?${new URLSearchParams({ q: question }).toString()}`, {
      accept: "text/html",
    });
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain("<script>");
  });

  it("search without a question is the form alone", async () => {
    expect(await page("/search")).toContain('role="search"');
  });
});

describe("wording", () => {
  it.each([
    ["1234", "integer", "1234"],
    ["12345.5", "decimal", "12.345,5"],
    ["2026-02-01", "date", "1 februari 2026"],
    ["2026-02-30", "date", "2026-02-30"],
    ["true", "boolean", "ja"],
    ["2026-05-01T12:00:00Z", "dateTime", "1 mei 2026 om 14:00"],
    ["2026-05-01T00:00:00+02:00", "dateTime", "1 mei 2026"],
    ["2026-05-01T00:00:00Z", "dateTime", "1 mei 2026 om 02:00"],
    ["2026-05-01T12:00:00", "dateTime", "1 mei 2026 om 12:00"],
    ["gisteren", "dateTime", "gisteren"],
    ["123456789012345678901234567890", "integer", "123456789012345678901234567890"],
  ])("%s of type %s reads %s", (value, type, text) => {
    expect(formatLiteral(literal(value, { datatype: XSD + type }), "nl")).toBe(text);
  });

  it.each([
    ["https://school.nl/", "https://school.nl/"],
    ["mailto:a@b.nl", "mailto:a@b.nl"],
    ["tel:+31201234567", "tel:+31201234567"],
    ["javascript:alert(1)", undefined],
    ["data:text/html,x", undefined],
    ["//elders.nl", undefined],
    ["https://", undefined],
  ])("%s as a link is %s", (url, href) => {
    expect(safeHref(url)).toBe(href);
  });
});

async function titleOf(path: string): Promise<string | undefined> {
  return /<title>([^<]*)/.exec(await (await rig.get(path, { accept: "text/html" })).text())?.[1];
}

it("the title of the window says what sort of thing a page is about, so that namesakes differ", async () => {
  expect(await titleOf("/doc/vestiging/16SW03")).toBe("De Wilg · vestiging · Onderwijsgraaf");
  expect(await titleOf("/def/onderwijs?term=Vestiging")).toBe("vestiging · Klasse · Onderwijsgraaf");
});

it("the page of a load calls the graphs that it made as the catalogue does", async () => {
  const html = await (await rig.get("/doc/lading/duo/20261122T101112Z", { accept: "text/html" })).text();
  expect(html).toMatch(/<li><a href="\/graph\/duo\/03-vestigingen" [^>]*>Graaf \/graph\/duo\/03-vestigingen<\/a>/);
});
