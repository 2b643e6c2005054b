/**
 * The questions that the graph is for (MODEL §4), asked of the samples: each saved query has a table of the rows it must
 * give beside this file. One of which the samples hold nothing has statements of its own there.
 */
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openArchive } from "#src/archive/archive.js";
import { readManifest } from "#src/archive/manifest-file.js";
import { ingest } from "#src/ingest/ingest.js";
import { packageNames, packagePath, packageText } from "#src/package/package-files.js";
import { sampleRequests } from "#src/cli/source-words.js";
import type { GraphStore } from "#src/store/graph-store.js";
import { openOxigraphStore } from "#src/store/oxigraph/store.js";
import { withBase } from "#src/rdf/base.js";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { folder, put } from "../archive/folder.js";

const BASE = "https://onderwijs.example";
const HERE = packagePath("test", "questions");
const silent = { start() {}, begin() {}, rows() {}, end() {}, note() {} };

let dir: string;
let store: GraphStore;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "questions-"));
  await ingest({
    base: BASE,
    dataDir: dir,
    sources: sampleRequests(),
    now: new Date("2026-11-22T12:00:00Z"),
    progress: silent,
  });
  const manifest = await readManifest(dir);
  if (manifest === undefined) throw new Error("nothing was published");
  store = await openOxigraphStore({ manifest, dir }, { timeoutMs: 20_000 });
});

afterAll(async () => {
  await store.close();
  await rm(dir, { recursive: true, force: true });
});

/** Path of the graph of a line of N-Quads. */
function graphOf(line: string): string {
  return / <([^>]+)> \.\n$/.exec(line)?.[1]?.slice(BASE.length) ?? "";
}

/** A store of the statements of N-Quads. */
async function storeOf(text: string): Promise<GraphStore> {
  const lines = withBase(text, BASE).split(/(?<=\n)/);
  const archive = await openArchive(await folder(), { base: BASE });
  const publication = await archive.begin(new Date("2026-11-22T12:00:00Z"));
  for (const path of new Set(lines.map(graphOf))) {
    await put(
      publication,
      path,
      lines.filter((line) => graphOf(line) === path),
    );
  }
  await publication.commit();
  const own = await openOxigraphStore(archive, { timeoutMs: 20_000 });
  onTestFinished(() => own.close());
  return own;
}

/** What a question is asked of. */
async function askedOf(query: string): Promise<GraphStore> {
  const own = join(HERE, query.replace(/\.rq$/, ".nq"));
  return existsSync(own) ? storeOf(await readFile(own, "utf8")) : store;
}

const queries = await packageNames(".rq", "queries");
const expected = (await readdir(HERE)).filter((name) => name.endsWith(".csv"));

describe("the saved queries, asked of the samples", () => {
  it.each(queries)("%s gives the rows it should", async (file) => {
    const rows = await readFile(join(HERE, file.replace(/\.rq$/, ".csv")), "utf8");
    const asked = await askedOf(file);
    const answer = await asked.query(await packageText(BASE, "queries", file), { syntax: "csv", baseIri: `${BASE}/` });
    expect(answer.trim().split(/\r?\n/)).toEqual(rows.trim().replaceAll("{base}", BASE).split("\n"));
  });

  it("count pupils once whom a file gives by age and home area, and in totals of these", async () => {
    const quad = (s: string, p: string, o: string): string => `<${BASE}${s}> <${p}> ${o} <${BASE}/graph/duo/proef> .\n`;
    const def = `${BASE}/def/onderwijs#`;
    const skos = "http://www.w3.org/2004/02/skos/core#";
    const iri = (path: string): string => `<${BASE}/id/${path}>`;
    const counted = ([area, age, n]: readonly [string, string, number]): string[] =>
      [
        ["http://purl.org/linked-data/cube#dataSet", iri("statistiek/03-leerlingen-po-totaaloverzicht")],
        [`${def}eenheid`, iri("vestiging/99XX00")],
        [`${def}schooljaar`, iri("schooljaar/2014-2015")],
        [`${def}soortPrimairOnderwijs`, iri("begrip/soort-primair-onderwijs/bo")],
        [`${def}postcodegebied`, iri(`begrip/postcodegebied/${area}`)],
        [`${def}leeftijd`, iri(`begrip/leeftijd/${age}`)],
        [`${def}aantalLeerlingen`, `"${n}"^^<http://www.w3.org/2001/XMLSchema#integer>`],
      ].map(([p = "", o = ""]) => quad(`/id/observatie/${area}-${age}`, p, o));
    const school = [
      quad("/id/vestiging/99XX00", `${def}gemeente`, iri("gemeente/0855")),
      quad("/id/vestiging/99XX00", `${def}denominatie`, iri("begrip/denominatie/openbaar")),
      quad("/id/gemeente/0855", "http://www.w3.org/2000/01/rdf-schema#label", '"Tilburg"'),
      quad("/id/begrip/denominatie/openbaar", `${skos}prefLabel`, '"Openbaar"@nl'),
      quad("/id/schooljaar/2014-2015", `${skos}notation`, '"2014-2015"'),
    ];
    const byArea = [
      ["5022", "4", 7],
      ["5022", "5", 8],
      ["5022", "totaal", 15],
      ["5041", "4", 3],
    ] as const;
    const query = await packageText(BASE, "queries", "02-leerlingen-per-denominatie-en-gemeente.rq");
    const ask = async (lines: readonly string[]): Promise<string | undefined> =>
      (await (await storeOf(lines.join(""))).query(query, { syntax: "csv", baseIri: `${BASE}/` })).split(/\r?\n/)[1];
    expect(await ask([...school, ...byArea.flatMap(counted)])).toBe("2014-2015,Tilburg,Openbaar,18,0");
    const inAll = [...byArea, ["totaal", "totaal", 20]] as const;
    expect(await ask([...school, ...inAll.flatMap(counted)])).toBe("2014-2015,Tilburg,Openbaar,20,0");
  });

  it("have a table of rows each, and no table is left over", () => {
    expect(expected.map((name) => name.replace(/\.csv$/, ".rq")).sort()).toEqual(queries);
  });
});
