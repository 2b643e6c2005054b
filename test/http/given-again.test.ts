import { once } from "node:events";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import Koa, { type Context } from "koa";
import { beforeEach, describe, expect, it, onTestFinished, test } from "vitest";
import { compression } from "#src/http/compression.js";
import { givenAgain, holdsFor } from "#src/http/given-again.js";
import { entityTag, notModified, stampDate } from "#src/http/headers.js";

const FIRST = "20260301T120000Z-aaaa";
const SECOND = "20260302T120000Z-bbbb";
const TEXT = "Basisschool De Klimop, Utrecht\n".repeat(100);

/** How often a handler was asked, and of which version of the archive. */
let asked: string[];
let version: string;
beforeEach(() => {
  asked = [];
  version = FIRST;
});

/** Answers with text that says how often it was made. */
function answer(ctx: Context): void {
  asked.push(version);
  ctx.vary("Accept");
  ctx.set("Content-Location", "/doc/x.ttl");
  const freshness = {
    etag: entityTag(version, ctx.get("Accept")),
    lastModified: stampDate(version),
    cacheControl: "max-age=60",
  };
  if (notModified(ctx, freshness)) return;
  holdsFor(ctx, version);
  ctx.type = "text/turtle";
  ctx.body = `# ${asked.length}\n${TEXT}`;
}

async function serve(handle: (ctx: Context) => void | Promise<void> = answer): Promise<string> {
  const app = new Koa();
  app.use(givenAgain(() => version));
  app.use(compression);
  app.use(handle);
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Answered {
  readonly status: number;
  /** Without the date, which is that of the moment. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** As it comes over the wire: fetch() would decompress, and revalidates in its own way. */
async function ask(url: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answered> {
  const sent = request(`${url}/doc/x`, { headers, method });
  sent.end();
  const [response] = await once(sent, "response");
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const { date: _, ...rest } = response.headers;
  return { status: response.statusCode, headers: rest, body: Buffer.concat(chunks).toString("latin1") };
}

describe("what holds for a version of the archive", () => {
  test.each<Record<string, string>>([
    {},
    { accept: "text/turtle" },
    { "accept-encoding": "gzip" },
    { "accept-encoding": "gzip, br" },
  ])("is made once for whoever asks with %j, and is the same each time", async (headers) => {
    const url = await serve();
    const first = await ask(url, headers);
    expect(first.status).toBe(200);
    expect(await ask(url, headers)).toEqual(first);
    expect(asked).toEqual([FIRST]);
  });

  it("is another answer for another form, another coding and another address", async () => {
    const url = await serve();
    const answers = [
      await ask(url),
      await ask(url, { accept: "text/html" }),
      await ask(url, { "accept-encoding": "gzip" }),
      await ask(`${url}/en`),
    ];
    expect(asked).toHaveLength(4);
    expect(new Set(answers.map(({ body }) => body)).size).toBe(4);
  });

  it("is the same for all who take the same coding, however they say so", async () => {
    const url = await serve();
    await ask(url, { "accept-encoding": "gzip, deflate, br" });
    await ask(url, { "accept-encoding": "br;q=1.0" });
    expect(asked).toHaveLength(1);
  });

  it("is made again after a publish", async () => {
    const url = await serve();
    const { headers } = await ask(url);
    version = SECOND;
    const later = await ask(url, { "if-none-match": headers["etag"] ?? "" });
    expect([later.status, later.headers["last-modified"]]).toEqual([200, "Mon, 02 Mar 2026 12:00:00 GMT"]);
    expect(asked).toEqual([FIRST, SECOND]);
  });

  it("is not kept when the archive changed while it was made", async () => {
    const url = await serve((ctx) => {
      answer(ctx);
      version = SECOND;
    });
    await ask(url);
    version = FIRST;
    await ask(url);
    expect(asked).toEqual([FIRST, FIRST]);
  });

  it("has for HEAD the headers of GET, and no body", async () => {
    const url = await serve();
    const { headers } = await ask(url);
    expect(await ask(url, {}, "HEAD")).toEqual({ status: 200, headers, body: "" });
    expect(asked).toHaveLength(1);
  });

  it("is not kept of a HEAD, which has no body to keep", async () => {
    const url = await serve();
    await ask(url, {}, "HEAD");
    expect((await ask(url)).body).toContain("Klimop");
  });
});

describe("who has the kept answer already", () => {
  it.each([
    ["by its tag", (headers: Record<string, string>) => ({ "if-none-match": headers["etag"] ?? "" })],
    ["by one of several tags", (headers: Record<string, string>) => ({ "if-none-match": `"x", W/${headers["etag"]}` })],
    ["by any tag", () => ({ "if-none-match": "*" })],
    ["by its date", (headers: Record<string, string>) => ({ "if-modified-since": headers["last-modified"] ?? "" })],
  ])("%s is told so, with what a 304 repeats (RFC 9110 §15.4.5)", async (_, condition) => {
    const url = await serve();
    for (const coding of ["identity", "gzip"]) {
      const { headers } = await ask(url, { "accept-encoding": coding });
      const again = await ask(url, { "accept-encoding": coding, ...condition(headers) });
      expect([again.status, again.body]).toEqual([304, ""]);
      const { etag, vary, "content-type": type, "content-location": location } = again.headers;
      expect([vary, location, type]).toEqual(["Accept, Accept-Encoding", "/doc/x.ttl", undefined]);
      // Any tag and a date say nothing of the coding.
      expect(etag?.replace("+gzip", "")).toBe(headers["etag"]?.replace("+gzip", ""));
    }
    expect(asked).toHaveLength(2);
  });

  it("in another coding, has it", async () => {
    const url = await serve();
    const plain = await ask(url);
    await ask(url, { "accept-encoding": "gzip" });
    const again = await ask(url, { "accept-encoding": "gzip", "if-none-match": plain.headers["etag"] ?? "" });
    expect([again.status, again.headers["etag"]]).toEqual([304, plain.headers["etag"]]);
  });

  it("and another one before that, is given it anew", async () => {
    const url = await serve();
    await ask(url);
    const again = await ask(url, { "if-none-match": '"before"', "if-modified-since": new Date().toUTCString() });
    expect([again.status, asked.length]).toEqual([200, 1]);
  });
});

test.each<Record<string, string>>([
  { "if-match": '"other"' },
  { "if-unmodified-since": "Mon, 01 Jan 2001 00:00:00 GMT" },
  { range: "bytes=0-1" },
])("a request with %j is left to who knows all conditions", async (headers) => {
  const url = await serve((ctx) => {
    asked.push(version);
    if (asked.length > 1) ctx.status = 412;
    else answer(ctx);
  });
  await ask(url);
  expect((await ask(url, headers)).status).toBe(412);
});

test.each<[string, (ctx: Context) => void]>([
  ["that nobody says to hold", (ctx) => ((ctx.body = TEXT), ctx.set("ETag", '"x"'))],
  ["without an entity tag", (ctx) => ((ctx.body = TEXT), holdsFor(ctx, version))],
  [
    "of more than a MiB",
    (ctx) => ((ctx.body = "x".repeat(2 ** 20 + 1)), ctx.set("ETag", '"x"'), holdsFor(ctx, version)),
  ],
  ["that streams", (ctx) => ((ctx.body = Readable.from(["a"])), ctx.set("ETag", '"x"'), holdsFor(ctx, version))],
  [
    "with another status",
    (ctx) => ((ctx.status = 410), (ctx.body = TEXT), ctx.set("ETag", '"x"'), holdsFor(ctx, version)),
  ],
])("an answer %s is made each time", async (_, handle) => {
  const url = await serve((ctx) => {
    asked.push(version);
    handle(ctx);
  });
  await ask(url);
  await ask(url);
  expect(asked).toHaveLength(2);
});
