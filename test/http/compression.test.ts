import { createHash } from "node:crypto";
import { request } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { chosenCoding, takesCoding } from "#src/http/encodings.js";
import { GRAPH, graphText, type Rig, startRig } from "../server/rig.js";

describe("the coding of an answer (RFC 9110 §12.5.3)", () => {
  test.each([
    ["", undefined],
    ["identity", undefined],
    ["gzip", "gzip"],
    ["x-gzip", "gzip"],
    ["gzip, deflate, br", "br"],
    ["br;q=0.1, gzip", "gzip"],
    ["br;q=0, *", expect.stringMatching(/^(?:zstd|gzip)$/)],
    ["*;q=0", undefined],
    ["gzip;q=0.5, identity", undefined],
    ["snappy", undefined],
  ])("for %j is %s", (header, coding) => {
    expect(chosenCoding(header)).toEqual(coding);
  });

  test("is refused by q=0", () => {
    expect([takesCoding("gzip;q=0", "gzip"), takesCoding("gzip", "gzip"), takesCoding("", "gzip")]).toEqual([
      false,
      true,
      false,
    ]);
  });
});

interface Raw {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

/** As it comes over the wire: fetch() would decompress. */
function raw(path: string, headers: Record<string, string>, method = "GET"): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const asked = request(rig.url + path, { headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    asked.once("error", reject);
    asked.end();
  });
}

const PAGE = "/doc/vestiging/16SW03";
/** An answer that is not kept, and so is sent as it comes. */
const STREAM = `/sparql?format=csv&query=${encodeURIComponent("SELECT * { ?s ?p ?o FILTER(RAND() < 2) } ORDER BY ?s ?p ?o")}`;

const hash = (bytes: Buffer | string): string => createHash("sha256").update(bytes).digest("hex");

describe("an answer", () => {
  it.each([PAGE, STREAM])("is compressed when the client takes it, and says so to caches: %s", async (path) => {
    const plain = await raw(path, {});
    const brotli = await raw(path, { "accept-encoding": "br, gzip" });
    const gzip = await raw(path, { "accept-encoding": "gzip" });
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect([brotli.headers["content-encoding"], gzip.headers["content-encoding"]]).toEqual(["br", "gzip"]);
    expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true);
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
    for (const { headers } of [plain, brotli, gzip]) expect(headers["vary"]).toContain("Accept-Encoding");
    expect(brotli.body.length).toBeLessThan(plain.body.length / 2);
  });

  it("has a strong tag for each coding, with which 304 is decided", async () => {
    const tags = await Promise.all(
      ["identity", "gzip", "br"].map(async (coding) => {
        const { headers } = await raw(PAGE, { "accept-encoding": coding });
        return String(headers["etag"]);
      }),
    );
    expect(new Set(tags).size).toBe(3);
    for (const [i, coding] of ["identity", "gzip", "br"].entries()) {
      const again = await raw(PAGE, { "accept-encoding": coding, "if-none-match": tags[i] ?? "" });
      expect([again.status, again.headers["etag"], again.body.length]).toEqual([304, tags[i], 0]);
    }
    // Who no longer takes the coding of what it has gets it anew.
    expect((await raw(PAGE, { "accept-encoding": "br", "if-none-match": tags[1] ?? "" })).status).toBe(200);
  });

  it.each([PAGE, `${GRAPH}.nq`, `${GRAPH}.ttl.gz`, "/favicon.svg"])(
    "has with a 304 the Vary that it had with the 200, which a cache goes by (RFC 9110 §15.4.5): %s",
    async (path) => {
      const whole = await raw(path, {});
      const again = await raw(path, { "if-none-match": String(whole.headers["etag"]) });
      expect([again.status, again.headers["vary"]]).toEqual([304, whole.headers["vary"]]);
    },
  );

  it("of HEAD has the headers of GET", async () => {
    for (const path of [PAGE, "/"]) {
      const get = await raw(path, { "accept-encoding": "gzip" });
      const head = await raw(path, { "accept-encoding": "gzip" }, "HEAD");
      for (const name of ["content-encoding", "etag", "vary", "content-type", "content-length"]) {
        expect([path, name, head.headers[name]]).toEqual([path, name, get.headers[name]]);
      }
      expect(head.headers["content-encoding"]).toBe("gzip");
    }
  });

  it("that is small, has parts, or is compressed already goes as it is", async () => {
    const small = await raw("/health/live", { "accept-encoding": "gzip" });
    const parts = await raw(`${GRAPH}.nq`, { "accept-encoding": "gzip" });
    const file = await raw(`${GRAPH}.nq.gz`, { "accept-encoding": "br" });
    for (const { headers } of [small, parts, file]) expect(headers["content-encoding"]).toBeUndefined();
    expect(hash(parts.body)).toBe(hash(graphText(GRAPH)));
    expect(hash(gunzipSync(file.body))).toBe(hash(graphText(GRAPH)));
  });
});
