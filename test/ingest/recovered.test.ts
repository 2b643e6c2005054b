/** What can be made again when the manifest is lost, or the base is to be another: `raw/` and the minted names are enough. */
import { copyFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sampleRequests } from "#src/cli/source-words.js";
import type { GraphEntry, Manifest } from "#src/archive/manifest.js";
import type { IngestReport } from "#src/ingest/report.js";
import type { SourceRequest } from "#src/ingest/source-requests.js";
import { folder } from "../folder.js";
import { ingestFrom, manifestOf } from "./run.js";

const AGAIN: readonly SourceRequest[] = [
  { source: "duo" },
  { source: "edu-v", env: {} },
  { source: "onderwijsloket", env: {} },
  { source: "donl" },
  { source: "tweedekamer" },
];
/** Made of more than what is kept: names in a listing, versions and runs, what is gone. */
const ELSE = new Set(["/graph/duo/datasets", "/graph/meta", "/graph/meta/grafstenen"]);

let original: string;
beforeAll(async () => {
  original = await mkdtemp(join(tmpdir(), "onderwijsgraaf-"));
  await ingestFrom(original, sampleRequests());
});
afterAll(() => rm(original, { recursive: true, force: true }));

/** A folder with nothing but what is to be mapped again. */
async function recovered(base?: string): Promise<{ dir: string; report: IngestReport }> {
  const dir = await folder();
  await cp(join(original, "raw"), join(dir, "raw"), { recursive: true });
  await copyFile(join(original, "slugs.csv"), join(dir, "slugs.csv"));
  const report = await ingestFrom(dir, AGAIN, { again: true, ...(base === undefined ? {} : { base }) });
  return { dir, report };
}

function bytesAndLicence({ current, licence }: GraphEntry): unknown {
  return [current?.sha256, licence];
}

function size({ current }: GraphEntry): unknown {
  return current?.quads;
}

/** Graph → what is compared of it. */
function graphs({ graphs: all }: Manifest, of: (entry: GraphEntry) => unknown): Record<string, unknown> {
  const entries = Object.entries(all).filter(([path]) => !ELSE.has(path));
  return Object.fromEntries(entries.map(([path, entry]) => [path, of(entry)]));
}

test("without the manifest every graph of every source comes back as it was, its licence too", async () => {
  const { dir, report } = await recovered();
  expect(report.files.filter(({ outcome }) => outcome === "refused" || outcome === "left-out")).toEqual([]);
  const before = graphs(await manifestOf(original), bytesAndLicence);
  expect(Object.keys(before).length).toBeGreaterThan(50);
  expect(graphs(await manifestOf(dir), bytesAndLicence)).toEqual(before);
});

test("with another base every graph comes back, as large as it was", async () => {
  const { dir } = await recovered("https://data.school.example");
  expect(graphs(await manifestOf(dir), size)).toEqual(graphs(await manifestOf(original), size));
});

test("of a source of which nothing is kept that is said, and the others are mapped", async () => {
  const dir = await folder();
  await cp(join(original, "raw", "donl"), join(dir, "raw", "donl"), { recursive: true });
  const requests = AGAIN.filter(({ source }) => source !== "duo");
  const { files, published } = await ingestFrom(dir, requests, { again: true });
  expect(published).toBe(true);
  const leftOut = files.filter(({ outcome }) => outcome === "left-out");
  expect(leftOut.map(({ file }) => file).sort()).toEqual(["edu-v", "onderwijsloket", "tweedekamer"]);
});

test("a file that was kept before its sidecar told the dataset is refused by name, not lost in silence", async () => {
  const dir = await folder();
  const packages = join("raw", "donl", "packages");
  await cp(join(original, packages), join(dir, packages), { recursive: true });
  const sidecar = (await readdir(join(dir, packages))).find((name) => name.endsWith(".json")) ?? "";
  const { datasetName, ...told } = JSON.parse(await readFile(join(dir, packages, sidecar), "utf8")) as Record<
    string,
    string
  >;
  expect(datasetName).toBe("packages");
  await writeFile(join(dir, packages, sidecar), JSON.stringify(told));
  const { files } = await ingestFrom(dir, [{ source: "donl" }], { again: true });
  expect(files).toMatchObject([{ outcome: "refused", message: expect.stringContaining("fetch donl again") }]);
});

test.each(["/graph/meta", "/graph/ontologie", "/graph/referentie/begrippen", "/graph/afgeleid/labels"])(
  "%s comes back at the next ingest, whatever that brings, when its file is lost",
  async (path) => {
    const { dir, file } = await withLost(path);
    await ingestFrom(dir, [{ source: "edu-v", env: {} }], { again: true });
    expect(await readFile(join(dir, file), "utf8")).toBe(await readFile(join(original, file), "utf8"));
  },
);

test.each(["/graph/meta/grafstenen", "/graph/identiteit"])(
  "that the file of %s is lost is told, for nothing can make it again",
  async (path) => {
    const { dir, file } = await withLost(path);
    const ingest = ingestFrom(dir, [{ source: "edu-v", env: {} }], { again: true });
    await expect(ingest).rejects.toThrow(`${file} is missing or cut short, and nothing can make it again`);
  },
);

/** A copy of the data folder, without the file of a graph. */
async function withLost(path: string): Promise<{ dir: string; file: string }> {
  const dir = await folder();
  await cp(original, dir, { recursive: true });
  const { file } = (await manifestOf(dir)).graphs[path]?.current ?? {};
  if (file === undefined) throw new Error(`the samples have no ${path}`);
  await rm(join(dir, file));
  return { dir, file };
}
