/** Against an engine of our own on loopback, which also fails in the ways that engines do. */
import { describe, expect, test } from "vitest";
import { openArchive } from "#src/archive/archive.js";
import {
  QueryRefusedError,
  QuerySyntaxError,
  QueryTimeoutError,
  ResultTooLargeError,
  StoreBusyError,
  StoreUnavailableError,
} from "#src/store/graph-store.js";
import { BASE } from "../../archive/folder.js";
import { archiveOf, count, publish } from "../published.js";
import { type EngineServer, engineServer } from "./engine-server.js";
import { A, holdsFor, queryCheck, remote, TWO } from "./rules.js";

const ALL = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }";
const MANY = {
  "/graph/duo/a": Array.from({ length: 5000 }, (_, i) => `<http://x/${i}> <http://p> "${"x".repeat(100)}${i}"`),
};
const XML = "application/sparql-results+xml";

describe("by Graph Store Protocol", () => {
  holdsFor(async () => engineServer());
});

describe("by Update", () => {
  holdsFor(async () => ({ query: (await engineServer()).query }));
});

function writes(engine: EngineServer): number {
  return engine.requests.filter(({ what }) => what !== "POST /query").length;
}

test("what the engine has already is not pushed again, and what is gone is dropped", async () => {
  const engine = await engineServer();
  const archive = await archiveOf(TWO);
  await remote(archive, engine);
  const before = writes(engine);
  await remote(archive, engine);
  expect(writes(engine)).toBe(before);

  await remote(await archiveOf({ "/graph/duo/b": TWO["/graph/duo/b"] }), engine);
  const store = await remote(await archiveOf({ "/graph/duo/b": TWO["/graph/duo/b"] }), engine);
  expect(await count(store, ALL)).toBe(3);
  expect(engine.store.query(`ASK { GRAPH <${A}> { ?s ?p ?o } }`)).toBe(false);
});

test("a store that is open goes on with the default graph of its version while a new one is pushed", async () => {
  const engine = await engineServer();
  const archive = await archiveOf(TWO);
  const old = await remote(archive, engine);
  await publish(archive, { "/graph/duo/c": ["<http://x/9> <http://p> <http://x/9>"] });
  const fresh = await remote(await openArchive(archive.dir, { base: BASE }), engine);
  expect(await count(fresh, ALL)).toBe(6);
  expect(await count(old, ALL)).toBe(5);
});

test.each([500, 0])("a push that breaks off (%i) goes on from where it was sure at the next start", async (status) => {
  const engine = await engineServer();
  const lines = Array.from({ length: 25_000 }, (_, i) => `<http://x/${i}> <http://p> "${"x".repeat(100)}${i}"`);
  const archive = await archiveOf({ "/graph/duo/a": lines });
  const settings = { query: engine.query };
  let inserts = 0;
  engine.fault = (request, response, body) => {
    if (request.url !== "/update" || !body.startsWith(`INSERT DATA { GRAPH <${A}>`)) return false;
    inserts += 1;
    if (inserts !== 20) return false;
    if (status === 0) request.socket.destroy();
    else response.writeHead(status).end("the disk is full");
    return true;
  };
  await expect(remote(archive, settings)).rejects.toThrow(StoreUnavailableError);
  const store = await remote(archive, settings);
  // 27 chunks of 128 KiB, of which those after the last whole mebibyte come twice.
  expect(inserts).toBeGreaterThan(25);
  expect(inserts).toBeLessThan(36);
  expect(await count(store, ALL)).toBe(25_000);
  expect(await count(store, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")).toBe(25_000);
});

test("an engine that drops statements is found out by counting, naming the graph", async () => {
  const engine = await engineServer();
  engine.fault = (request, response, body) => {
    if (request.method !== "POST" || !String(request.url).includes("duo%2Fb")) return false;
    const lines = body.split("\n");
    engine.store.load(lines.slice(0, 2).join("\n"), { format: "ttl", to_graph_name: undefined });
    response.writeHead(204).end();
    return true;
  };
  await expect(remote(await archiveOf(TWO), engine)).rejects.toThrow(
    /holds 0 statements of .*\/graph\/duo\/b, and was given 3/,
  );
});

test("what visitors get of a set that is made here is bounded, as what the engine gives is", async () => {
  const store = await remote(await archiveOf(TWO), await engineServer(), { maxRows: 4 });
  const asked = { syntax: "csv", defaultGraphs: [A, `${BASE}/graph/duo/b`] } as const;
  const sparql = "SELECT * { ?s ?p ?o }";
  await expect(store.query(sparql, { ...asked, fromVisitor: true })).rejects.toThrow(ResultTooLargeError);
  expect(await store.query(`${sparql} LIMIT 4`, { ...asked, fromVisitor: true })).toContain("http://x/1");
  expect(await store.query(sparql, asked)).toContain("http://x/2");
});

/** An engine whose answers to queries are as given, once the archive is there. */
async function faulty(headers: Readonly<Record<string, string>>, body: string, status = 200, options = {}) {
  const engine = await engineServer();
  const store = await remote(await archiveOf(TWO), engine, options);
  engine.fault = (_, response) => {
    response.writeHead(status, headers).end(body);
    return true;
  };
  return store;
}

describe("an answer of the engine", () => {
  test.each([
    [
      "cut at a number of rows",
      { "content-type": XML, "x-sparql-maxrows": "10000" },
      "<sparql/>",
      200,
      ResultTooLargeError,
    ],
    ["cut in time", { "content-type": XML, "x-sql-state": "S1TAT" }, "<sparql/>", 200, QueryTimeoutError],
    [
      "given up",
      { "content-type": "text/plain" },
      "Virtuoso S1T00 Error SR171: Transaction timed out",
      500,
      QueryTimeoutError,
    ],
    [
      "an error of reckoning",
      { "content-type": "text/plain" },
      "Virtuoso 22003 Error SR087: Non numeric",
      500,
      QueryRefusedError,
    ],
    ["busy", { "content-type": "text/plain" }, "", 503, StoreBusyError],
    [
      "half",
      { "content-type": XML },
      '<sparql><head><variable name="n"/></head><results><result>',
      200,
      StoreUnavailableError,
    ],
    ["a page", { "content-type": "text/html" }, "<html>Sign in</html>", 200, StoreUnavailableError],
    ["broken", { "content-type": "text/plain" }, "Virtuoso 08C01 Error", 500, StoreUnavailableError],
  ] as const)("that is %s is an error and not a result", async (_, headers, body, status, error) => {
    const store = await faulty(headers, body, status);
    await expect(store.query(ALL, { syntax: "json" })).rejects.toThrow(error);
  });

  test("longer than the limit is refused, told beforehand or not", async () => {
    const engine = await engineServer();
    const store = await remote(await archiveOf(MANY), engine, { maxResultBytes: 20_000 });
    const asked = store.query("SELECT * { ?s ?p ?o }", { syntax: "csv" });
    await expect(asked).rejects.toThrow(ResultTooLargeError);
    engine.fault = (_, response) => {
      response.writeHead(200, { "content-type": XML, "content-length": "20001" });
      response.flushHeaders();
      return true;
    };
    await expect(store.query(ALL, { syntax: "json" })).rejects.toThrow(/more than 20000 bytes/);
  });
});

const apart = (n: number): string => Array.from({ length: n }, (_, i) => `?s${i} ?p${i} ?o${i} .`).join(" ");
const values = (n: number): string => `SELECT * { VALUES ?x { ${"<http://x/a> ".repeat(n)} } }`;

describe("a visitor's query that", () => {
  const refused = [
    ["cannot be read", "SELECT * { ?s ?p ", QuerySyntaxError, /ends too early/],
    ["has a word that it does not know", "SELECT *\n{ ?s ?p ?o } WAT", QuerySyntaxError, /line 2 goes wrong/],
    ["has a prefix that it does not declare", "SELECT * { ?s ex:p ?o }", QuerySyntaxError, /Unknown prefix: ex/],
    ["begins with words of the engine's own", 'define get:soft "soft" ASK {}', QuerySyntaxError, /line 1 goes wrong/],
    [
      "has the engine fetch a graph",
      `SELECT * FROM <${A}> OPTION (get:soft "replace", get:uri "http://127.0.0.1:1/") { ?s ?p ?o }`,
      QuerySyntaxError,
      /another engine does not get it/,
    ],
    ["is an update", "DELETE WHERE { ?s ?p ?o }", QuerySyntaxError, /no SELECT/],
    ["is a query, and an update behind it", "ASK {} ; CLEAR ALL", QuerySyntaxError, /goes wrong/],
    ["is of another form than is asked for", "CONSTRUCT WHERE { ?s ?p ?o }", QuerySyntaxError, /answers with triples/],
    ["calls a SERVICE", "ASK { SERVICE SILENT <http://127.0.0.1:1/> {} }", QueryRefusedError, /SERVICE/],
    ["nests deeply", `SELECT (${"(".repeat(200)}1${")".repeat(200)} AS ?x) {}`, QueryRefusedError, /nests/],
    ["has patterns that multiply", `SELECT * { ${apart(13)} }`, QueryRefusedError, /13 groups/],
    ["has very many patterns", `SELECT * { ${"?s ?p ?o . ".repeat(501)} }`, QueryRefusedError, /500 triple patterns/],
    ["is too long to look at", values(10_000), QuerySyntaxError, /longer than 100000/],
  ] as const;

  test(`${refused.map(([what]) => what).join(", ")}: does not reach the engine`, async () => {
    const engine = await engineServer();
    const store = await remote(await archiveOf(TWO), engine);
    const before = engine.requests.length;
    for (const [, sparql, error, said] of refused) {
      const asked = store.query(sparql, { syntax: "json", fromVisitor: true });
      await expect(asked).rejects.toThrow(error);
      await expect(asked).rejects.toThrow(said);
    }
    expect(engine.requests.length).toBe(before);
  });

  test("is long, and still read, is answered", async () => {
    const store = await remote(await archiveOf(TWO), await engineServer());
    const table = await store.query(values(1000), { syntax: "csv", fromVisitor: true });
    expect(table.split("\r\n")).toHaveLength(1002);
  });

  test("takes its whole time to be read is late", async () => {
    const store = await remote(await archiveOf(TWO), await engineServer());
    const asked = store.query(ALL, { syntax: "json", timeoutMs: 0.01, fromVisitor: true });
    await expect(asked).rejects.toThrow(QueryTimeoutError);
  });
});

/** A store whose engine takes queries and says nothing. */
async function silent(options = {}) {
  const engine = await engineServer();
  const store = await remote(await archiveOf(TWO), engine, options);
  let closed = 0;
  engine.fault = (request) => {
    request.socket.once("close", () => (closed += 1));
    return true;
  };
  return { store, closed: () => closed };
}

describe("an engine that does not answer", () => {
  test("is given up at the deadline, and its connection closed", async () => {
    const { store, closed } = await silent();
    await expect(store.query(ALL, { syntax: "json", timeoutMs: 100 })).rejects.toThrow(QueryTimeoutError);
    await expect.poll(closed).toBe(1);
  });

  test("is given up when whoever asked has gone", async () => {
    const { store, closed } = await silent();
    const gone = new AbortController();
    const asked = store.query(ALL, { syntax: "json", signal: gone.signal });
    setTimeout(() => gone.abort(), 50);
    await expect(asked).rejects.toThrow(/has gone/);
    await expect.poll(closed).toBe(1);
  });

  test("gets so many at once, lets so many wait, and the rest is told to come back", async () => {
    const check = queryCheck();
    // Its thread is there: else starting it could take all the time that there is.
    await check.check(ALL);
    const { store } = await silent({ atOnce: 1, mostWaiting: 1, check });
    const visitor = { syntax: "json", timeoutMs: 300, fromVisitor: true } as const;
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => store.query(ALL, visitor)));
    const names = outcomes.map((outcome) => (outcome.status === "rejected" ? (outcome.reason as Error).name : ""));
    expect(names).toEqual(["QueryTimeoutError", "QueryTimeoutError", "StoreBusyError"]);
  });
});

describe("an address that is wrong", () => {
  test("is told at the start: nobody listens", async () => {
    const opened = remote(await archiveOf(TWO), { query: new URL("http://127.0.0.1:9/sparql") });
    await expect(opened).rejects.toThrow(/127\.0\.0\.1:9\/sparql: /);
  });

  test("is told at the start: no SPARQL there", async () => {
    const engine = await engineServer();
    engine.fault = (_, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<html>");
      return true;
    };
    await expect(remote(await archiveOf(TWO), engine)).rejects.toThrow(/is its URL that of a SPARQL endpoint/);
  });

  test("that asks for a name gets it, by Basic, and its refusal does not repeat the password", async () => {
    const engine = await engineServer();
    const seen: (string | undefined)[] = [];
    engine.fault = (request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(401, { "www-authenticate": 'Basic realm="x"' }).end("no geheim123 here");
      return true;
    };
    const credentials = { user: "jan", password: "geheim123" };
    const opened = remote(await archiveOf(TWO), { ...engine, credentials });
    await expect(opened).rejects.toThrow(/401: no \[secret\] here.*ONDERWIJSGRAAF_STORE_USER/);
    expect(seen).toEqual([undefined, `Basic ${Buffer.from("jan:geheim123").toString("base64")}`]);
  });
});
