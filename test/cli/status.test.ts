import { expect, test } from "vitest";
import { folder } from "../folder.js";
import { ingest, LOCATIONS } from "../ingest/run.js";
import { register } from "../ingest/schools.js";
import { run } from "./command.js";

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

test("status of a folder without an archive says how to begin", async () => {
  const { code, stdout } = await run(["status", "--data", "leeg"], { cwd: await folder() });
  expect(code).toBe(0);
  expect(stdout).toBe(
    "leeg holds no archive yet; begin with: onderwijsgraaf ingest duo --from samples/duo --data leeg\n",
  );
});
