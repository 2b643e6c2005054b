/** What saved queries say they need (`# needs:`): which of them are shown where not all sources are loaded. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Manifest } from "#src/archive/manifest.js";
import { readManifest } from "#src/archive/manifest-file.js";
import { sampleRequests } from "#src/cli/source-words.js";
import { ingest } from "#src/ingest/ingest.js";
import { packagePath } from "#src/package/package-files.js";
import { prefixesFor } from "#src/rdf/prefixes.js";
import { answerable, loadExamples, textIn } from "#src/sparql/example-queries.js";
import { openOxigraphStore } from "#src/store/oxigraph/store.js";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";

const BASE = "https://onderwijs.example";
const EXAMPLES = loadExamples(packagePath("queries"), BASE, prefixesFor(BASE));
/** Each need, as it is written. */
const NEEDS = new Set(EXAMPLES.flatMap(({ needs }) => needs.map((need) => need.join("|"))));

let dir: string;
let manifest: Manifest;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "needs-"));
  const progress = { start() {}, begin() {}, rows() {}, end() {}, note() {} };
  const now = new Date("2026-11-22T12:00:00Z");
  await ingest({ base: BASE, dataDir: dir, sources: sampleRequests(), now, progress });
  manifest = (await readManifest(dir)) as Manifest;
});
afterAll(() => rm(dir, { recursive: true, force: true }));

function without(need: string): Manifest {
  const gone = need.split("|").map((beginning) => `/graph/${beginning}`);
  const kept = Object.entries(manifest.graphs).filter(([path]) => !gone.some((each) => path.startsWith(each)));
  return { ...manifest, graphs: Object.fromEntries(kept) };
}

it("every saved query says what it needs, and the samples have it but for the one of which no file was seen", () => {
  expect(EXAMPLES.filter(({ needs }) => needs.length === 0)).toEqual([]);
  const missing = EXAMPLES.filter((each) => !answerable(EXAMPLES, manifest).includes(each));
  expect(missing.map(({ name }) => name)).toEqual(["15-gemeenten-die-leerlingen-exporteren"]);
});

it.each([...NEEDS])("without %s, who needs it gives nothing, and is not shown", async (need) => {
  const asking = EXAMPLES.filter(({ needs }) => needs.some((each) => each.join("|") === need));
  const left = without(need);
  expect(answerable(asking, left)).toEqual([]);
  const store = await openOxigraphStore({ manifest: left, dir }, { timeoutMs: 20_000 });
  onTestFinished(() => store.close());
  for (const { query } of asking) {
    const answer = await store.query(query, { syntax: "csv", baseIri: `${BASE}/` });
    expect(answer.trim().split(/\r?\n/)).toHaveLength(1);
  }
});

it("an example in the editor begins with its question in the language of the page, without what only the service reads", () => {
  for (const example of EXAMPLES) {
    expect(textIn(example, "en")).toMatch(/^# [A-Z]/);
    expect(textIn(example, "en")).not.toMatch(/^# *(?:title-|needs:)/m);
    expect(textIn(example, "nl").split("\n", 1)).toEqual([`# ${example.title}`]);
  }
});
