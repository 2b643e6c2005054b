import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { Manifest } from "#src/archive/manifest.js";
import { Problem } from "#src/http/problem.js";
import { readThings } from "#src/search/read-things.js";
import { Searcher } from "#src/search/searcher.js";
import { keptLog, type SampleArchive, sampleArchive } from "./rig.js";

let archive: SampleArchive;
beforeAll(async () => {
  archive = await sampleArchive();
});
afterAll(() => archive.remove());

function searcherOf(manifest: () => Manifest): { searcher: Searcher; lines: string[] } {
  const { log, lines } = keptLog();
  const searcher = new Searcher({ dir: archive.dir, manifest, log });
  onTestFinished(() => searcher.close());
  return { searcher, lines };
}

const SCHOOL = { kind: "search", text: "24rk00", page: 1 } as const;

/** As after a publish that took the graph of the primary schools away. */
function without(manifest: Manifest): Manifest {
  const graphs = Object.fromEntries(
    Object.entries(manifest.graphs).filter(([path]) => !path.includes("03-alle-vestigingen-basisonderwijs")),
  );
  return { ...manifest, version: "20991231T000000Z", graphs };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe("after a publish", () => {
  it("the old index answers until the new one is ready, which then answers", async () => {
    let manifest = archive.manifest;
    const { searcher, lines } = searcherOf(() => manifest);
    const before = await searcher.ask(SCHOOL);
    expect(before.results[0]?.sources).toContain("duo");
    manifest = without(manifest);
    expect(await searcher.ask(SCHOOL)).toEqual(before);
    await until(() => lines.filter((line) => line.startsWith("search index ready")).length === 2);
    expect((await searcher.ask(SCHOOL)).results[0]?.types).not.toEqual(before.results[0]?.types);
  });

  it("while the first index is built, that one is finished and answers until the next is ready", async () => {
    let manifest = archive.manifest;
    const { searcher, lines } = searcherOf(() => manifest);
    const first = searcher.ask(SCHOOL);
    manifest = without(manifest);
    searcher.follow();
    const { types } = (await first).results[0] ?? {};
    await until(() => lines.filter((line) => line.startsWith("search index ready")).length === 2);
    expect((await searcher.ask(SCHOOL)).results[0]?.types).not.toEqual(types);
  });

  it("that cannot be read the old index answers on, and the log says why", async () => {
    let manifest = archive.manifest;
    const { searcher, lines } = searcherOf(() => manifest);
    const before = await searcher.ask(SCHOOL);
    manifest = broken(manifest);
    searcher.follow();
    await until(() => lines.some((line) => line.includes("could not be built")));
    expect(await searcher.ask(SCHOOL)).toEqual(before);
  });
});

it("an index of a version that was superseded while it was built is no error", async () => {
  const { searcher, lines } = searcherOf(() => ({ ...broken(archive.manifest), version: "20000101T000000Z" }));
  searcher.follow();
  await until(() => lines.length > 0);
  expect(lines.join("\n")).toMatch(/^the search index was given up, since a newer version was published/);
});

/** As when a file of the archive was lost. */
function broken(manifest: Manifest): Manifest {
  const graphs = Object.fromEntries(
    Object.entries(manifest.graphs).map(([path, graph]) => [
      path,
      graph.current === undefined ? graph : { ...graph, current: { ...graph.current, file: "graphs/weg.nq" } },
    ]),
  );
  return { ...manifest, version: "20991231T000001Z", graphs };
}

it("without an index that could be built a question is told to come back", async () => {
  const { searcher } = searcherOf(() => broken(archive.manifest));
  const error = await searcher.ask(SCHOOL).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Problem);
  expect(error).toMatchObject({ status: 503, options: { headers: { "Retry-After": "5" } } });
});

it("more questions than may wait are told to come back, and the others answered", async () => {
  const { searcher } = searcherOf(() => archive.manifest);
  await searcher.ask(SCHOOL);
  const answers = await Promise.allSettled(Array.from({ length: 300 }, () => searcher.ask(SCHOOL)));
  const refused = answers.filter(({ status }) => status === "rejected");
  expect(refused).toHaveLength(300 - 256);
  expect(refused[0]).toMatchObject({ reason: { status: 503 } });
});

it("an empty archive has an empty index", async () => {
  const empty: Manifest = { ...archive.manifest, version: "00010101T000000Z", graphs: {} };
  const { searcher } = searcherOf(() => empty);
  expect(await searcher.ask(SCHOOL)).toMatchObject({ total: 0, results: [] });
});

it("a lean index knows names and codes of schools, and leaves out texts and votes", async () => {
  const things = await all(readThings(archive.dir, archive.manifest, "lean"));
  const full = await all(readThings(archive.dir, archive.manifest, "full"));
  const paths = new Set(things.map(({ path }) => path));
  expect(paths).toContain("/id/vestiging/24RK00");
  expect([...paths].filter((path) => path.startsWith("/id/tk/stemming/"))).toEqual([]);
  expect(full.some(({ path }) => path.startsWith("/id/tk/stemming/"))).toBe(true);
  expect(things.filter(({ text, also }) => text !== undefined || also.length > 0)).toEqual([]);
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const kept: T[] = [];
  for await (const item of items) kept.push(item);
  return kept;
}
