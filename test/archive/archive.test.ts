import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openArchive } from "#src/archive/archive.js";
import { readManifest } from "#src/archive/manifest-file.js";
import { BASE, folder, line, NOW, put } from "./folder.js";

const PATH = "/graph/duo/scholen";

async function published(): Promise<string> {
  const archive = await openArchive(await folder(), { base: BASE });
  const publication = await archive.begin(NOW);
  await put(publication, PATH, [line(PATH, "a")]);
  await publication.commit();
  return archive.dir;
}

describe("opening an archive", () => {
  test("begins an empty one, of which nothing is on disk yet", async () => {
    const archive = await openArchive(join(await folder(), "data"), { base: BASE });
    expect(archive.manifest.graphs).toEqual({});
    expect(await readManifest(archive.dir)).toBeUndefined();
  });

  test("with another base IRI is refused, with the way to rebuild", async () => {
    const dir = await published();
    await expect(openArchive(dir, { base: "https://elders.nl" })).rejects.toThrow(
      /base IRI http:\/\/localhost:3000, and https:\/\/elders\.nl is configured; .*ingest again into an empty --data/,
    );
  });

  test.each([
    ["no JSON", "{", /is damaged: it is not JSON/],
    ["another format", '{"format":2}', /has format 2, and this version reads format 1/],
    ["missing parts", '{"format":1}', /is damaged: [^]*base/],
  ])("with a manifest of %s says so", async (_, text, message) => {
    const dir = await folder();
    await writeFile(join(dir, "manifest.json"), text);
    await expect(readManifest(dir)).rejects.toThrow(message);
  });

  test("refuses a manifest whose files lie outside the data folder", async () => {
    const dir = await published();
    const text = await readFile(join(dir, "manifest.json"), "utf8");
    await writeFile(join(dir, "manifest.json"), text.replace("graphs/duo/scholen/", "graphs/../../etc/"));
    await expect(readManifest(dir)).rejects.toThrow(/not a graph file inside the data folder/);
  });
});

describe("a graph that is not there", () => {
  test("is named in the error", async () => {
    const archive = await openArchive(await published(), { base: BASE });
    expect(() => archive.openGraph("/graph/duo/anders")).toThrow(/no graph \/graph\/duo\/anders/);
    expect(() => archive.openGraph(PATH, "20200101T000000Z")).toThrow(/version 20200101T000000Z/);
  });
});

describe("the run log", () => {
  test("gives the last runs, newest first, and passes over a broken line", async () => {
    const archive = await openArchive(await folder(), { base: BASE });
    expect(await archive.lastRuns(5)).toEqual([]);
    for (const at of ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z"]) {
      await archive.appendRun({ at, rows: 1 });
    }
    await writeFile(join(archive.dir, "runs.jsonl"), '{"at": "2026', { flag: "a" });
    expect((await archive.lastRuns(2)).map((run) => run.at)).toEqual(["2026-01-03T00:00:00Z", "2026-01-02T00:00:00Z"]);
  });

  test("a run that a crash broke off in the log takes no other with it", async () => {
    const archive = await openArchive(await folder(), { base: BASE });
    await archive.appendRun({ at: "2026-01-01T00:00:00Z" });
    await appendFile(join(archive.dir, "runs.jsonl"), '{"at":"2026-01-02T00:0');
    await archive.appendRun({ at: "2026-01-03T00:00:00Z" });
    expect((await archive.lastRuns(5)).map((run) => run.at)).toEqual(["2026-01-03T00:00:00Z", "2026-01-01T00:00:00Z"]);
  });
});
