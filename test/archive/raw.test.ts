import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Archive, openArchive } from "#src/archive/archive.js";
import type { RawFile } from "#src/archive/raw.js";
import { BASE, folder, NOW, textOf } from "./folder.js";

const DAY = (n: number): string => `2026-01-0${n}T00:00:00Z`;

async function keep(archive: Archive, text: string, more: Partial<RawFile> = {}): Promise<RawFile> {
  const publication = await archive.begin(NOW);
  const staged = publication.stagingPath("download");
  await writeFile(staged, text);
  const meta = { dataset: "scholen", name: "scholen.csv", origin: "https://x/scholen.csv", fetchedAt: DAY(1), ...more };
  const raw = await publication.keepRaw(staged, "duo", meta);
  await publication.commit();
  return raw;
}

describe("a raw file", () => {
  test("is kept as it came, compressed, and tells where it came from", async () => {
    const archive = await openArchive(await folder(), { base: BASE });
    const raw = await keep(archive, "a;b\r\né", { contentType: "text/csv", edition: "2026-01-01" });
    expect(raw.file).toBe(`raw/duo/scholen/${raw.sha256.slice(0, 16)}-scholen.csv.gz`);
    expect(await textOf(archive.openRaw(raw))).toBe("a;b\r\né");
    expect(await archive.rawFiles("duo")).toEqual([raw]);
    expect(await readdir(archive.dir)).toEqual(["raw"]);
  });

  test("with the same bytes is kept once, and nothing on disk changes", async () => {
    const archive = await openArchive(await folder(), { base: BASE });
    const first = await keep(archive, "x");
    const second = await keep(archive, "x", { fetchedAt: DAY(2), name: "anders.csv" });
    expect(second).toEqual(first);
    expect((await readdir(join(archive.dir, "raw/duo/scholen"))).length).toBe(2);
  });

  test("that came back after another one is the newest again", async () => {
    const archive = await openArchive(await folder(), { base: BASE });
    for (const [i, text] of ["x", "y", "x"].entries()) await keep(archive, text, { fetchedAt: DAY(i + 1) });
    const [newest, ...rest] = await archive.rawFiles("duo");
    expect(rest).toEqual([]);
    expect(newest?.fetchedAt).toBe(DAY(3));
    expect((await archive.allRawFiles("duo")).length).toBe(2);
  });

  test("counts as newest for its own edition and part", async () => {
    const archive = await openArchive(await folder(), { base: BASE });
    await keep(archive, "1", { edition: "2025-01-01" });
    await keep(archive, "2", { edition: "2026-01-01" });
    await keep(archive, "3", { edition: "2026-01-01", part: "2" });
    await keep(archive, "4", { edition: "2026-01-01", fetchedAt: DAY(2) });
    const found = (await archive.rawFiles("duo")).map(({ edition, part }) => `${edition} ${part}`);
    expect(found.sort()).toEqual(["2025-01-01 undefined", "2026-01-01 2", "2026-01-01 undefined"]);
  });

  test("is kept for each part, though their bytes be the same", async () => {
    const archive = await openArchive(await folder(), { base: BASE });
    await keep(archive, "[]", { part: "1" });
    await keep(archive, "[]", { part: "2" });
    const parts = await archive.rawFiles("duo");
    expect(parts.map(({ part }) => part).sort()).toEqual(["1", "2"]);
    expect(new Set(parts.map(({ file }) => file)).size).toBe(2);
  });

  test.each([
    ["../../etc/passwd", "etc-passwd"],
    [".verborgen", "verborgen"],
    ["a b/é.csv", "a-b-.csv"],
    ["...", "bestand"],
  ])("named %s cannot leave its folder", async (name, harmless) => {
    const archive = await openArchive(await folder(), { base: BASE });
    const raw = await keep(archive, "x", { name });
    expect(raw.file).toBe(`raw/duo/scholen/${raw.sha256.slice(0, 16)}-${harmless}.gz`);
  });

  test("is gone when it is removed", async () => {
    const archive = await openArchive(await folder(), { base: BASE });
    const raw = await keep(archive, "x");
    const publication = await archive.begin(NOW);
    publication.removeRaw(raw);
    await publication.commit();
    expect(await readdir(join(archive.dir, "raw/duo/scholen"))).toEqual([]);
    expect(await archive.rawFiles("duo")).toEqual([]);
  });

  test("whose sidecar is damaged is named", async () => {
    const archive = await openArchive(await folder(), { base: BASE });
    const raw = await keep(archive, "x");
    const sidecar = join(archive.dir, raw.file.replace(/\.gz$/, ".json"));
    expect(JSON.parse(await readFile(sidecar, "utf8"))).toMatchObject({ sha256: raw.sha256, fetchedAt: DAY(1) });
    await writeFile(sidecar, "{}");
    await expect(archive.rawFiles("duo")).rejects.toThrow(/\.json is damaged; remove it/);
  });
});
