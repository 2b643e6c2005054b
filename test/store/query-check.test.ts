import { readdirSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { QueryRefusedError } from "#src/store/graph-store.js";
import { openQueryCheck } from "#src/store/query-check/query-check.js";

const shared = openQueryCheck();
afterAll(() => shared.close());

const apart = (n: number): string => Array.from({ length: n }, (_, i) => `?s${i} ?p${i} ?o${i} .`).join(" ");
const QUERIES = new URL("../../queries/", import.meta.url);

describe("a query is refused for", () => {
  test.each([
    ["200 disconnected patterns", `SELECT * { ${apart(200)} }`, /200 groups of patterns/],
    ["disconnected patterns in a subquery", `SELECT * { { SELECT * { OPTIONAL { ${apart(13)} } } } }`, /13 groups/],
    [
      "a path of 400 steps",
      `SELECT * { ?s ${Array.from({ length: 400 }, () => "<http://p>").join("/")} ?o }`,
      /400 steps/,
    ],
    ["many patterns", `SELECT * { ${"?s ?p ?o . ".repeat(501)} }`, /500 triple patterns/],
    ["nesting", `SELECT (${"(".repeat(4000)}1${")".repeat(4000)} AS ?x) {}`, /nests more than/],
  ])("%s", async (_, query, message) => {
    const asked = shared.check(query);
    await expect(asked).rejects.toThrow(QueryRefusedError);
    await expect(asked).rejects.toThrow(message);
  });
});

describe("a query is no reason to refuse for", () => {
  test.each([
    ["a few disconnected patterns", `SELECT * { ${apart(5)} }`],
    [
      "patterns that a VALUES holds together",
      `SELECT * { ${apart(13)} VALUES (${Array.from({ length: 13 }, (_, i) => `?s${i}`).join(" ")}) { (${"1 ".repeat(13)}) } }`,
    ],
    ["patterns that a graph holds together", `SELECT * { GRAPH ?g { ${apart(13)} } }`],
    [
      "a star of many patterns",
      `SELECT * { ${Array.from({ length: 60 }, (_, i) => `?s <http://p${i}> ?o${i} .`).join(" ")} }`,
    ],
    ["a list of many values", `SELECT * { VALUES ?x { ${"<http://x/a> ".repeat(50_000)} } }`],
    ["being none: the engine says what is wrong", "SELECT * { ?s ?p "],
    ["words that the parser does not know", "SELECT * { ?s ?p ?o LATERAL { SELECT ?o { ?s ?p ?o } LIMIT 1 } }"],
  ])("%s", async (_, query) => {
    await expect(shared.check(query)).resolves.toBeDefined();
  });

  test.each([
    ["half", "SELECT * { ?s ?p ", "it ends too early"],
    ["with a word too many", "SELECT * {\n ?s ?p ?o } WAT", 'line 2 goes wrong at "W"'],
    ["without a prefix", "SELECT * { ?s ex:p ?o }", "Unknown prefix: ex"],
    ["long", `SELECT * { VALUES ?x { ${"1 ".repeat(50_000)} } }`, "it is longer than 100000 characters"],
  ])("not being read, which is told with why: %s", async (_, query, unread) => {
    expect(await shared.check(query)).toEqual({ unread, services: false, volatile: false });
  });

  test("its form: every saved query passes, and is parsed", async () => {
    const names = readdirSync(QUERIES, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".rq"));
    const prefixes =
      "PREFIX ond: <http://o/> PREFIX schema: <http://s/> PREFIX skos: <http://k/> PREFIX rdfs: <http://r/>";
    for (const name of names) {
      const text = readFileSync(new URL(name, QUERIES), "utf8");
      const found = await shared.check(/^\s*(?:#.*\n\s*)*PREFIX/i.test(text) ? text : `${prefixes}\n${text}`);
      expect({ name, ...found }).toMatchObject({ name, services: false, form: expect.any(String) as string });
    }
    expect(names.length).toBeGreaterThan(5);
  });
});

test.each([
  ["SELECT * { ?s ?p ?o }", { form: "select", services: false, volatile: false }],
  ["ASK { BIND(NOW() AS ?n) }", { form: "ask", services: false, volatile: true }],
  ["SELECT * { ?s ?p 'RAND()' }", { form: "select", services: false, volatile: false }],
  [
    "CONSTRUCT { ?s ?p ?o } { SERVICE SILENT <http://x/> { ?s ?p ?o } }",
    { form: "construct", services: true, volatile: true },
  ],
  ["DESCRIBE <x>", { form: "describe", services: false, volatile: false }],
  ["CLEAR ALL", { form: "update", services: false, volatile: false }],
])("what a query is, is told: %s", async (query, expected) => {
  expect(await shared.check(query)).toEqual(expected);
});

test("a closed check answers nobody", async () => {
  const opened = openQueryCheck();
  const asked = opened.check("ASK {}");
  const [outcome] = await Promise.allSettled([asked, opened.close()]);
  expect(outcome.status).toBe("rejected");
  await expect(opened.check("ASK {}")).rejects.toThrow(/closed/);
});
