/** Against a real Virtuoso 7, which `.ci/virtuoso` starts; skipped where there is none, which `.ci/run` takes for a failure. */
import { describe, expect, test } from "vitest";
import { QueryTimeoutError } from "#src/store/graph-store.js";
import type { RemoteSettings } from "#src/store/remote/settings.js";
import { archiveOf, count } from "../published.js";
import { holdsFor, remote } from "./rules.js";

const url = process.env["VIRTUOSO_URL"];
const password = process.env["VIRTUOSO_PASSWORD"] ?? "";
// oxlint-disable-next-line no-unsafe-type-assertion -- without a URL nothing below is run
const settings: RemoteSettings = {
  query: new URL(url ?? "http://virtuoso.invalid"),
  credentials: { user: "dba", password },
};

describe.skipIf(url === undefined)("Virtuoso 7", () => {
  holdsFor(() => Promise.resolve(settings));

  test("takes texts, types and points, and gives them back so far as it can", async () => {
    const long = `"${"é".repeat(200_000)}"`;
    const point = '"POINT(4.5 52.25)"^^<http://www.opengis.net/ont/geosparql#wktLiteral>';
    const graph = { "/graph/duo/c": [`<http://x/1> <http://a> ${long}`, `<http://x/1> <http://b> ${point}`] };
    const store = await remote(await archiveOf(graph), settings);
    expect(await count(store, "SELECT (STRLEN(?o) AS ?n) { ?s <http://a> ?o }")).toBe(200_000);
    const lines = await store.query("CONSTRUCT WHERE { ?s <http://b> ?o }", { syntax: "nt" });
    expect(lines).toBe(`<http://x/1> <http://b> ${point} .\n`);
  });

  test("is left alone at the deadline, and answers the next", async () => {
    const many = Array.from({ length: 3000 }, (_, i) => `<http://x/${i}> <http://p> "${i}"`);
    const store = await remote(await archiveOf({ "/graph/duo/many": many }), settings);
    const runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f && ?f != ?i) }";
    await expect(store.query(runaway, { syntax: "json", timeoutMs: 500 })).rejects.toThrow(QueryTimeoutError);
    expect(await count(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")).toBe(3000);
  });

  test("refuses a wrong password at the start, and the password is in no message", async () => {
    const wrong = { ...settings, credentials: { user: "dba", password: "geheim123" } };
    const opened = remote(await archiveOf({ "/graph/duo/d": ["<http://x/1> <http://p> <http://x/2>"] }), wrong);
    await expect(opened).rejects.toThrow(/401.*ONDERWIJSGRAAF_STORE_PASSWORD/);
    await expect(opened).rejects.not.toThrow(/geheim123/);
  });
});
