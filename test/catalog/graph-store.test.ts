/** SPARQL 1.1 Graph Store HTTP Protocol, reading: a graph by its own URL, by `?graph=`, and the default graph. */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { parseNQuads } from "#src/rdf/read/nquads.js";
import { canonical, readTurtle } from "../rdf/read-back.js";
import { BASE, BOARD, GRAPH, graphText, type Rig, SCHOOL, startRig } from "../server/rig.js";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const INDIRECT = `/sparql?graph=${encodeURIComponent(BASE + GRAPH)}`;

describe("a named graph", () => {
  it("is the same by ?graph= as at its own URL", async () => {
    const direct = await rig.get(GRAPH, { accept: "application/n-triples" });
    const indirect = await rig.get(INDIRECT, { accept: "application/n-triples" });
    expect(await indirect.text()).toBe(await direct.text());
    expect(indirect.headers.get("link")).toContain(`<${BASE}${GRAPH}>; rel="canonical"`);
  });

  it.each([
    ["text/turtle", "text/turtle; charset=utf-8"],
    ["application/ld+json", "application/ld+json"],
    ["application/rdf+xml", "application/rdf+xml; charset=utf-8"],
    ["application/trig", "application/trig; charset=utf-8"],
    ["application/n-quads", "application/n-quads; charset=utf-8"],
    ["*/*", "text/turtle; charset=utf-8"],
    ["text/html, */*;q=0.1", "text/turtle; charset=utf-8"],
  ])("for %s is %s", async (accept, type) => {
    const response = await rig.get(INDIRECT, { accept });
    expect([response.status, response.headers.get("content-type")]).toEqual([200, type]);
  });

  it("has HEAD, a tag and 304, and parts where it is sent as it is kept", async () => {
    const head = await rig.get(INDIRECT, { accept: "application/n-quads" }, { method: "HEAD" });
    const etag = head.headers.get("etag") ?? "";
    expect([head.status, head.headers.get("accept-ranges"), await head.text()]).toEqual([200, "bytes", ""]);
    const same = await rig.get(INDIRECT, { accept: "application/n-quads", "if-none-match": etag });
    expect(same.status).toBe(304);
    const part = await rig.get(INDIRECT, { accept: "application/n-quads", range: "bytes=0-9" });
    expect([part.status, await part.text()]).toEqual([206, graphText(GRAPH).slice(0, 10)]);
  });

  it("can be asked for by the name of a form", async () => {
    const response = await rig.get(`${INDIRECT}&format=nt`, { accept: "text/turtle" });
    expect(response.headers.get("content-type")).toBe("application/n-triples; charset=utf-8");
  });
});

describe("the default graph", () => {
  it("is what all graphs say, each triple once", async () => {
    const response = await rig.get("/sparql?default", { accept: "application/n-triples" });
    const lines = (await response.text()).split("\n").slice(0, -1);
    const stated = Object.keys(rig.manifest.graphs).flatMap((path) =>
      graphText(path)
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => line.slice(0, -` <${BASE}${path}> .`.length) + " ."),
    );
    expect(lines).toEqual([...new Set(stated)].sort());
    expect(lines.filter((line) => line.startsWith(`<${SCHOOL}> <${BASE}/def/onderwijs#bevoegdGezag>`))).toEqual([
      `<${SCHOOL}> <${BASE}/def/onderwijs#bevoegdGezag> <${BOARD}> .`,
    ]);
  });

  it.each([
    ["ttl", readTurtle],
    ["trig", (text: string) => readTurtle(text, "application/trig")],
    ["nq", (text: string) => canonical(parseNQuads(text))],
  ])("says the same as %s", async (format, read) => {
    const triples = await (await rig.get("/sparql?default&format=nt")).text();
    const text = await (await rig.get(`/sparql?default&format=${format}`)).text();
    expect(read(text)).toEqual(canonical(parseNQuads(triples)));
  });

  it("is one JSON-LD document", async () => {
    const response = await rig.get("/sparql?default", { accept: "application/ld+json" });
    expect(JSON.stringify(await response.json())).toContain("Stichting Tangent");
  });

  it("has a length, a checksum and parts", async () => {
    const target = "/sparql?default&format=ttl";
    const whole = await rig.get(target);
    const text = await whole.text();
    const { headers } = whole;
    expect([headers.get("content-length"), headers.get("accept-ranges")]).toEqual([
      String(Buffer.byteLength(text)),
      "bytes",
    ]);
    const sha256 = createHash("sha256").update(text).digest("base64");
    expect(headers.get("repr-digest")).toBe(`sha-256=:${sha256}:`);
    const part = await rig.get(target, { range: "bytes=10-19", "if-range": headers.get("etag") ?? "" });
    expect([part.status, part.headers.get("content-range"), await part.text()]).toEqual([
      206,
      `bytes 10-19/${Buffer.byteLength(text)}`,
      Buffer.from(text).subarray(10, 20).toString(),
    ]);
  });

  it("is made anew when a publish took a graph away meanwhile", async () => {
    const [path = "", entry] = Object.entries(rig.manifest.graphs)[0] ?? [];
    if (entry?.current === undefined) throw new Error("there is no graph");
    const lost = { ...entry, current: { ...entry.current, file: "graphs/verdwenen.nq", sha256: "verdwenen" } };
    const last = { ...rig.manifest, version: "20251122T101112Z", graphs: { ...rig.manifest.graphs, [path]: lost } };
    const before = await (await rig.get("/sparql?default&format=nt")).text();
    const versions = [last];
    rig.manifestIs(() => versions.pop() ?? rig.manifest);
    const response = await rig.get("/sparql?default&format=nt");
    rig.manifestIs(() => rig.manifest);
    expect(versions).toEqual([]);
    expect([response.status, await response.text()]).toEqual([200, before]);
  });

  it("has HEAD, and a tag for each form", async () => {
    const tags = await Promise.all(
      ["nt", "ttl"].map(async (format) => {
        const head = await rig.get(`/sparql?default=&format=${format}`, {}, { method: "HEAD" });
        return head.headers.get("etag") ?? "";
      }),
    );
    expect(new Set(tags).size).toBe(2);
    expect((await rig.get("/sparql?default&format=nt", { "if-none-match": tags[0] ?? "" })).status).toBe(304);
  });
});

describe("refused", () => {
  test.each([
    ["a graph that is not there", `/sparql?graph=${encodeURIComponent(`${BASE}/graph/niets`)}`, {}, 404],
    ["a foreign graph that is not there", "/sparql?graph=urn:niets", {}, 404],
    ["a relative IRI", "/sparql?graph=niets", {}, 400],
    ["an empty IRI", "/sparql?graph=", {}, 400],
    ["two graphs", "/sparql?graph=urn:a&graph=urn:b", {}, 400],
    ["graph and default", "/sparql?graph=urn:a&default", {}, 400],
    ["graph and query", "/sparql?graph=urn:a&query=ASK%7B%7D", {}, 400],
    ["a form that graphs do not have", `${INDIRECT}&format=csv`, {}, 406],
    ["a type that graphs do not have", INDIRECT, { accept: "text/csv" }, 406],
    ["two forms", `${INDIRECT}&format=ttl&format=nt`, {}, 400],
  ])("%s", async (_, path, headers, status) => {
    const response = await rig.get(path, headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ status, detail: expect.stringMatching(/.{20}/) });
  });

  test.each([
    ["PUT", INDIRECT, 405],
    ["DELETE", INDIRECT, 405],
    ["PATCH", INDIRECT, 405],
    ["POST", INDIRECT, 403],
    ["POST", "/sparql?default", 403],
    ["PUT", GRAPH, 405],
    ["POST", GRAPH, 405],
    ["DELETE", GRAPH, 405],
  ])("%s to %s, with how data does change", async (method, path, status) => {
    const body = method === "DELETE" ? {} : { body: "<urn:a> <urn:b> <urn:c> ." };
    const response = await rig.get(path, { "content-type": "text/turtle" }, { method, ...body });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining("onderwijsgraaf ingest") });
  });
});
