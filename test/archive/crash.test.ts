import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type Archive, openArchive } from "#src/archive/archive.js";
import { BASE, folder, line, NOW, put, textOf } from "./folder.js";

const PATH = "/graph/duo/0";
const SCRIPT = fileURLToPath(new URL("interrupted.js", import.meta.url));

async function published(): Promise<Archive> {
  const archive = await openArchive(await folder(), { base: BASE });
  const publication = await archive.begin(NOW);
  await put(publication, PATH, [line(PATH, "old")]);
  await publication.commit();
  return archive;
}

/** Publishes in a process that is killed; gives the manifest as it was before. */
async function crashed(dir: string, stage: "staged" | "commit", ready: () => boolean): Promise<string> {
  const before = await readFile(join(dir, "manifest.json"), "utf8");
  const child = spawn(process.execPath, [SCRIPT, dir, stage], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  while (!ready()) await setTimeout(5);
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
  return before;
}

describe("a publisher that is killed leaves the archive as it was, and the next one tidies up", () => {
  // Windows has no pipes with names in folders, which the second of these is stopped by.
  test.skipIf(process.platform === "win32").each([
    ["when its graphs are staged", "staged", "lock"],
    ["in the middle of its commit", "commit", "graphs/duo/49"],
  ] as const)("%s", async (_, stage, sign) => {
    const { dir } = await published();
    const before = await crashed(dir, stage, () => existsSync(join(dir, sign)));
    expect(await readFile(join(dir, "manifest.json"), "utf8")).toBe(before);
    const archive = await openArchive(dir, { base: BASE });
    expect(await textOf(archive.openGraph(PATH))).toBe(line(PATH, "old"));

    const publication = await archive.begin(NOW);
    await put(publication, PATH, [line(PATH, "next")]);
    await publication.commit();
    expect(await textOf(archive.openGraph(PATH))).toBe(line(PATH, "next"));
    const left = await readdir(join(dir, "graphs/duo"), { recursive: true });
    expect(left.filter((name) => name.includes(".nq")).length).toBe(2);
    expect((await readdir(dir)).sort()).toEqual(["graphs", "manifest.json"]);
  });
});
