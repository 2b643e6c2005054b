import { createHash } from "node:crypto";
import { existsSync, readdirSync, readlinkSync } from "node:fs";
import { appendFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { Parser } from "n3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requestedRange } from "#src/catalog/byte-range.js";
import { graphPath } from "#src/archive/graph-name.js";
import { BASE, GRAPH, graphText, type Rig, startRig } from "../server/rig.js";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const text = graphText(GRAPH);
const sha256 = createHash("sha256").update(text).digest("hex");

/** Whether a file descriptor of this process is of the archive. */
function isOfArchive(fd: string): boolean {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`).startsWith(rig.dataDir);
  } catch {
    return false;
  }
}

it.skipIf(!existsSync("/proc/self/fd"))("a file is closed when it is not the one that is asked for", async () => {
  for (let n = 0; n < 3; n += 1) {
    expect((await rig.get(`${GRAPH}.nq`, { "if-match": '"another"' })).status).toBe(412);
  }
  expect(readdirSync("/proc/self/fd").filter(isOfArchive)).toEqual([]);
});

describe("a graph", () => {
  it("downloads as the file in the archive, with length and checksum", async () => {
    const response = await rig.get(`${GRAPH}.nq`);
    expect(await response.text()).toBe(text);
    expect(response.headers.get("content-length")).toBe(String(Buffer.byteLength(text)));
    expect(response.headers.get("etag")).toBe(`"${sha256}"`);
    expect(response.headers.get("accept-ranges")).toBe("bytes");
    expect(response.headers.get("last-modified")).toBe("Sun, 22 Nov 2026 10:11:12 GMT");
    expect((await rig.get(`${GRAPH}.nq`, { "if-none-match": `"${sha256}"` })).status).toBe(304);
  });

  it("has no checksum beside what is said instead of it", async () => {
    for (const [headers, status] of [
      [{ range: "bytes=999999999-" }, 416],
      [{ "if-match": '"another"' }, 412],
    ] as const) {
      const response = await rig.get(`${GRAPH}.nq`, headers);
      expect([response.status, response.headers.get("repr-digest")]).toEqual([status, null]);
    }
  });

  it("tells HEAD the length of the whole, whatever range it names: ranges are for GET", async () => {
    const head = await rig.get(`${GRAPH}.nq`, { range: "bytes=0-9" }, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length")]).toEqual([200, String(Buffer.byteLength(text))]);
  });

  it("is found compressed, and is the same, when a publish superseded it that is not served yet", async () => {
    const path = "/graph/edu-v/bron/organisations";
    const tag = (await rig.get(`${path}.nq`)).headers.get("etag") ?? "";
    const file = join(rig.dataDir, rig.manifest.graphs[path]?.current?.file ?? "");
    await writeFile(`${file}.gz`, gzipSync(graphText(path)));
    await rm(file);
    const whole = await rig.get(`${path}.nq`, { "if-match": tag });
    expect([whole.status, whole.headers.get("etag"), await whole.text()]).toEqual([200, tag, graphText(path)]);
    expect(await (await rig.get(`${path}.nt`)).text()).toContain("bevoegdGezag");
  });

  it.each(["ttl", "trig", "jsonld", "nt", "rdf"])("streams as .%s and .%s.gz with the same content", async (form) => {
    const plain = await (await rig.get(`${GRAPH}.${form}`)).text();
    const zipped = await rig.get(`${GRAPH}.${form}.gz`);
    expect(zipped.headers.get("content-type")).toBe("application/gzip");
    expect(gunzipSync(Buffer.from(await zipped.arrayBuffer())).toString()).toBe(plain);
    expect(plain).toContain("Tilburg");
  });

  it("says all there is in Turtle", async () => {
    const turtle = await (await rig.get(`${GRAPH}.ttl`)).text();
    expect(new Parser().parse(turtle)).toHaveLength(text.split("\n").length - 1);
  });

  it("is negotiated at its own URL, and is a page for people", async () => {
    await made(`${GRAPH}.ttl`);
    const turtle = await rig.get(GRAPH, { accept: "text/turtle" });
    expect([turtle.headers.get("content-location"), turtle.headers.get("vary")]).toEqual([
      `${GRAPH}.ttl`,
      "Accept, Accept-Encoding",
    ]);
    expect(turtle.headers.get("link")).toContain('rel="license"');
    const page = await (await rig.get(GRAPH, { accept: "text/html" })).text();
    expect(page).toContain("1 oktober 2026");
    expect(page).toContain("/download/duo-03-vestigingen/20251122T101112Z.nq.gz");
  });

  it("HEAD of a streamed form has no body and leaves no file open", async () => {
    const response = await rig.get(`${GRAPH}.ttl`, {}, { method: "HEAD" });
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  it("is found at its own address also where that is no path of the archive, as one with an accent", async () => {
    const path = graphPath(BASE, `${BASE}/graph/bron/café`);
    const more = { [path]: ["<urn:s> <urn:p> <urn:o>"] };
    const own = await startRig({ more });
    const found = await own.get("/graph/bron/caf%C3%A9.nq");
    expect([found.status, await found.text()]).toEqual([200, graphText(path, more)]);
    await own.close();
  });

  it("without a current version is 404, and its page has the older ones", async () => {
    const { current: _, ...entry } = rig.manifest.graphs[GRAPH] ?? { path: GRAPH, title: "", rank: 1, older: [] };
    rig.manifestIs(() => ({ ...rig.manifest, graphs: { ...rig.manifest.graphs, [GRAPH]: entry } }));
    const [file, page] = [await rig.get(`${GRAPH}.nq`), await rig.get(`${GRAPH}.html`)];
    rig.manifestIs(() => rig.manifest);
    expect([file.status, await file.text()]).toEqual([404, expect.stringContaining("no current version")]);
    expect(await page.text()).toContain("20251122T101112Z.nq.gz");
  });

  it.each([
    "/graph/duo/niets",
    "/graph/duo/niets.ttl",
    `${GRAPH}.html.gz`,
    `${GRAPH}.exe`,
    "/graph/../../etc/passwd",
    "/graph/constructor",
  ])("%s is 404", async (path) => {
    expect((await rig.get(path)).status).toBe(404);
  });
});

/** Waits until a form is there: who asks sooner may get it as it is made, without a length. */
async function made(path: string): Promise<void> {
  const length = async (): Promise<string | null> => {
    const answer = await rig.get(path);
    await answer.arrayBuffer();
    return answer.headers.get("content-length");
  };
  await expect.poll(length, { timeout: 20_000 }).not.toBeNull();
}

describe.each(["ttl", "trig", "jsonld", "nt", "rdf", "ttl.gz", "nq.gz"])("a form that is made, .%s,", (form) => {
  it("has length, checksum and ranges as a file has", async () => {
    await made(`${GRAPH}.${form}`);
    const whole = await rig.get(`${GRAPH}.${form}`);
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(whole.headers.get("content-length")).toBe(String(bytes.length));
    const sum = createHash("sha256").update(bytes).digest("base64");
    expect(whole.headers.get("repr-digest")).toBe(`sha-256=:${sum}:`);
    const part = await rig.get(`${GRAPH}.${form}`, { range: "bytes=10-19" });
    expect([part.status, Buffer.from(await part.arrayBuffer())]).toEqual([206, bytes.subarray(10, 20)]);
    const head = await rig.get(`${GRAPH}.${form}`, {}, { method: "HEAD" });
    expect(head.headers.get("content-length")).toBe(String(bytes.length));
  });

  it("is an error, and no shorter graph, when the file in the archive breaks off", async () => {
    const own = await startRig();
    await appendFile(join(own.dataDir, own.manifest.graphs[GRAPH]?.current?.file ?? ""), "<urn:a> <urn:b");
    // A client that got the beginning already sees the connection break.
    const status = await own.get(`${GRAPH}.${form}`).then(
      async (response) => response.arrayBuffer().then(() => response.status),
      () => 500,
    );
    // The N-Quads are not read to be compressed: their checksum tells.
    expect(status).toBe(form === "nq.gz" ? 200 : 500);
    await own.close();
  });
});

describe("a part of a file", () => {
  it.each([
    ["bytes=0-9", 0, 10],
    ["bytes=7-7", 7, 8],
    ["bytes=10-", 10, undefined],
    ["bytes=-5", -5, undefined],
    ["bytes=5-999999999", 5, undefined],
  ])("%s is 206 with its place", async (range, from, to) => {
    const response = await rig.get(`${GRAPH}.nq`, { range });
    expect(response.status).toBe(206);
    const bytes = Buffer.from(text).subarray(from < 0 ? text.length + from : from, to);
    const wanted = from < 0 ? Buffer.from(text).subarray(from) : bytes;
    expect(Buffer.from(await response.arrayBuffer())).toEqual(wanted);
    expect(response.headers.get("content-range")).toMatch(new RegExp(`^bytes \\d+-\\d+/${Buffer.byteLength(text)}$`));
  });

  it("beyond the end is 416, with the length", async () => {
    const response = await rig.get(`${GRAPH}.nq`, { range: "bytes=99999999-" });
    expect([response.status, response.headers.get("content-range")]).toEqual([
      416,
      `bytes */${Buffer.byteLength(text)}`,
    ]);
  });

  it("If-Range with an old tag gives the whole, with the present tag the part", async () => {
    expect((await rig.get(`${GRAPH}.nq`, { range: "bytes=0-9", "if-range": '"oud"' })).status).toBe(200);
    expect((await rig.get(`${GRAPH}.nq`, { range: "bytes=0-9", "if-range": `"${sha256}"` })).status).toBe(206);
  });

  it.each([
    ["several ranges", "bytes=0-1,4-5"],
    ["another unit", "items=0-1"],
    ["a range that ends before it begins", "bytes=9-1"],
    ["no numbers", "bytes=-"],
  ])("%s is no part: all of it", (_, range) => {
    expect(requestedRange({ range }, 100, '"x"', undefined)).toBeUndefined();
  });

  it("the last zero bytes are not to be had", () => {
    expect(requestedRange({ range: "bytes=-0" }, 100, '"x"', undefined)).toBe("unsatisfiable");
  });
});

describe("dated versions", () => {
  const OLD = "/download/duo-03-vestigingen/20251122T101112Z.nq";

  it("never change, so they may be kept for ever", async () => {
    const response = await rig.get(`${OLD}.gz`);
    expect(response.headers.get("cache-control")).toContain("immutable");
    expect(response.headers.get("content-type")).toBe("application/gzip");
    expect(gunzipSync(Buffer.from(await response.arrayBuffer())).toString()).toBe(text);
  });

  it("have one address, and say that it depends on Accept whether it is told what is wrong as a page", async () => {
    const { headers } = await rig.get(OLD.replace(".nq", "%2Enq"));
    expect(headers.get("link")).toContain(`<${BASE}${OLD}>; rel="canonical"`);
    expect(headers.get("vary")).toContain("Accept,");
  });

  it("are there plain too, and the current version by its own date", async () => {
    expect(await (await rig.get(OLD)).text()).toBe(text);
    const current = await rig.get("/download/duo-03-vestigingen/20261122T101112Z.nq.gz");
    expect(gunzipSync(Buffer.from(await current.arrayBuffer())).toString()).toBe(text);
  });

  it.each([
    "/download/duo-03-vestigingen/20200101T000000Z.nq.gz",
    "/download/x",
    "/download/a/../../b.nq",
    "/download/duo-03-vestigingen/20251122T101112Z.html",
  ])("%s is 404", async (path) => {
    expect((await rig.get(path)).status).toBe(404);
  });

  it("a file that has gone from the archive is 404 with a sentence, not a fault", async () => {
    const own = await startRig();
    const file = own.manifest.graphs[GRAPH]?.older[0]?.file ?? "";
    await rm(join(own.dataDir, file));
    const response = await own.get(`${OLD}.gz`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining("no longer in the archive") });
    await own.close();
  });

  it("a current version that another was published in place of is 503 until that is loaded, not 404", async () => {
    const own = await startRig();
    await rm(join(own.dataDir, own.manifest.graphs[GRAPH]?.current?.file ?? ""));
    const response = await own.get(`${GRAPH}.nq`);
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("5");
    await own.close();
  });
});
