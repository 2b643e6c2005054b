/** What holds of every address: HEAD says what GET does, OPTIONS and other methods are answered, any page may read it. */
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GRAPH, type Rig, startRig } from "../server/rig.js";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const QUERY = encodeURIComponent("SELECT * { ?s ?p ?o }");
const PATHS = [
  "/",
  "/id/vestiging/16SW03",
  "/id/vestiging/16sw03",
  "/doc/vestiging/16SW03",
  "/doc/vestiging/16SW03.ttl",
  "/doc/vestiging/00AA00",
  "/doc/vestiging/99ZZ00",
  "/def/onderwijs",
  "/def/context.jsonld",
  GRAPH,
  `${GRAPH}.nq`,
  `${GRAPH}.ttl.gz`,
  "/download/duo-03-vestigingen/20251122T101112Z.nq.gz",
  "/catalog",
  "/catalog/",
  "/.well-known/void",
  "/changes",
  "/sparql",
  `/sparql?query=${QUERY}`,
  "/sparql?query=x",
  "/sparql?default",
  "/search?q=wilg",
  "/search/suggest?q=wilg",
  "/reconcile",
  "/reconcile/suggest/type?prefix=v",
  "/robots.txt",
  "/health/live",
  "/health/ready",
];
/** Of the connection, and not of the answer. */
const HOPS = new Set(["date", "connection", "keep-alive", "transfer-encoding"]);

function headersOf(response: Response): Record<string, string> {
  return Object.fromEntries([...response.headers].filter(([name]) => !HOPS.has(name)));
}

describe.each(PATHS)("%s", (path) => {
  it.each(["identity", "gzip"])("has the headers of GET for HEAD, in %s", async (coding) => {
    for (const accept of ["*/*", "text/html"]) {
      const headers = { accept, "accept-encoding": coding };
      const get = await rig.get(path, headers);
      await get.arrayBuffer();
      const head = await rig.get(path, headers, { method: "HEAD" });
      expect([head.status, headersOf(head)]).toEqual([get.status, headersOf(get)]);
      expect(await head.text()).toBe("");
    }
  });

  it("may be read from any page, whatever header it sends", async () => {
    const asked = { origin: "https://elders.test", "access-control-request-headers": "x-iets, traceparent" };
    const preflight = await rig.get(path, { ...asked, "access-control-request-method": "GET" }, { method: "OPTIONS" });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-headers")).toMatch(/(?:^|, )\*$/);
    expect(preflight.headers.get("access-control-allow-methods")).toContain("GET");
    expect((await rig.get(path, { origin: "https://elders.test" })).headers.get("access-control-allow-origin")).toBe(
      "*",
    );
  });

  it("tells who would change it what it takes", async () => {
    const response = await rig.get(path, {}, { method: "DELETE" });
    expect([response.status, response.headers.get("content-type")]).toEqual([405, "application/problem+json"]);
    expect(response.headers.get("allow")).toContain("GET");
  });
});

it("OPTIONS of * tells what the service as a whole takes (RFC 9110 §9.3.7)", async () => {
  const asked = request(rig.url, { method: "OPTIONS", path: "*" }).end();
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  response.resume();
  expect([response.statusCode, response.headers.allow]).toEqual([204, "OPTIONS, GET, HEAD, POST"]);
});
