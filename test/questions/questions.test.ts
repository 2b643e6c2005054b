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

/** A store of the statements in an N-Quads file beside this one. */
async function storeOf(file: string): Promise<GraphStore> {
  const lines = withBase(await readFile(file, "utf8"), BASE).split(/(?<=\n)/);
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
function askedOf(query: string): GraphStore | Promise<GraphStore> {
  const own = join(HERE, query.replace(/\.rq$/, ".nq"));
  return existsSync(own) ? storeOf(own) : store;
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

  it("have a table of rows each, and no table is left over", () => {
    expect(expected.map((name) => name.replace(/\.csv$/, ".rq")).sort()).toEqual(queries);
  });
});
