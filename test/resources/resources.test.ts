import { Parser } from "n3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BASE, BOARD, type Rig, SCHOOL, startRig } from "../server/rig.js";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const DOC = "/doc/vestiging/16SW03";

describe("/id", () => {
  it("sends people to the page and programs to the form they ask for, by 303", async () => {
    const page = await rig.get("/id/vestiging/16SW03", { accept: "text/html,*/*;q=0.8" });
    expect([page.status, page.headers.get("location")]).toEqual([303, DOC]);
    const turtle = await rig.get("/id/vestiging/16SW03", { accept: "text/turtle" });
    expect([turtle.status, turtle.headers.get("location")]).toEqual([303, `${DOC}.ttl`]);
    expect(turtle.headers.get("vary")).toBe("Accept");
  });

  it.each(["/id/vestiging/16sw03", "/id/vestiging/16SW03/", "/id/Vestiging/16%53W03"])(
    "sends %s to the one spelling without asking the store",
    async (path) => {
      const before = rig.store.asked;
      const response = await rig.get(path);
      expect([response.status, response.headers.get("location")]).toEqual([301, "/id/vestiging/16SW03"]);
      expect(rig.store.asked).toBe(before);
    },
  );

  it("sends an alias to the thing it is an alias of, from the document too", async () => {
    const id = await rig.get("/id/onderwijslocatie/112X995");
    expect([id.status, id.headers.get("location")]).toEqual([301, "/id/vestiging/16SW03"]);
    const doc = await rig.get("/doc/onderwijslocatie/112X995");
    expect([doc.status, doc.headers.get("location")]).toEqual([301, DOC]);
  });

  it("follows no alias out of its own namespace", async () => {
    const response = await rig.get("/id/onderwijslocatie/113X995");
    expect(response.headers.get("location") ?? "").not.toContain("elders");
  });

  it("answers 404 for what nobody knows or can be", async () => {
    expect((await rig.get("/id/vestiging/00AA00")).status).toBe(404);
    expect((await rig.get("/id/vestiging/geen-brin")).status).toBe(404);
    expect((await rig.get("/doc/vestiging/00AA00.ttl")).status).toBe(404);
  });

  it.each([
    DOC,
    "/def/onderwijs",
    "/graph/duo/03-vestigingen",
    "/catalog",
    "/.well-known/void",
    "/changes",
    "/sparql",
    "/sparql?default",
    `/sparql?query=${encodeURIComponent("CONSTRUCT WHERE { ?s ?p ?o }")}`,
  ])("gives JSON-LD, and says so, to who takes JSON: %s", async (path) => {
    const response = await rig.get(path, { accept: "application/json" });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/ld+json");
    expect(response.headers.get("vary")).toContain("Accept");
    expect(await response.json()).toHaveProperty("@context");
    const named = await rig.get(path, { accept: "application/ld+json" });
    expect(named.headers.get("etag")).toBe(response.headers.get("etag"));
  });

  it("sends who takes JSON from a thing to its JSON-LD", async () => {
    const response = await rig.get("/id/vestiging/16SW03", { accept: "application/json" });
    expect([response.status, response.headers.get("location")]).toEqual([303, `${DOC}.jsonld`]);
  });

  it("answers 406 with what there is, for what it cannot give", async () => {
    const response = await rig.get("/id/vestiging/16SW03", { accept: "image/png" });
    expect(response.status).toBe(406);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ status: 406, available: expect.arrayContaining(["text/turtle"]) });
  });

  it.each([
    ["/doc/vestiging/00AA00", 404],
    ["/doc/vestiging/99ZZ00", 410],
    ["/sparql?query=SELECT%20nonsense", 400],
  ])("lets no condition turn the answer at %s, %i, into a 304", async (path, status) => {
    const later = await rig.get(path, { "if-modified-since": "Sun, 22 Nov 2099 10:11:12 GMT" });
    expect([later.status, later.headers.get("etag")]).toEqual([status, null]);
    expect((await rig.get(path, { "if-none-match": "*" })).status).toBe(status);
  });

  it("answers 304 to a date only for what there is, and 412 when another version is asked for", async () => {
    const since = { "if-modified-since": "Sun, 22 Nov 2026 10:11:12 GMT" };
    expect((await rig.get(DOC, since)).status).toBe(304);
    const table = await rig.get("/sparql?query=ASK%20%7B%7D", since);
    expect([table.status, await table.text()]).toEqual([304, ""]);
    expect((await rig.get(DOC, { "if-match": '"een andere"' })).status).toBe(412);
    const etag = (await rig.get(DOC)).headers.get("etag") ?? "";
    expect((await rig.get(DOC, { "if-match": `"a", ${etag}` })).status).toBe(200);
    expect((await rig.get(DOC, { "if-unmodified-since": "Sun, 22 Nov 2020 10:11:12 GMT" })).status).toBe(412);
  });

  it("sends the gone to their tombstone, which is 410 in every form", async () => {
    expect((await rig.get("/id/vestiging/99ZZ00")).status).toBe(303);
    const turtle = await rig.get("/doc/vestiging/99ZZ00.ttl");
    expect(turtle.status).toBe(410);
    expect(await turtle.text()).toContain("lds:Grafsteen");
    const page = await rig.get("/doc/vestiging/99ZZ00", { accept: "text/html" });
    expect(page.status).toBe(410);
    expect(await page.text()).toContain("vervallen");
  });
});

describe("/doc", () => {
  it("gives prefixed Turtle of the thing, its hash children and the labels of what it points to", async () => {
    const response = await rig.get(DOC, { accept: "text/turtle" });
    expect(response.headers.get("content-type")).toBe("text/turtle; charset=utf-8");
    const text = await response.text();
    expect(text).toContain("@prefix ond:");
    expect(text.indexOf(`<${SCHOOL}>`)).toBeLessThan(text.indexOf(`<${SCHOOL}#bezoekadres> `));
    const quads = new Parser().parse(text);
    const subjects = new Set(quads.map((quad) => quad.subject.value));
    // And the other id of the school, which points to it.
    expect(subjects).toEqual(new Set([SCHOOL, `${SCHOOL}#bezoekadres`, BOARD, `${BASE}/id/onderwijslocatie/112X995`]));
    expect(quads.filter((quad) => quad.predicate.value.endsWith("bevoegdGezag"))).toHaveLength(1);
  });

  it("says in TriG which graph and load each statement is from, as often as it is said", async () => {
    const text = await (await rig.get(`${DOC}.trig`)).text();
    expect(text).toContain(`# geladen door <${BASE}/id/lading/duo/20261122T101112Z> op 2026-11-22T10:11:12.000Z`);
    const quads = new Parser({ format: "application/trig" }).parse(text);
    expect(quads.filter((quad) => quad.predicate.value.endsWith("bevoegdGezag"))).toHaveLength(2);
    const loads = quads.filter((quad) => quad.predicate.value === "http://www.w3.org/ns/prov#wasGeneratedBy");
    const explained = new Set(loads.map((quad) => quad.subject.value));
    const graphs = new Set(quads.map((quad) => quad.graph.value).filter((g) => g.startsWith(`${BASE}/graph/duo/`)));
    expect([...graphs].filter((graph) => !explained.has(graph))).toEqual([]);
    expect(loads.map((quad) => quad.object.value)).toContain(`${BASE}/id/lading/duo/20261122T101112Z`);
  });

  it.each([
    ["jsonld", "application/ld+json"],
    ["nt", "application/n-triples; charset=utf-8"],
    ["nq", "application/n-quads; charset=utf-8"],
    ["rdf", "application/rdf+xml; charset=utf-8"],
  ])("has a fixed form at .%s", async (extension, type) => {
    const response = await rig.get(`${DOC}.${extension}`, { accept: "image/png" });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(type);
  });

  it("carries everything that caches and crawlers need", async () => {
    const { headers } = await rig.get(DOC, { accept: "application/n-triples" });
    expect(headers.get("vary")).toBe("Accept, Accept-Encoding");
    expect(headers.get("content-location")).toBe(`${DOC}.nt`);
    expect(headers.get("etag")).toMatch(/^"[^"]+"$/);
    expect(headers.get("last-modified")).toBe("Sun, 22 Nov 2026 10:11:12 GMT");
    expect(headers.get("cache-control")).toContain("public");
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("access-control-allow-credentials")).toBeNull();
    const link = headers.get("link") ?? "";
    expect(link).toContain(`<${DOC}.ttl>; rel="alternate"; type="text/turtle"`);
    expect(link).toContain(`<${BASE}${DOC}>; rel="canonical"`);
    expect(link).toContain(`<${SCHOOL}>; rel="describes"`);
    expect(link).toContain(`</def/onderwijs>; rel="describedby"`);
    expect(link).toContain(`<https://creativecommons.org/publicdomain/zero/1.0/>; rel="license"`);
  });

  it("gives each form a tag of its own, and decides 304 after negotiation without a question to the store", async () => {
    const turtle = (await rig.get(DOC, { accept: "text/turtle" })).headers.get("etag") ?? "";
    const page = (await rig.get(DOC, { accept: "text/html" })).headers.get("etag") ?? "";
    expect(turtle).not.toBe(page);
    const before = rig.store.asked;
    const same = await rig.get(DOC, { accept: "text/turtle", "if-none-match": `"x", ${turtle}` });
    expect(same.status).toBe(304);
    expect(same.headers.get("vary")).toBe("Accept, Accept-Encoding");
    expect(rig.store.asked).toBe(before);
    expect((await rig.get(DOC, { accept: "text/html", "if-none-match": turtle })).status).toBe(200);
  });

  it("changes its tag with the archive", async () => {
    const first = (await rig.get(`${DOC}.ttl`)).headers.get("etag");
    const version = rig.store.archiveVersion;
    rig.store.archiveVersion = "20261123T000000Z";
    const second = (await rig.get(`${DOC}.ttl`)).headers.get("etag");
    rig.store.archiveVersion = version;
    expect(second).not.toBe(first);
  });

  it("answers HEAD as GET without a body, and OPTIONS with what can be done", async () => {
    const head = await rig.get(`${DOC}.ttl`, {}, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect(Number(head.headers.get("content-length"))).toBeGreaterThan(100);
    const options = await rig.get(DOC, { origin: "https://x.test" }, { method: "OPTIONS" });
    expect([options.status, options.headers.get("allow")]).toEqual([204, "OPTIONS, GET, HEAD"]);
  });

  it("takes a wrong spelling to the right one, extension and all", async () => {
    const response = await rig.get("/doc/vestiging/16sw03.ttl?x=1");
    expect([response.status, response.headers.get("location")]).toEqual([301, `${DOC}.ttl?x=1`]);
  });
});

describe("paths that mean no good", () => {
  it.each([
    ["/id/vestiging/%E0%A4%A", 400],
    ["/doc/vestiging/%", 400],
    ["/id/vestiging/..%2f..%2fetc%2fpasswd", 404],
    ["/doc/x/%22%3E%3Cscript%3E", 404],
    ["/id/x/a%00b", 404],
    [`/id/x/${"a".repeat(3000)}`, 414],
    ["/id/", 404],
    ["/nergens", 404],
  ])("%s is answered, with %i", async (path, status) => {
    expect((await rig.get(path)).status).toBe(status);
  });

  it("an odd method is 405, with those there are", async () => {
    const response = await rig.get(DOC, {}, { method: "DELETE" });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "OPTIONS, GET, HEAD"]);
  });
});
