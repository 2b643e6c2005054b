import { appendFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folder } from "../folder.js";
import { ingest, LOCATIONS, manifestOf } from "../ingest/run.js";
import { register } from "../ingest/duo/schools.js";
import { type Ended, run } from "./command.js";

test("status of an archive shows its graphs with edition and older editions, and the last runs", async () => {
  const [dir, source] = [await folder(), await folder()];
  await ingest(dir, await register(source, 2013, [{ number: "16SW03" }]));
  await ingest(dir, await register(source, 2026, [{ number: "16SW04", POSTCODE: "x" }]), {
    now: new Date("2026-03-02T12:00:00Z"),
  });
  const { code, stdout, stderr } = await run(["status", "--data", dir], { cwd: source });
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("version 20260302T120000Z, base http://localhost:3000");
  expect(stdout).toMatch(new RegExp(`^${LOCATIONS} +2026 +[0-9]+ +0\\.0 +20260302T120000Z +2013$`, "m"));
  expect(stdout).toMatch(/^2026-03-02T12:00:00\.000Z {2}duo {2}published 20260302T120000Z, 1 findings, /m);
});

test("status as JSON is the manifest and the runs", async () => {
  const [dir, source] = [await folder(), await folder()];
  await ingest(dir, await register(source, 2026, [{ number: "16SW04" }]));
  const { stdout } = await run(["status", "--json", "--data", dir], { cwd: source });
  const status = JSON.parse(stdout) as { manifest: { graphs: object }; runs: { source: string }[] };
  expect(Object.keys(status.manifest.graphs)).toContain(LOCATIONS);
  expect(status.runs).toMatchObject([{ source: "duo", published: true }]);
});

test.each(["status", "validate", "query"])(
  "%s of a folder without an archive fails, and says how to begin",
  async (command) => {
    const more = command === "query" ? ["ASK {}"] : [];
    const { code, stdout, stderr } = await run([command, ...more, "--data", "leeg"], { cwd: await folder() });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^onderwijsgraaf: leeg holds no archive; .* ingest SOURCE --data leeg, .*--samples --data leeg\n$/,
    );
  },
);

test("status as JSON of a folder without an archive fails, and is JSON", async () => {
  const { code, stdout } = await run(["status", "--json", "--data", "leeg"], { cwd: await folder() });
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual({ manifest: null, runs: [] });
});

test("status tells of runs that failed, and of files that were refused", async () => {
  const [dir, source] = [await folder(), await folder()];
  await register(source, 2026, [{ number: "16SW04" }]);
  await writeFile(join(source, "02-alle-vestigingen-vo-2026.csv"), "<html>no table</html>");
  await ingest(dir, source);
  await expect(ingest(dir, join(source, "nergens"))).rejects.toThrow("no such file");
  const { stdout } = await run(["status", "--data", dir], { cwd: source });
  expect(stdout).toMatch(
    / {2}duo {2}failed: .*nergens: no such file or folder, [0-9.]+ s\n.* {2}duo {2}published [0-9TZ]+, 1 refused, /,
  );
});

function check(dir: string): Promise<Ended> {
  return run(["status", "--check", "--data", dir], { cwd: dir });
}

async function archive(): Promise<{ dir: string; graph: string; raw: string }> {
  const [dir, source] = [await folder(), await folder()];
  await ingest(dir, await register(source, 2026, [{ number: "16SW04" }]));
  const graph = (await manifestOf(dir)).graphs[LOCATIONS]?.current?.file ?? "";
  const names = await readdir(join(dir, "raw"), { recursive: true });
  return { dir, graph, raw: `raw/${names.find((name) => name.endsWith(".gz"))}` };
}

describe("status --check", () => {
  test("is 0 when every file is as it was written", async () => {
    const { dir } = await archive();
    expect(await check(dir)).toMatchObject({ code: 0, stderr: "every file is there and as it was written\n" });
  });

  test("is 1 and names each file that is missing or has other bytes, graphs and raw files", async () => {
    const { dir, graph, raw } = await archive();
    await appendFile(join(dir, graph), "x");
    await rm(join(dir, raw));
    const { code, stderr } = await check(dir);
    expect(code).toBe(1);
    expect(stderr.split("\n")).toEqual([
      expect.stringMatching(`${graph}: has other bytes than were written; `),
      expect.stringMatching(`${raw}: is missing; `),
      "",
    ]);
  });
});
