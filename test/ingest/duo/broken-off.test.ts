/** What a load leaves behind that does not come to its end: no open files, nothing staged, no names that lead nowhere. */
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, readlink, rm } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { folder } from "../../folder.js";
import { about, ingest, linesOf, LOCATIONS, manifestOf, silent, type Words } from "../run.js";
import { file, locations, numbers, register } from "./schools.js";

const OPEN_FILES = "/proc/self/fd";
/** Long enough that they are not read at once. */
const SCHOOLS = numbers(3_000).map((number) => ({ number, name: `School ${number} ${"x".repeat(200)}` }));
const NAME = "03-alle-vestigingen-basisonderwijs-2026.csv";

/** The files below these folders that this process has open. */
async function openBelow(...dirs: readonly string[]): Promise<string[]> {
  const names = await readdir(OPEN_FILES);
  const files = await Promise.all(names.map((name) => readlink(join(OPEN_FILES, name)).catch(() => "")));
  return files.filter((path) => dirs.some((dir) => path.startsWith(`${dir}/`)));
}

/** Words with which a load is stopped by the user, at some row. */
function stoppedAt(rows: number): { words: Words; reached: () => number } {
  const stop = new AbortController();
  let reached = 0;
  const rowsRead = (n: number): void => {
    reached = n;
    if (n >= rows) stop.abort(new Error("gestopt"));
  };
  return { words: { progress: { ...silent(), rows: rowsRead }, signal: stop.signal }, reached: () => reached };
}

describe.skipIf(!existsSync(OPEN_FILES))("a load that breaks off has no file open any more, and nothing staged", () => {
  test("when the user stops it in the middle of a file", async () => {
    const [dir, source] = [await folder(), await folder()];
    const { words, reached } = stoppedAt(500);
    await expect(ingest(dir, await register(source, 2026, SCHOOLS), words)).rejects.toThrow("gestopt");
    expect(reached()).toBeLessThan(SCHOOLS.length);
    expect(await openBelow(dir, source)).toEqual([]);
    expect((await readdir(dir)).sort()).toEqual(["runs.jsonl"]);
  });

  test.each([
    ["is cut off", (text: string) => gzipSync(text).subarray(0, 4_000)],
    ["turns into something else", (text: string) => gzipSync(text + "x\r\n".repeat(5_000))],
  ])("when the file %s", async (_, harmed) => {
    const [dir, source] = [await folder(), await folder()];
    const from = await file(source, `${NAME}.gz`, harmed(locations(SCHOOLS)));
    const report = await ingest(dir, from);
    expect(report.files).toMatchObject([{ outcome: "refused" }]);
    expect(await openBelow(dir, source)).toEqual([]);
    expect((await readdir(dir)).sort()).toEqual(["runs.jsonl"]);
  });

  test("when an edition that replaces another is stopped: that one is still there whole", async () => {
    const [dir, source] = [await folder(), await folder()];
    await ingest(dir, await register(source, 2025, SCHOOLS));
    const before = await manifestOf(dir);
    const { words } = stoppedAt(500);
    await expect(ingest(dir, await register(source, 2026, SCHOOLS.slice(1)), words)).rejects.toThrow("gestopt");
    expect(await openBelow(dir, source)).toEqual([]);
    expect(await manifestOf(dir)).toEqual(before);
    expect(await readdir(dir)).not.toContain("staging");
    expect(await readdir(dir)).not.toContain("lock");
  });
});

function remembered(dir: string): Promise<string> {
  return readFile(join(dir, "slugs.csv"), "utf8");
}

/** A folder in the way of the file that becomes this one. */
async function blocking(dir: string, name: string): Promise<string> {
  const path = join(dir, `${name}.${process.pid}.new`);
  await mkdir(path);
  return path;
}

describe("names that were minted and remembered, when the publish after it fails", () => {
  const CONCEPT = "/id/begrip/denominatie/zoe-co";

  test("are those of the next run, which describes what they name", async () => {
    const [dir, from] = [
      await folder(),
      await register(await folder(), 2026, [{ number: "16SW03", DENOMINATIE: "Zöe & co" }]),
    ];
    const block = await blocking(dir, "manifest.json");
    await expect(ingest(dir, from)).rejects.toThrow("EISDIR");
    expect(await remembered(dir)).toBe("scheme,raw,slug\ndenominatie,Zöe & co,zoe-co\n");
    expect(existsSync(join(dir, "manifest.json"))).toBe(false);
    await rm(block, { recursive: true });
    expect(await ingest(dir, from)).toMatchObject({ published: true, findings: 0 });
    expect((await about(dir, LOCATIONS, CONCEPT)).join("\n")).toContain('"Zöe & co"');
    expect((await linesOf(dir, LOCATIONS)).join("\n")).toContain(
      `<http://localhost:3000${CONCEPT}> <http://localhost:3000${LOCATIONS}> .`,
    );
    expect(await remembered(dir)).toBe("scheme,raw,slug\ndenominatie,Zöe & co,zoe-co\n");
  });

  test("leave no graph files that the manifest does not name, once the next run is done", async () => {
    const [dir, source] = [await folder(), await folder()];
    const block = await blocking(dir, "manifest.json");
    await expect(
      ingest(dir, await register(source, 2026, [{ number: "16SW03", DENOMINATIE: "Iets" }])),
    ).rejects.toThrow("EISDIR");
    await rm(block, { recursive: true });
    const later = { now: new Date("2026-04-01T12:00:00Z") };
    await ingest(dir, await register(source, 2026, [{ number: "16SW04", DENOMINATIE: "Iets" }]), later);
    const named = Object.values((await manifestOf(dir)).graphs).map(({ current }) => current?.file ?? "");
    const there = await readdir(join(dir, "graphs"), { recursive: true });
    const files = there.filter((name) => name.endsWith(".nq")).map((name) => `graphs/${name}`);
    expect(files.sort()).toEqual(named.sort());
  });

  test("are not published without: where they cannot be remembered, nothing is", async () => {
    const [dir, from] = [
      await folder(),
      await register(await folder(), 2026, [{ number: "16SW03", DENOMINATIE: "Iets" }]),
    ];
    await blocking(dir, "slugs.csv");
    await expect(ingest(dir, from)).rejects.toThrow("EISDIR");
    expect(existsSync(join(dir, "manifest.json"))).toBe(false);
  });
});
