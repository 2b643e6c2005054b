import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Archive } from "#src/archive/archive.js";
import { ResultTooLargeError } from "#src/store/graph-store.js";
import { engineCode, withMostMemory } from "#src/store/oxigraph/compiled-engine.js";
import { saveImage } from "#src/store/oxigraph/memory-image.js";
import { openOxigraphStore, type OxigraphStore } from "#src/store/oxigraph/store.js";
import { BASE } from "../archive/folder.js";
import { folder } from "../folder.js";
import { mountingIsRefused, mountReadOnly, mountSmall } from "../mount.js";
import { archiveOf, count, publish } from "./published.js";

const A = "/graph/duo/a";
const B = "/graph/duo/b";
const triples = (n: number): string[] => Array.from({ length: n }, (_, i) => `<http://x/${i}> <http://p> "é${i}"`);
const ALL = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }";
const RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }";
const VISITOR = { fromVisitor: true };
const ANSWER = { rows: 1_000_000, bytes: 1e8, memory: 1e9 };

async function opened(
  { dir, manifest }: Archive,
  answer = ANSWER,
): Promise<{ store: OxigraphStore; problems: string[] }> {
  const problems: string[] = [];
  const store = await openOxigraphStore(
    { dir, manifest },
    {
      timeoutMs: 60_000,
      keepImage: true,
      visitors: { engines: 2, maxWaiting: 10, answer },
      onProblem: (problem) => problems.push(problem),
    },
  );
  onTestFinished(() => store.close());
  await store.visitorsReady();
  return { store, problems };
}

async function images(dir: string): Promise<string[]> {
  return (await readdir(join(dir, "store"))).map((name) => join(dir, "store", name));
}

/** Keeps only the image: a store that answers was made from it. */
async function withoutGraphs(archive: Archive): Promise<void> {
  const files = await readdir(join(archive.dir, "graphs"), { recursive: true, withFileTypes: true });
  await Promise.all(
    files.filter((file) => file.isFile()).map((file) => writeFile(join(file.parentPath, file.name), "")),
  );
}

describe("a store restored from an image", () => {
  test("answers as the one that left it, of graphs, of the set, and of sets made for a question", async () => {
    const archive = await archiveOf({ [A]: triples(300), [B]: triples(200) });
    await (await opened(archive)).store.close();
    await withoutGraphs(archive);
    const { store, problems } = await opened(archive);
    const both = { defaultGraphs: [BASE + A, BASE + B] };
    for (const more of [{}, VISITOR]) {
      expect(await count(store, ALL, { ...more, ...both })).toBe(300);
      expect(await count(store, ALL, more)).toBe(300);
      expect(await count(store, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", more)).toBe(500);
      expect(await store.query("SELECT ?o { <http://x/7> ?p ?o }", { syntax: "csv", ...more })).toBe("o\r\né7\r\n");
    }
    expect(problems).toEqual([]);
  });

  test("makes no UUID, blank node or number at random that another made", async () => {
    const archive = await archiveOf({ [A]: triples(3) });
    const random =
      "CONSTRUCT { ?s <http://u> ?u . ?s <http://r> ?r . ?s <http://b> [] } { ?s ?p ?o BIND(UUID() AS ?u) BIND(RAND() AS ?r) }";
    const seen: string[] = [];
    for (let start = 0; start < 3; start += 1) {
      const { store } = await opened(archive);
      for (const more of [{}, VISITOR, VISITOR]) {
        const made = await store.query(random, { syntax: "nt", ...more });
        seen.push(
          ...made
            .split("\n")
            .filter((line) => line !== "")
            .map((line) => line.split("> ").slice(2).join("> ")),
        );
      }
      await store.close();
    }
    expect(seen).toHaveLength(81);
    expect(new Set(seen).size).toBe(81);
  });

  test.each([
    ["cut short", (bytes: Buffer) => bytes.subarray(0, -5)],
    ["longer", (bytes: Buffer) => Buffer.concat([bytes, bytes.subarray(0, 9)])],
    ["changed in the middle", (bytes: Buffer) => bytes.fill(7, bytes.length >> 1, (bytes.length >> 1) + 9)],
    [
      "of another version",
      (bytes: Buffer) => Buffer.from(bytes.toString("latin1").replace("image 1", "image 0"), "latin1"),
    ],
    ["empty", () => Buffer.alloc(0)],
  ])("is made from the graphs again when the image is %s", async (_, spoil) => {
    const archive = await archiveOf({ [A]: triples(50) });
    await (await opened(archive)).store.close();
    const [image = ""] = await images(archive.dir);
    const good = await readFile(image);
    await writeFile(image, spoil(Buffer.from(good)));
    const { store } = await opened(archive);
    expect(await count(store, ALL)).toBe(50);
    expect(await count(store, ALL, VISITOR)).toBe(50);
    // Either engine may be the one that writes it.
    await expect.poll(() => images(archive.dir)).toEqual([image]);
    await store.close();
    await withoutGraphs(archive);
    expect(await count((await opened(archive)).store, ALL)).toBe(50);
  });
});

test("an engine that answered from an image before its checksum was known to be wrong is replaced", async () => {
  const right = "een waarde die te lang is om in het begin van een term te staan";
  const wrong = right.replace("waarde", "leugen");
  const archive = await archiveOf({ [A]: [`<http://x/1> <http://p> "${right}"`] });
  await (await opened(archive)).store.close();
  const [image = ""] = await images(archive.dir);
  const bytes = await readFile(image);
  await writeFile(image, Buffer.from(bytes.toString("latin1").replaceAll(right, wrong), "latin1"));
  const { store, problems } = await opened(archive);
  const asked = "SELECT ?o { <http://x/1> <http://p> ?o }";
  expect(await store.query(asked, { syntax: "csv", ...VISITOR })).toBe(`o\r\n${right}\r\n`);
  await expect.poll(() => store.query(asked, { syntax: "csv" }), { timeout: 10_000 }).toBe(`o\r\n${right}\r\n`);
  const told = expect.stringMatching(/memory image .* is not used: its content is not what was written/);
  await expect.poll(() => problems, { timeout: 10_000 }).toEqual([told]);
  await expect.poll(() => images(archive.dir), { timeout: 10_000 }).toEqual([image]);
});

test("one image is kept, of the newest version", async () => {
  const archive = await archiveOf({ [A]: triples(5) });
  await (await opened(archive)).store.close();
  const before = await images(archive.dir);
  await publish(archive, { [A]: triples(6) });
  await (await opened(archive)).store.close();
  const after = await images(archive.dir);
  expect(after).toHaveLength(1);
  expect(after).not.toEqual(before);
});

/** Opens it, asks both lanes, and loses an engine to a query, so that another has to be loaded; what was told. */
async function toldWhenServed(archive: Archive): Promise<string[]> {
  const { store, problems } = await opened(archive);
  expect(await count(store, ALL)).toBe(2000);
  expect(await count(store, ALL, VISITOR)).toBe(2000);
  await expect(store.query(RUNAWAY, { syntax: "json", timeoutMs: 100, ...VISITOR })).rejects.toThrow(/longer than/);
  expect(await count(store, ALL, VISITOR)).toBe(2000);
  return problems;
}

describe("where no image can be kept, that is told once and all is served from the graphs:", () => {
  test("a file is where the folder should be", async () => {
    const archive = await archiveOf({ [A]: triples(2000) });
    await writeFile(join(archive.dir, "store"), "");
    expect(await toldWhenServed(archive)).toEqual([
      expect.stringMatching(/^no memory image is kept.*store cannot be written to/),
    ]);
  });

  test.skipIf(mountingIsRefused)("the data folder is read-only", async () => {
    const archive = await archiveOf({ [A]: triples(2000) });
    mountReadOnly(archive.dir);
    expect(await toldWhenServed(archive)).toEqual([
      expect.stringMatching(/^no memory image is kept.*store cannot be written to .*EROFS/),
    ]);
  });

  test.skipIf(mountingIsRefused)("the disk is short", async () => {
    const archive = await archiveOf({ [A]: triples(2000) });
    await mkdir(join(archive.dir, "store"));
    mountSmall(join(archive.dir, "store"), 16);
    expect(await toldWhenServed(archive)).toEqual([
      expect.stringMatching(/^no memory image is kept.*store has no room for \d+ MB/),
    ]);
    expect(await images(archive.dir)).toEqual([]);
  });

  test.skipIf(mountingIsRefused)("the disk fills up while the image is written", async () => {
    const dir = await folder();
    mountSmall(dir, 16);
    const memory = new WebAssembly.Memory({ initial: 512 });
    new Uint8Array(memory.buffer).fill(1);
    const __wbindgen_externrefs = new WebAssembly.Table({ initial: 1, element: "externref" });
    expect(() => saveImage(join(dir, "x.image"), "x", { memory, __wbindgen_externrefs }, 0)).toThrow(/ENOSPC/);
    expect(await readdir(dir)).toEqual([]);
  });
});

describe("engines for visitors", () => {
  test("do not keep the service's own questions waiting, nor each other", async () => {
    const { store } = await opened(await archiveOf({ [A]: triples(2000) }));
    const gone = new AbortController();
    const runaway = store.query(RUNAWAY, { syntax: "json", signal: gone.signal, ...VISITOR });
    expect(await count(store, ALL)).toBe(2000);
    expect(await count(store, ALL, VISITOR)).toBe(2000);
    gone.abort();
    await expect(runaway).rejects.toThrow(/has gone/);
  });

  test("answer again after all were lost", async () => {
    const { store } = await opened(await archiveOf({ [A]: triples(2000) }));
    const runaways = Array.from({ length: 4 }, () =>
      store.query(RUNAWAY, { syntax: "json", timeoutMs: 300, ...VISITOR }),
    );
    const outcomes = await Promise.allSettled(runaways);
    expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => "rejected"));
    expect(await count(store, ALL, VISITOR)).toBe(2000);
  });

  test("have a queue that ends: what comes then is told to come later", async () => {
    const { store } = await opened(await archiveOf({ [A]: triples(2000) }));
    const asked = Array.from({ length: 13 }, () =>
      store.query(RUNAWAY, { syntax: "json", timeoutMs: 400, ...VISITOR }),
    );
    const outcomes = await Promise.allSettled(asked);
    const names = outcomes.map((outcome) => (outcome.status === "rejected" ? (outcome.reason as Error).name : "none"));
    // One engine or both were ready.
    const busy = names.filter((name) => name === "StoreBusyError");
    expect([1, 2, 3]).toContain(busy.length);
    expect(names.filter((name) => name === "QueryTimeoutError")).toHaveLength(13 - busy.length);
  });

  test("have memory that ends: the query is told so, and the next is answered", async () => {
    const { store } = await opened(await archiveOf({ [A]: triples(2000) }), { ...ANSWER, memory: 64e6 });
    const large = store.query("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f", { syntax: "json", ...VISITOR });
    await expect(large).rejects.toThrow(ResultTooLargeError);
    await expect(large).rejects.toThrow(/more memory/);
    expect(await count(store, ALL, VISITOR)).toBe(2000);
  });
});

test("the engine's code is as it was, but for the most of memory", async () => {
  const bytes = await readFile(new URL("../../node_modules/oxigraph/web_bg.wasm", import.meta.url));
  const bounded = withMostMemory(bytes, 1000);
  const [plain, limited] = [new WebAssembly.Module(bytes), new WebAssembly.Module(bounded)];
  expect(WebAssembly.Module.exports(limited)).toEqual(WebAssembly.Module.exports(plain));
  expect(bounded.length - bytes.length).toBeLessThanOrEqual(3);
  expect((await engineCode()).key).toMatch(/^\d+\.\d+\.\d+-[0-9a-f]{12}$/);
});

test("copies of the engine's code with other mosts of memory are not kept for ever", async () => {
  const code = await engineCode();
  const sizes = [1, 2, 3].map((n) => n * 100e6);
  const first = code.upTo(sizes[0] ?? 0);
  expect(code.upTo(sizes[0] ?? 0)).toBe(first);
  await Promise.all(sizes.map((size) => code.upTo(size)));
  expect(code.upTo(sizes[0] ?? 0)).not.toBe(first);
});
