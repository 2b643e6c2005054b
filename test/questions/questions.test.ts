/**
 * The questions that the graph is for (MODEL §4), asked of the samples: each saved query has a table of the rows it must
 * give beside this file.
 */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readManifest } from "#src/archive/manifest-file.js";
import { ingest } from "#src/ingest/ingest.js";
import { packageNames, packagePath, packageText } from "#src/ingest/package-files.js";
import { sampleRequests } from "#src/cli/source-words.js";
import type { GraphStore } from "#src/store/graph-store.js";
import { openOxigraphStore } from "#src/store/oxigraph/store.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

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

const queries = await packageNames(".rq", "queries");
const expected = (await readdir(HERE)).filter((name) => name.endsWith(".csv"));

describe("the saved queries, asked of the samples", () => {
  it.each(queries)("%s gives the rows it should", async (file) => {
    const rows = await readFile(join(HERE, file.replace(/\.rq$/, ".csv")), "utf8");
    const answer = await store.query(await packageText(BASE, "queries", file), { syntax: "csv", baseIri: `${BASE}/` });
    expect(answer.trim().split(/\r?\n/)).toEqual(rows.trim().replaceAll("{base}", BASE).split("\n"));
  });

  it("have a table of rows each, and no table is left over", () => {
    expect(expected.map((name) => name.replace(/\.csv$/, ".rq")).sort()).toEqual(queries);
  });
});
