import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { QueryRefusedError, QuerySyntaxError, QueryTimeoutError } from "#src/store/graph-store.js";
import { openOxigraphStore } from "#src/store/oxigraph/store.js";
import { BASE } from "../archive/folder.js";
import { archiveOf, count, storeOf, storeOfFile } from "./published.js";

const A = "/graph/duo/a";
const B = "/graph/duo/b";
const SHARED = '<http://x/1> <http://p> "gedeeld"';
const TWO = {
  [A]: [SHARED, '<http://x/1> <http://p> "é\u{1f600}"'],
  [B]: [SHARED, '<http://x/2> <http://p> "1"^^<http://www.w3.org/2001/XMLSchema#integer>'],
};
const ALL = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }";
const NAMED = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }";
const RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }";
const MANY = { [A]: Array.from({ length: 2000 }, (_, i) => `<http://x/${i}> <http://p> "${i}"`) };
const two = storeOfFile(TWO);

describe("the default graph", () => {
  test("counts a triple in two graphs once, and the named graphs keep it twice", async () => {
    const store = await two();
    expect(await count(store, ALL)).toBe(3);
    expect(await count(store, NAMED)).toBe(4);
  });

  test("of several FROM is a set", async () => {
    const store = await two();
    const from = `PREFIX g: <${BASE}/graph/duo/> SELECT (COUNT(*) AS ?n) FROM g:a FROM <b> WHERE { ?s ?p ?o }`;
    expect(await count(store, from, { baseIri: `${BASE}/graph/duo/` })).toBe(3);
  });

  test("of several graphs in the protocol is a set, and overrides FROM", async () => {
    const store = await two();
    const from = ALL.replace("WHERE", "FROM <http://none/> WHERE");
    expect(await count(store, from, { defaultGraphs: [BASE + A, BASE + B] })).toBe(3);
    expect(await count(store, from, { defaultGraphs: [BASE + A] })).toBe(2);
  });

  test("is empty when only named graphs are asked for", async () => {
    const store = await two();
    expect(await count(store, ALL, { namedGraphs: [BASE + A] })).toBe(0);
    expect(await count(store, NAMED, { namedGraphs: [BASE + A] })).toBe(2);
    expect(await count(store, NAMED, { defaultGraphs: [BASE + A, BASE + B], namedGraphs: [BASE + B] })).toBe(2);
  });

  test("of more statements than the bound is refused", async () => {
    const store = await storeOf(TWO, { maxScratchTriples: 3 });
    const both = { defaultGraphs: [BASE + A, BASE + B] };
    await expect(count(store, ALL, both)).rejects.toThrow(QueryRefusedError);
    expect(await count(store, ALL)).toBe(3);
  });
});

describe("an answer", () => {
  test.each([
    ["json", "SELECT ?o { <http://x/2> ?p ?o }", '"value":"1"'],
    ["xml", "ASK { <http://x/2> ?p ?o }", "<boolean>true</boolean>"],
    ["csv", "SELECT ?o { <http://x/2> ?p ?o }", "o\r\n1\r\n"],
    ["tsv", "SELECT ?o { <http://x/2> ?p ?o }", "?o\n1\n"],
    ["nt", "CONSTRUCT WHERE { <http://x/2> ?p ?o }", "<http://x/2> <http://p> "],
    ["nt", "DESCRIBE <http://x/1>", "é\u{1f600}"],
  ] as const)("comes as %s", async (syntax, sparql, part) => {
    expect(await (await two()).query(sparql, { syntax })).toContain(part);
  });

  test("of many megabytes comes whole", async () => {
    const store = await storeOf(MANY);
    const text = await store.query("SELECT ?a ?b { ?a <http://p> ?x . ?b <http://p> ?y } LIMIT 100000", {
      syntax: "csv",
    });
    expect(text.split("\r\n").length).toBe(100_002);
  });
});

describe("a query that is wrong", () => {
  test("is told with the place of the mistake", async () => {
    const asked = (await two()).query("SELECT * WHERE {\n ?s ?p \n}", { syntax: "json" });
    await expect(asked).rejects.toThrow(QuerySyntaxError);
    await expect(asked).rejects.toThrow(/3:2/);
  });

  test.each([
    "INSERT DATA { <http://a> <http://b> <http://c> }",
    "# SELECT\nPREFIX select: <http://x/> delete where { ?s ?p ?o }",
    "CLEAR ALL",
  ])("since it is an update, is refused: %s", async (sparql) => {
    const store = await two();
    await expect(store.query(sparql, { syntax: "json" })).rejects.toThrow(/only answers queries/);
    expect(await count(store, ALL)).toBe(3);
  });

  test("since its form does not fit the syntax, is told so", async () => {
    const store = await two();
    await expect(store.query("CONSTRUCT WHERE { ?s ?p ?o }", { syntax: "json" })).rejects.toThrow(QuerySyntaxError);
    await expect(store.query("ASK {}", { syntax: "nt" })).rejects.toThrow(QuerySyntaxError);
  });

  test.each(["", "SILENT "])("since it calls a SERVICE %s, is refused", async (silent) => {
    const store = await two();
    const service = `ASK { SERVICE ${silent}<http://127.0.0.1:1/> { ?s ?p ?o } }`;
    await expect(store.query(service, { syntax: "json" })).rejects.toThrow(QueryRefusedError);
  });
});

describe("a runaway query", () => {
  test("is stopped at its deadline, and the next is answered", async () => {
    const store = await storeOf(MANY);
    const runaway = store.query(RUNAWAY, { syntax: "json", timeoutMs: 300 });
    const next = count(store, ALL);
    await expect(runaway).rejects.toThrow(QueryTimeoutError);
    expect(await next).toBe(2000);
  });

  test("is stopped when whoever asked has gone", async () => {
    const store = await storeOf(MANY);
    const gone = new AbortController();
    const runaway = store.query(RUNAWAY, { syntax: "json", signal: gone.signal });
    const next = count(store, ALL);
    gone.abort();
    await expect(runaway).rejects.toThrow(/has gone/);
    expect(await next).toBe(2000);
  });

  test("does not make one that waits behind it wait longer than its own deadline", async () => {
    const store = await storeOf(MANY);
    const runaway = store.query(RUNAWAY, { syntax: "json", timeoutMs: 600 });
    await expect(store.query("ASK {}", { syntax: "json", timeoutMs: 50 })).rejects.toThrow(/longer than 50 ms/);
    await expect(runaway).rejects.toThrow(/longer than 600 ms/);
  });

  test("that breaks the engine costs one answer", async () => {
    const store = await storeOf(TWO);
    const broken = store.query(`SELECT * {} ORDER BY ${"(1) ".repeat(5000)}`, { syntax: "json" });
    const next = count(store, ALL);
    await expect(broken).rejects.toThrow(QueryRefusedError);
    expect(await next).toBe(3);
  });
});

describe("opening a store", () => {
  test("of more than it takes is refused, naming --store", async () => {
    const archive = await archiveOf(TWO);
    await expect(openOxigraphStore(archive, { timeoutMs: 1000, maxTriples: 3 })).rejects.toThrow(/--store/);
  });

  test("of an archive whose file is missing says which", async () => {
    const archive = await archiveOf(TWO);
    const store = openOxigraphStore({ dir: `${archive.dir}/x`, manifest: archive.manifest }, { timeoutMs: 1000 });
    await expect(store).rejects.toThrow(/graphs\/duo\/a\/.* is missing/);
  });

  test.each([
    // More than one chunk: the line is that of the file, not of the chunk.
    [
      "a line that is none",
      (lines: string[]) => lines.with(19_999, "<http://x/1> <broken"),
      /\.nq:20000: .*restore it/,
    ],
    ["half its lines", (lines: string[]) => lines.slice(0, 15_000), /\.nq: holds 15000 statements, and 30000 were/],
    ["a last line that is cut off", (lines: string[]) => [lines.join("\n").slice(0, -9)], /\.nq: holds 29999 stat/],
  ])("in one file names the file and what is wrong: %s", async (_what, damage, message) => {
    const triples = Array.from({ length: 30_000 }, (_, i) => `<http://x/${i}> <http://p> "${i}"`);
    const archive = await archiveOf({ [A]: triples });
    const file = join(archive.dir, archive.manifest.graphs[A]?.current?.file ?? "");
    const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
    const damaged = damage(lines).join("\n");
    await writeFile(file, damaged.endsWith(".") ? `${damaged}\n` : damaged);
    await expect(openOxigraphStore(archive, { timeoutMs: 10_000 })).rejects.toThrow(message);
  });
});

test("the queries under way are bounded in length together", async () => {
  const store = await storeOf(MANY);
  const long = `${RUNAWAY} #${"x".repeat(1024 * 1024)}`;
  const askers = Array.from({ length: 40 }, () => new AbortController());
  const asked = askers.map(({ signal }) => store.query(long, { syntax: "json", signal }));
  await expect(asked.at(-1)).rejects.toThrow(/too many queries wait already/);
  for (const gone of askers) gone.abort();
  const outcomes = await Promise.allSettled(asked);
  expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(40);
  expect(await count(store, ALL)).toBe(2000);
});

test("a closed store refuses what waits, and what comes", async () => {
  const store = await storeOf(MANY);
  const waiting = store.query(RUNAWAY, { syntax: "json" });
  const [outcome] = await Promise.allSettled([waiting, store.close()]);
  expect(outcome).toMatchObject({ status: "rejected", reason: { name: "StoreUnavailableError" } });
  await expect(store.query("ASK {}", { syntax: "json" })).rejects.toThrow(/was closed/);
});
