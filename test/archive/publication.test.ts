import { mkdir, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openArchive } from "#src/archive/archive.js";
import { BASE, folder, line, NOW, PROVENANCE, put, textOf, writeGraph, triple } from "./folder.js";

const PATH = "/graph/duo/scholen";

describe("a publication", () => {
  test("shows nothing before it is committed, and everything after", async () => {
    const archive = await openArchive(await folder(), { base: BASE });
    const publication = await archive.begin(NOW);
    expect(await put(publication, PATH, [line(PATH, "b"), line(PATH, "a")])).toBe("current");
    expect((await openArchive(archive.dir, { base: BASE })).versions(PATH)).toEqual([]);
    const manifest = await publication.commit();
    expect(manifest.version).toBe("20260301T120000Z");
    expect(manifest.graphs[PATH]?.current?.file).toBe("graphs/duo/scholen/20260301T120000Z.nq");
    const again = await openArchive(archive.dir, { base: BASE });
    expect(again.manifest).toEqual(archive.manifest);
    expect(await textOf(again.openGraph(PATH))).toBe(line(PATH, "a") + line(PATH, "b"));
  });

  test("that changes nothing leaves the manifest byte for byte the same", async () => {
    const archive = await openArchive(await folder(), { base: BASE });
    const first = await archive.begin(NOW);
    await put(first, PATH, [line(PATH, "a")]);
    first.setDatasets("duo", { scholen: { name: "Scholen" } });
    await first.commit();
    const before = await readFile(join(archive.dir, "manifest.json"), "utf8");
    const second = await archive.begin(new Date("2027-01-01T00:00:00Z"));
    expect(await put(second, PATH, [line(PATH, "a"), line(PATH, "a")])).toBe("unchanged");
    second.setDatasets("duo", { scholen: { name: "Scholen" } });
    expect(second.changed).toBe(false);
    await second.commit();
    expect(await readFile(join(archive.dir, "manifest.json"), "utf8")).toBe(before);
    expect(await readdir(join(archive.dir, "graphs/duo/scholen"))).toEqual(["20260301T120000Z.nq"]);
  });

  test.each([
    ["lost", (path: string) => rm(path)],
    ["cut short", (path: string) => truncate(path, 3)],
  ])("that brings the same statements again puts a file back that was %s", async (_, harm) => {
    const archive = await openArchive(await folder(), { base: BASE });
    const first = await archive.begin(NOW);
    await put(first, PATH, [line(PATH, "a")]);
    const { graphs, version } = await first.commit();
    await harm(join(archive.dir, graphs[PATH]?.current?.file ?? ""));
    const again = await archive.begin(NOW);
    expect(again.isLost(PATH)).toBe(true);
    expect(await put(again, PATH, [line(PATH, "a")])).toBe("unchanged");
    expect((await again.commit()).version).toBe(version);
    expect(await textOf(archive.openGraph(PATH))).toBe(line(PATH, "a"));
  });

  test("compresses the version it supersedes, which stays readable by its stamp", async () => {
    const archive = await openArchive(await folder(), { base: BASE });
    for (const subject of ["a", "b", "c"]) {
      const publication = await archive.begin(NOW);
      await put(publication, PATH, [line(PATH, subject)]);
      await publication.commit();
    }
    expect(archive.versions(PATH).map((version) => version.file)).toEqual([
      "graphs/duo/scholen/20260301T120002Z.nq",
      "graphs/duo/scholen/20260301T120001Z.nq.gz",
      "graphs/duo/scholen/20260301T120000Z.nq.gz",
    ]);
    expect((await readdir(join(archive.dir, "graphs/duo/scholen"))).length).toBe(3);
    expect(await textOf(archive.openGraph(PATH, "20260301T120000Z"))).toBe(line(PATH, "a"));
    expect(await textOf(archive.openGraph(PATH))).toBe(line(PATH, "c"));
  });

  test("is read to the end by a reader that began before it", async () => {
    const archive = await openArchive(await folder(), { base: BASE });
    const first = await archive.begin(NOW);
    await put(first, PATH, [line(PATH, "a")]);
    await first.commit();
    const reader = await openArchive(archive.dir, { base: BASE });
    const second = await archive.begin(NOW);
    await put(second, PATH, [line(PATH, "b")]);
    await second.commit();
    expect(await textOf(reader.openGraph(PATH))).toBe(line(PATH, "a"));
  });

  test("keeps an older edition as a dated version, once", async () => {
    const archive = await openArchive(await folder(), { base: BASE });
    const publication = await archive.begin(NOW);
    expect(await put(publication, PATH, [line(PATH, "new")])).toBe("current");
    expect(await put(publication, PATH, [line(PATH, "old")], false)).toBe("older");
    expect(await put(publication, PATH, [line(PATH, "old")], false)).toBe("unchanged");
    expect(await put(publication, PATH, [line(PATH, "newest")])).toBe("current");
    await publication.commit();
    const texts = archive.versions(PATH).map((version) => textOf(archive.openGraph(PATH, version.stamp)));
    expect(await Promise.all(texts)).toEqual(["newest", "old", "new"].map((subject) => line(PATH, subject)));
    expect(await textOf(archive.openGraph(PATH))).toBe(line(PATH, "newest"));
    expect(archive.manifest.version).toBe("20260301T120002Z");
  });

  test("tells a new title apart from new statements", async () => {
    const archive = await openArchive(await folder(), { base: BASE });
    const first = await archive.begin(NOW);
    await put(first, PATH, [line(PATH, "a")]);
    await first.commit();
    const second = await archive.begin(NOW);
    const file = await writeGraph(second, PATH, [line(PATH, "a")]);
    const about = { title: "Anders", rank: 10, provenance: PROVENANCE };
    expect(second.setGraph(PATH, about, file, { asCurrent: true })).toBe("described");
    await second.commit();
    expect(archive.manifest.graphs[PATH]?.title).toBe("Anders");
    expect(archive.versions(PATH).length).toBe(1);
  });

  test("replaces a part of a graph", async () => {
    const archive = await openArchive(await folder(), { base: BASE });
    const first = await archive.begin(NOW);
    await put(first, PATH, [line(PATH, "x/1"), line(PATH, "x/2"), line(PATH, "y/1")]);
    const writer = first.graphWriter(PATH);
    await first.copyGraph(PATH, writer, (subject) => !subject.startsWith(`${BASE}/id/x/`));
    await writer.write(triple(line(PATH, "x/3")));
    const file = await writer.close();
    first.setGraph(PATH, { title: "t", rank: 1, provenance: PROVENANCE }, file, { asCurrent: true });
    await first.commit();
    expect(await textOf(archive.openGraph(PATH))).toBe(line(PATH, "x/3") + line(PATH, "y/1"));
  });

  test("erases what was withdrawn from dated versions too", async () => {
    const archive = await openArchive(await folder(), { base: BASE });
    const first = await archive.begin(NOW);
    await put(first, PATH, [line(PATH, "now")]);
    await put(first, PATH, [line(PATH, "gone"), line(PATH, "kept")], false);
    await first.commit();
    const second = await archive.begin(NOW);
    expect(await second.eraseFromOlder(PATH, (subject) => !subject.endsWith("gone"))).toBe(1);
    await second.commit();
    const stamp = archive.manifest.graphs[PATH]?.older[0]?.stamp;
    expect(await textOf(archive.openGraph(PATH, stamp))).toBe(line(PATH, "kept"));
  });

  test("removes a graph with its files", async () => {
    const archive = await openArchive(await folder(), { base: BASE });
    const first = await archive.begin(NOW);
    await put(first, PATH, [line(PATH, "a")]);
    await first.commit();
    const second = await archive.begin(NOW);
    second.removeGraph(PATH);
    await second.commit();
    expect(archive.manifest.graphs).toEqual({});
    expect(await readdir(join(archive.dir, "graphs/duo/scholen"))).toEqual([]);
  });

  test("given up leaves the archive as it was, and lets another begin", async () => {
    const archive = await openArchive(await folder(), { base: BASE });
    const publication = await archive.begin(NOW);
    await put(publication, PATH, [line(PATH, "a")]);
    await publication.abort();
    expect(await readdir(archive.dir)).toEqual([]);
    await (await archive.begin(NOW)).abort();
    expect(() => publication.graphWriter(PATH)).toThrow(/has ended/);
  });

  test("sweeps graph files that a broken publication left, and nothing else", async () => {
    const dir = await folder();
    await mkdir(join(dir, "graphs/duo"), { recursive: true });
    await writeFile(join(dir, "graphs/duo/20250101T000000Z.nq"), "");
    await writeFile(join(dir, "graphs/duo/README.txt"), "");
    await (await (await openArchive(dir, { base: BASE })).begin(NOW)).abort();
    expect(await readdir(join(dir, "graphs/duo"))).toEqual(["README.txt"]);
  });

  test.each(["/graph/../x", "/graph/a/..", "/graph/.x", "/graph/a.nq", "/graph/a b", "/graf/a", "/graph/", "graph/a"])(
    "refuses the graph path %s",
    async (path) => {
      const archive = await openArchive(await folder(), { base: BASE });
      const publication = await archive.begin(NOW);
      expect(() => publication.graphWriter(path)).toThrow(/cannot name a graph/);
      await publication.abort();
    },
  );
});

describe("a patch of a graph tells what is another than in the version before", () => {
  const ABOUT = { title: "Scholen", rank: 2, provenance: PROVENANCE };
  const [a, b] = ["a", "b"].map((name) => `${BASE}/id/${name}`) as [string, string];

  test("of all patches of a publication, and nothing of one that was written whole", async () => {
    const dir = await folder();
    const archive = await openArchive(dir, { base: BASE });
    const first = await archive.begin(NOW);
    await put(first, PATH, [line(PATH, "a"), line(PATH, "b")]);
    await first.commit();

    const next = await archive.begin(NOW);
    for (const subject of [a, b]) {
      const patched = await next.patchedGraph(PATH, new Map([[subject, []]]));
      next.setGraph(PATH, ABOUT, patched, { asCurrent: true });
    }
    expect(next.patchOf(PATH)).toEqual(new Set([a, b]));
    await put(next, PATH, [line(PATH, "a", "y")]);
    expect(next.patchOf(PATH)).toBeUndefined();
    next.setGraph(PATH, ABOUT, await next.patchedGraph(PATH, new Map([[a, []]])), { asCurrent: true });
    expect(next.patchOf(PATH)).toBeUndefined();
    await next.abort();
  });
});
