import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ResultTooLargeError } from "#src/store/graph-store.js";
import { rowsIn, withRowLimit } from "#src/store/oxigraph/row-limit.js";
import { storeOf, storeOfFile } from "./published.js";

const GRAPHS = { "/graph/duo/a": Array.from({ length: 40 }, (_, i) => `<http://x/${i}> <http://p> "${i % 7}"`) };
const LIMITS = { rows: 30, bytes: 1e6, memory: 1e9 };

const visitors = { engines: 1, maxWaiting: 9, answer: LIMITS };
const plain = storeOfFile(GRAPHS);
const limited = storeOfFile(GRAPHS, { visitors });

const modifiers = fc
  .record({
    order: fc.constantFrom("", "ORDER BY ?s", "ORDER BY DESC(?o) (STR(?s))"),
    limit: fc.option(fc.integer({ min: 0, max: 60 })),
    offset: fc.option(fc.integer({ min: 0, max: 45 })),
    offsetFirst: fc.boolean(),
    tail: fc.constantFrom(
      "",
      "# LIMIT 3",
      "VALUES ?o { '1' '2' }",
      "values ?o { '1' } # no more",
      "VALUES (?o) {('3')}",
    ),
    where: fc.constantFrom(
      "{ ?s ?p ?o }",
      "WHERE { ?s ?p ?o . { SELECT ?s { ?s ?q ?r } LIMIT 35 } }",
      '{ ?s ?p ?o FILTER(?o != "} LIMIT 2 {") }',
      "{ { ?s ?p ?o } UNION { ?s ?p ?o } }",
    ),
  })
  .map(({ order, limit, offset, offsetFirst, tail, where }) => {
    const slices = [limit === null ? "" : `LIMIT ${limit}`, offset === null ? "" : `OFFSET ${offset}`];
    return [`SELECT ?s ?o ${where} ${order}`, ...(offsetFirst ? slices.reverse() : slices), tail].join(" ");
  });

describe("a query with a limit put in it", () => {
  test("gives what it gave, or one row more than is given at once", async () => {
    const store = await plain();
    await fc.assert(
      fc.asyncProperty(modifiers, async (query) => {
        const plain = await store.query(query, { syntax: "tsv" });
        const bounded = await store.query(withRowLimit(query, 31), { syntax: "tsv" });
        const rows = rowsIn(plain, "tsv");
        expect(rowsIn(bounded, "tsv")).toBe(Math.min(rows, 31));
        const given = new Set(plain.split("\n"));
        // Which 31 of more rows is not said; that they are of them is.
        expect(bounded.split("\n").filter((row) => !given.has(row))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test.each(["SELECT * { ?s ?p 'open", "SELECT", ""])("is as wrong as it was: %s", async (query) => {
    const store = await plain();
    await expect(store.query(withRowLimit(query, 3), { syntax: "json" })).rejects.toThrow(/error at/);
  });
});

test.each(["json", "xml", "csv", "tsv"] as const)("rows of %s are counted whatever is in them", async (syntax) => {
  const store = await plain();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(fc.string({ unit: "binary" })), { maxLength: 6 }), async (values) => {
      // Characters that cannot stand in XML are not what this is about.
      const texts = values.map((value) => value?.replaceAll(/[^\t\n\r -\uD7FF\uE000-\uFFFD]/gu, "") ?? null);
      const rows = texts.map((text) => (text === null ? "UNDEF" : JSON.stringify(text)));
      const answer = await store.query(`SELECT ?a { VALUES ?a { ${rows.join(" ")} } }`, { syntax });
      expect(rowsIn(answer, syntax)).toBe(texts.length);
    }),
    { numRuns: 60 },
  );
});

describe("an answer that is too large", () => {
  test.each([
    ["SELECT * { ?s ?p ?o }", "json", /more than 30 rows; ask for it in pages .*LIMIT and OFFSET.* or download/],
    ["SELECT * { ?s ?p ?o } LIMIT 1000000000000000000000", "csv", /more than 30 rows/],
    ["CONSTRUCT WHERE { ?s ?p ?o }", "nt", /more than 30 triples/],
  ] as const)("is refused and not cut: %s", async (query, syntax, message) => {
    const store = await limited();
    const asked = store.query(query, { syntax, fromVisitor: true });
    await expect(asked).rejects.toThrow(ResultTooLargeError);
    await expect(asked).rejects.toThrow(message);
  });

  test("has no part in what is said of a query that is wrong: its place is that in the query as it was sent", async () => {
    const store = await limited();
    const asked = store.query("SELECT * { BAD }", { syntax: "json", fromVisitor: true });
    await expect(asked).rejects.toThrow(/error at 1:1[0-9]/);
  });

  test("counts in bytes too", async () => {
    const store = await storeOf(GRAPHS, { visitors: { ...visitors, answer: { ...LIMITS, bytes: 200 } } });
    const asked = store.query("SELECT * { ?s ?p ?o } LIMIT 20", { syntax: "json", fromVisitor: true });
    await expect(asked).rejects.toThrow(/200 is the most/);
  });

  test("is none of the triples that many solutions make alike", async () => {
    const store = await limited();
    const few = "CONSTRUCT { <http://x/a> <http://x/b> ?o } WHERE { ?s ?p ?o }";
    const answer = await store.query(few, { syntax: "nt", fromVisitor: true });
    expect(rowsIn(answer, "nt")).toBe(7);
  });

  test("does not bind the service itself", async () => {
    const store = await limited();
    expect(rowsIn(await store.query("SELECT * { ?s ?p ?o }", { syntax: "json" }), "json")).toBe(40);
  });
});
