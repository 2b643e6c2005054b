/** What holds for every store elsewhere, whichever engine it is. */
import { expect, onTestFinished, test } from "vitest";
import type { Archive } from "#src/archive/archive.js";
import { QuerySyntaxError, QueryRefusedError, type GraphStore } from "#src/store/graph-store.js";
import { openQueryCheck, type QueryCheck } from "#src/store/query-check/query-check.js";
import type { RemoteSettings } from "#src/store/remote/settings.js";
import { openRemoteStore, type RemoteOptions } from "#src/store/remote/store.js";
import { BASE } from "../../archive/folder.js";
import { archiveOf, count } from "../published.js";

export const A = `${BASE}/graph/duo/a`;
export const B = `${BASE}/graph/duo/b`;
const XSD = "http://www.w3.org/2001/XMLSchema#";
const SEVEN = `<http://x/1> <http://n> "7"^^<${XSD}integer>`;
export const TWO = {
  "/graph/duo/a": [
    SEVEN,
    `<http://x/1> <http://p> "é, \\"\u{1f600}\\" \\n"@nl`,
    `<http://x/1> <http://b> "true"^^<${XSD}boolean>`,
  ],
  "/graph/duo/b": [SEVEN, `<http://x/2> <http://n> "3"^^<${XSD}integer>`, "<http://x/2> <http://l> <http://x/é>"],
};
const SUM = "SELECT (COUNT(*) AS ?n) (SUM(?o) AS ?sum)";
const WHERE = "WHERE { ?s <http://n> ?o }";

export function queryCheck(): QueryCheck {
  const check = openQueryCheck();
  onTestFinished(() => check.close());
  return check;
}

export async function remote(
  archive: Archive,
  settings: RemoteSettings,
  options: Partial<RemoteOptions> = {},
): Promise<GraphStore> {
  const store = await openRemoteStore(archive, settings, { timeoutMs: 20_000, check: queryCheck(), ...options });
  onTestFinished(() => store.close());
  return store;
}

async function firstRow(store: GraphStore, sparql: string, more: object = {}): Promise<string | undefined> {
  return (await store.query(sparql, { syntax: "csv", ...more })).split("\r\n")[1];
}

/** @param settings of an engine that may hold anything beside what is pushed */
export function holdsFor(settings: () => Promise<RemoteSettings>): void {
  const open = async (): Promise<GraphStore> => remote(await archiveOf(TWO), await settings());

  test("a triple in two graphs counts once, and sums once", async () => {
    const store = await open();
    expect(await firstRow(store, `${SUM} ${WHERE}`)).toBe("2,10");
    expect(await firstRow(store, `${SUM} FROM <${A}> FROM <${B}> ${WHERE}`)).toBe("2,10");
    expect(await firstRow(store, `${SUM} ${WHERE}`, { defaultGraphs: [A, B] })).toBe("2,10");
    expect(await count(store, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s <http://n> ?o } }")).toBe(3);
  });

  test("a dataset is what was named, and nothing else of the engine", async () => {
    const store = await open();
    const all = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }";
    const named = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }";
    expect(await count(store, all)).toBe(5);
    expect(await count(store, named)).toBe(6);
    expect(await count(store, all, { defaultGraphs: [A] })).toBe(3);
    expect(await count(store, named, { defaultGraphs: [A] })).toBe(0);
    expect(await count(store, all, { namedGraphs: [A] })).toBe(0);
    expect(await count(store, named, { namedGraphs: [A] })).toBe(3);
    expect(await count(store, all.replace("WHERE", `FROM <${B}> WHERE`))).toBe(3);
    expect(await count(store, all.replace("WHERE", `FROM <${B}> WHERE`), { defaultGraphs: [A] })).toBe(3);
    expect(await count(store, all.replace("WHERE", "FROM <http://elsewhere/> WHERE"))).toBe(0);
  });

  test("each syntax says the same", async () => {
    const store = await open();
    const sparql = "SELECT ?b ?o { <http://x/1> <http://b> ?b ; <http://p> ?o }";
    const json = JSON.parse(await store.query(sparql, { syntax: "json" })) as { results: { bindings: unknown } };
    expect(json.results.bindings).toEqual([
      {
        b: { type: "literal", value: "true", datatype: `${XSD}boolean` },
        o: { type: "literal", value: 'é, "\u{1f600}" \n', "xml:lang": "nl" },
      },
    ]);
    expect(await store.query(sparql, { syntax: "csv" })).toBe('b,o\r\ntrue,"é, ""\u{1f600}"" \n"\r\n');
    expect(await store.query(sparql, { syntax: "tsv" })).toBe(
      `?b\t?o\n"true"^^<${XSD}boolean>\t"é, \\"\u{1f600}\\" \\n"@nl\n`,
    );
    expect(await store.query(sparql, { syntax: "xml" })).toContain(
      `<literal xml:lang="nl">é, &quot;\u{1f600}&quot; \n`,
    );
    expect(await store.query("ASK { ?s <http://n> 7 }", { syntax: "json" })).toBe('{"head":{},"boolean":true}');
    expect(await store.query("CONSTRUCT WHERE { ?s <http://l> ?o }", { syntax: "nt" })).toBe(
      "<http://x/2> <http://l> <http://x/é> .\n",
    );
  });

  test("a relative IRI in a query resolves against the base", async () => {
    const store = await open();
    expect(await store.query("ASK { <1> <http://n> 7 }", { syntax: "json", baseIri: "http://x/" })).toContain("true");
  });

  test("a query that is wrong is told so, and one that looks elsewhere is refused", async () => {
    const store = await open();
    const visitor = { syntax: "json", fromVisitor: true } as const;
    await expect(store.query("SELECT * { ?s ?p ", visitor)).rejects.toThrow(QuerySyntaxError);
    await expect(store.query('define get:soft "soft" ASK {}', visitor)).rejects.toThrow(QuerySyntaxError);
    await expect(store.query("ASK { SERVICE <http://127.0.0.1:1/> {} }", visitor)).rejects.toThrow(QueryRefusedError);
  });
}
