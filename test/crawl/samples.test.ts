/** All that the samples publish: every URI answers, and every kind of thing keeps the whole contract (MODEL §1.1). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DOCUMENT_FORMATS, MEDIA_TYPES } from "#src/rdf/media-types.js";
import { KINDS } from "#src/resources/kinds.js";
import { type Crawl, crawl } from "./crawler.js";
import { BASE, type SamplesService, startSamplesService } from "./samples-service.js";

/** Kinds of which the samples hold only other names of things that DUO knows. */
const ALIASES = ["onderwijsbestuur", "organisatie"];
/** Nothing is lost of the samples. */
const NONE = ["bevinding"];

let service: SamplesService;
let found: Crawl;
beforeAll(async () => {
  service = await startSamplesService();
  found = await crawl({
    url: service.url,
    base: BASE,
    from: ["/"],
    pagesPerKind: 2,
    termsPerVocabulary: 12,
    graphsPerForm: 3,
    connections: 8,
  });
}, 300_000);
afterAll(() => service.close());

/** A thing of a kind that is neither an alias nor gone: its reference with the concept before it. */
async function exampleOf(concept: string): Promise<string | undefined> {
  for (const path of found.asked) {
    if (!path.startsWith(`/id/${concept}/`) || path.includes("?")) continue;
    if ((await service.get(path)).status !== 303) continue;
    const reference = path.slice("/id/".length);
    const document = await service.get(`/doc/${reference}.ttl`, {}, "HEAD");
    if (document.status === 200) return reference;
  }
  return undefined;
}

it("every IRI of ours that any document names answers with 200, 303 to 200, 410, or as another name of such a one", () => {
  expect(found.failed).toEqual([]);
  expect(service.failures).toEqual([]);
  expect(found.asked.size).toBeGreaterThan(2000);
});

it("no page has a block in a paragraph", () => {
  expect(found.broken).toEqual([]);
});

it.each(ALIASES)("another name of the kind %s moves to the thing by 301, from its document too", async (concept) => {
  const path = [...found.asked].find((asked) => asked.startsWith(`/id/${concept}/`) && !asked.includes("?")) ?? "";
  const thing = await service.get(path, { accept: "text/turtle" });
  expect(thing.status).toBe(301);
  const canonical = thing.headers.get("location") ?? "";
  expect((await service.get(canonical)).status).toBe(303);
  const document = await service.get(`${path.replace("/id/", "/doc/")}.ttl`);
  expect([document.status, document.headers.get("location")]).toEqual([
    301,
    `${canonical.replace("/id/", "/doc/")}.ttl`,
  ]);
});

describe.each(KINDS.map(({ concept }) => concept).filter((concept) => ![...ALIASES, ...NONE].includes(concept)))(
  "a thing of the kind %s",
  (concept) => {
    let reference: string;
    beforeAll(async () => {
      const example = await exampleOf(concept);
      if (example === undefined) throw new Error(`the samples hold no ${concept}`);
      reference = example;
    });

    it("is sent to its document by 303, in the form that weights and specificity decide", async () => {
      for (const [accept, location] of [
        ["text/html", `/doc/${reference}`],
        ["text/turtle", `/doc/${reference}.ttl`],
        ["text/*;q=0.5, application/ld+json;q=0.9", `/doc/${reference}.jsonld`],
        ["*/*;q=0.1, application/trig;q=0, application/n-quads;q=0.2", `/doc/${reference}.nq`],
      ] as const) {
        const answer = await service.get(`/id/${reference}`, { accept });
        expect([answer.status, answer.headers.get("location")]).toEqual([303, location]);
        expect(answer.headers.get("vary")).toContain("Accept");
      }
    });

    it("has one spelling, to which others move by 301", async () => {
      const shouted = `/id/${concept.toUpperCase()}${reference.slice(concept.length)}/`;
      const answer = await service.get(shouted);
      expect([answer.status, answer.headers.get("location")]).toEqual([301, `/id/${reference}`]);
    });

    it("is unknown under another reference, and has no other forms than there are", async () => {
      expect((await service.get(`/id/${concept}/0~onbekend`)).status).toBe(404);
      expect((await service.get(`/doc/${concept}/0~onbekend.ttl`)).status).toBe(404);
      expect((await service.get(`/id/${reference}`, { accept: "image/png" })).status).toBe(406);
      expect((await service.get(`/doc/${reference}`, { accept: "image/png" })).status).toBe(406);
    });

    it("is described in each form, with validators of that form and links to the others", async () => {
      const tags = new Set<string>();
      for (const format of DOCUMENT_FORMATS) {
        const answer = await service.get(`/doc/${reference}`, { accept: MEDIA_TYPES[format] });
        const { headers } = answer;
        expect(answer.status).toBe(200);
        expect(headers.get("content-type")).toContain(MEDIA_TYPES[format]);
        expect(headers.get("content-location")).toBe(`/doc/${reference}.${format}`);
        expect(headers.get("last-modified")).toMatch(/^Sun, 22 Nov 2026 12:00:0\d GMT$/);
        expect(headers.get("vary")).toContain("Accept");
        expect(headers.get("access-control-allow-origin")).toBe("*");
        const etag = headers.get("etag") ?? "";
        expect(etag).toMatch(/^"[^"]+"$/);
        tags.add(etag);
        const links = headers.get("link") ?? "";
        for (const other of DOCUMENT_FORMATS) {
          const alternate = `</doc/${reference}.${other}>; rel="alternate"; type="${MEDIA_TYPES[other]}"`;
          expect(links.includes(alternate)).toBe(other !== format);
        }
        expect(links).toContain(`<${BASE}/doc/${reference}>; rel="canonical"`);
        expect(links).toContain(`<${BASE}/id/${reference}>; rel="describes"`);
        expect(links).toContain('rel="describedby"');
        const again = await service.get(`/doc/${reference}`, { accept: MEDIA_TYPES[format], "if-none-match": etag });
        expect([again.status, again.headers.get("etag"), await again.text()]).toEqual([304, etag, ""]);
        expect(again.headers.get("vary")).toContain("Accept");
        await answer.body?.cancel();
      }
      expect(tags.size).toBe(DOCUMENT_FORMATS.length);
    });

    it("answers HEAD as GET without a body, and OPTIONS with what can be done", async () => {
      const get = await service.get(`/doc/${reference}.ttl`);
      const head = await service.get(`/doc/${reference}.ttl`, {}, "HEAD");
      expect([head.status, await head.text()]).toEqual([200, ""]);
      for (const name of ["content-type", "content-length", "etag", "link", "last-modified", "cache-control"]) {
        expect(head.headers.get(name)).toBe(get.headers.get(name));
      }
      await get.body?.cancel();
      for (const path of [`/id/${reference}`, `/doc/${reference}`]) {
        const options = await service.get(path, {}, "OPTIONS");
        expect([options.status, options.headers.get("allow")]).toEqual([204, "OPTIONS, GET, HEAD"]);
      }
    });
  },
);
