import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StoreUnavailableError, QueryTimeoutError } from "#src/store/graph-store.js";
import { type Rig, startRig } from "./rig.js";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

describe("errors", () => {
  it("are problem documents for programs and a page for people", async () => {
    const program = await rig.get("/nergens", { accept: "*/*" });
    expect(program.headers.get("content-type")).toBe("application/problem+json");
    expect(await program.json()).toMatchObject({
      type: "about:blank",
      title: "Not Found",
      status: 404,
      instance: "/nergens",
    });
    const people = await rig.get("/nergens", { accept: "text/html" });
    expect(people.status).toBe(404);
    expect(await people.text()).toContain("Niet gevonden");
  });

  it("keep what went wrong inside from the answer, and in the log", async () => {
    const own = await startRig();
    own.store.query = () => Promise.reject(new Error("wachtwoord: geheim"));
    const response = await own.get("/doc/vestiging/16SW03.ttl");
    expect(response.status).toBe(500);
    expect(response.headers.get("etag")).toBeNull();
    expect(await response.text()).not.toContain("geheim");
    expect(own.logged.join()).toContain("failed unexpectedly");
    await own.close();
  });

  it.each([
    [new StoreUnavailableError("weg"), 503, "5"],
    [new QueryTimeoutError("laat"), 504, null],
  ])("of the store tell when to try again: %s", async (error, status, retryAfter) => {
    const own = await startRig();
    own.store.query = async () => {
      throw error;
    };
    for (const path of ["/id/vestiging/16SW03", "/sparql?query=ASK%7B%7D"]) {
      const response = await own.get(path);
      expect([response.status, response.headers.get("retry-after")]).toEqual([status, retryAfter]);
    }
    await own.close();
  });
});

it("an upload that breaks off is no fault to be logged", async () => {
  const socket = connect(Number(new URL(rig.url).port), "127.0.0.1");
  const head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n";
  await new Promise((sent) => socket.write(`${head}Content-Length: 99\r\n\r\nASK`, sent));
  socket.resetAndDestroy();
  await once(socket, "close");
  // By the time that another request is answered this one was dealt with.
  expect((await rig.get("/health/ready")).status).toBe(200);
  expect(rig.logged).toEqual([]);
});

it.each([
  ["/search/?q=wilg", "/search?q=wilg"],
  ["/sparql/", "/sparql"],
  ["/graph/meta/", "/graph/meta"],
  ["/def/onderwijs//", "/def/onderwijs"],
])("%s moves to %s, the one spelling", async (path, spelled) => {
  const response = await rig.get(path);
  expect([response.status, response.headers.get("location")]).toEqual([301, spelled]);
});

it("a slash at the end of nothing known is not found, and of no other host", async () => {
  for (const path of ["//elders.test/", "/nergens/", "/graph/"]) expect((await rig.get(path)).status).toBe(404);
});

describe("every answer", () => {
  it.each(["/", "/nergens", "/doc/vestiging/16SW03.ttl", "/sparql"])("%s has the security headers", async (path) => {
    const { headers } = await rig.get(path);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
  });

  it("has the configured base, whatever the Host header says", async () => {
    const response = await rig.get("/doc/vestiging/16SW03.ttl", { host: "kwaad.test" });
    expect(await response.text()).not.toContain("kwaad.test");
    expect((await rig.get("/id/vestiging/16sw03", { host: "kwaad.test" })).headers.get("location")).toBe(
      "/id/vestiging/16SW03",
    );
  });
});

it("what is not sent again says nothing of what is: a page keeps the policy that it came with", async () => {
  for (const path of ["/", "/sparql", "/doc/vestiging/16SW03"]) {
    for (let again = 0; again < 2; again += 1) {
      const whole = await rig.get(path, { accept: "text/html" });
      const etag = whole.headers.get("etag") ?? "";
      const held = await rig.get(path, { accept: "text/html", "if-none-match": etag });
      expect([held.status, held.headers.get("content-security-policy"), held.headers.get("etag")]).toEqual([
        304,
        null,
        etag,
      ]);
      expect(held.headers.get("access-control-allow-origin")).toBe("*");
    }
  }
});

it("a base with a path stands before every link, while the proxy strips it from requests", async () => {
  const own = await startRig({ empty: true, base: "https://overheid.test/onderwijs" });
  const moved = await own.get("/id/vestiging/16sw03");
  expect(moved.headers.get("location")).toBe("/onderwijs/id/vestiging/16SW03");
  expect(await (await own.get("/", { accept: "text/html" })).text()).toContain('href="/onderwijs/sparql"');
  expect(await (await own.get("/nergens")).json()).toMatchObject({ instance: "/onderwijs/nergens" });
  expect(await (await own.get("/robots.txt")).text()).toContain("Disallow: /onderwijs/sparql\n");
  await own.close();
});

it("the stylesheet has its content in its name and may be kept for ever", async () => {
  const home = await (await rig.get("/", { accept: "text/html" })).text();
  const path = /href="(\/assets\/[0-9a-f]{16}\.css)"/.exec(home)?.[1] ?? "";
  const sheet = await rig.get(path);
  expect(sheet.headers.get("content-type")).toBe("text/css; charset=utf-8");
  expect(sheet.headers.get("cache-control")).toContain("immutable");
  expect((await rig.get("/assets/0000000000000000.css")).status).toBe(404);
});

it("why something cannot be done now is in the log, where the answer only says so", async () => {
  const own = await startRig();
  own.store.query = () => Promise.reject(new StoreUnavailableError("weg"));
  await own.get("/health/ready");
  expect(own.logged.join()).toContain("StoreUnavailableError");
  await own.close();
});

it("operators can tell alive from ready", async () => {
  expect((await rig.get("/health/live")).status).toBe(200);
  expect(await (await rig.get("/health/ready")).json()).toEqual({ status: "ok", archive: "20261122T101112Z" });
  const own = await startRig();
  own.store.query = () => Promise.reject(new StoreUnavailableError("weg"));
  expect((await own.get("/health/live")).status).toBe(200);
  expect((await own.get("/health/ready")).status).toBe(503);
  await own.close();
});

it("crawlers and browsers find what they always ask for", async () => {
  expect(await (await rig.get("/robots.txt")).text()).toContain("Disallow: /sparql");
  expect((await rig.get("/favicon.ico")).headers.get("content-type")).toBe("image/svg+xml");
});
