/** `/metrics`, in the text format of Prometheus. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Rig, startRig } from "./rig.js";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

/** The samples of one metric: labels → value. */
async function samples(name: string): Promise<Record<string, number>> {
  const text = await (await rig.get("/metrics")).text();
  const lines = text.split("\n").filter((line) => line.startsWith(`onderwijsgraaf_${name}`));
  return Object.fromEntries(
    lines.map((line) => {
      const [, labels = "", value = ""] = /^onderwijsgraaf_\w+(\{.*\})? (\S+)$/.exec(line) ?? [];
      return [labels, Number(value)];
    }),
  );
}

it("is what a scraper takes, and is never kept", async () => {
  const answer = await rig.get("/metrics");
  expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(answer.headers.get("cache-control")).toBe("no-store");
});

it("counts answers by the first step of their path and by status, those given again too", async () => {
  const before = await samples("http_answers_total");
  for (let i = 0; i < 3; i += 1) await rig.get("/doc/vestiging/16SW03.ttl");
  await rig.get("/doc/vestiging/99ZZ99.ttl");
  const after = await samples("http_answers_total");
  const more = (labels: string): number => (after[labels] ?? 0) - (before[labels] ?? 0);
  expect(more('{room="doc",status="200"}')).toBe(3);
  expect(more('{room="doc",status="404"}')).toBe(1);
  expect(await samples('http_answer_seconds_count{room="doc",method="GET"')).toEqual({
    '{room="doc",method="GET"}': 4,
  });
});

it("makes no series of what clients invent", async () => {
  for (const path of ["/wp-login.php", "/aaaa", "/bbbb/doc"]) await rig.get(path);
  const rooms = Object.keys(await samples("http_answers_total")).map((labels) => /room="([^"]*)"/.exec(labels)?.[1]);
  expect(rooms).toContain("other");
  expect(rooms.filter((room) => /wp|aaaa|bbbb/.test(room ?? ""))).toEqual([]);
});

it("tells which version is served, and how many statements it has", async () => {
  expect(await samples("archive_published_timestamp_seconds")).toEqual({
    "": Date.UTC(2026, 10, 22, 10, 11, 12) / 1000,
  });
  const held = Object.values(rig.manifest.graphs).reduce((sum, { current }) => sum + (current?.quads ?? 0), 0);
  expect(held).toBeGreaterThan(0);
  expect(await samples("archive_statements")).toEqual({ "": held });
});

it("tells of the last run of each source, and whether it failed", async () => {
  const runs = [
    { at: "2026-11-20T02:00:00.000Z", source: "duo", failed: "the server did not answer" },
    { at: "2026-11-21T02:00:00.000Z", source: "duo", published: true, files: [{ outcome: "current" }] },
    { at: "2026-11-21T03:00:00.000Z", source: "donl", failed: "the server did not answer" },
    { at: "2026-11-21T04:00:00.000Z", source: "edu-v", published: true, files: [{ outcome: "refused" }] },
  ];
  await writeFile(join(rig.dataDir, "runs.jsonl"), runs.map((run) => `${JSON.stringify(run)}\n`).join(""));
  expect(await samples("last_run_failed")).toEqual({
    '{source="edu-v"}': 1,
    '{source="donl"}': 1,
    '{source="duo"}': 0,
  });
  expect(await samples('last_run_timestamp_seconds{source="duo"')).toEqual({
    '{source="duo"}': Date.UTC(2026, 10, 21, 2) / 1000,
  });
});
