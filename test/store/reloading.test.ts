import type { Manifest } from "#src/archive/manifest.js";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openReloadingStore, type ReloadingOptions, type ReloadingStore } from "#src/store/reloading-store.js";
import { openOxigraphStore } from "#src/store/oxigraph/store.js";
import type { Archive } from "#src/archive/archive.js";
import { folder } from "../archive/folder.js";
import { archiveOf, count, publish } from "./published.js";

const PATH = "/graph/duo/a";
const ALL = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }";
const triples = (n: number): string[] => Array.from({ length: n }, (_, i) => `<http://x/${i}> <http://p> "${i}"`);

async function following({ dir }: Archive, options: Partial<ReloadingOptions> = {}): Promise<ReloadingStore> {
  const store = await openReloadingStore(dir, {
    open: (manifest) => openOxigraphStore({ dir, manifest }, { timeoutMs: 10_000 }),
    pollMs: 3_600_000,
    ...options,
  });
  onTestFinished(() => store.close());
  return store;
}

test("a new publish takes over", async () => {
  const archive = await archiveOf({ [PATH]: triples(1) });
  const store = await following(archive);
  const before = store.archiveVersion;
  await publish(archive, { [PATH]: triples(2) });
  await store.refresh();
  expect(store.archiveVersion).toBe(archive.manifest.version);
  expect(store.archiveVersion > before).toBe(true);
  expect(await count(store, ALL)).toBe(2);
});

test("a new publish is noticed without being told", async () => {
  const archive = await archiveOf({ [PATH]: triples(1) });
  const version = await new Promise((resolve, reject) => {
    following(archive, { pollMs: 20, onReloaded: resolve, onFailed: reject })
      .then(() => publish(archive, { [PATH]: triples(2) }))
      .catch(reject);
  });
  expect(version).toBe(archive.manifest.version);
});

test("a query under way during a reload gets its answer", async () => {
  const archive = await archiveOf({ [PATH]: triples(600) });
  const store = await following(archive);
  const long = count(store, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o . ?t ?q ?r }");
  await publish(archive, { [PATH]: triples(2) });
  await store.refresh();
  expect(await long).toBe(360_000);
  expect(await count(store, ALL)).toBe(2);
});

test("a manifest that cannot be read keeps the old version, and is reported once", async () => {
  const archive = await archiveOf({ [PATH]: triples(1) });
  const failures: Error[] = [];
  const store = await following(archive, { onFailed: (error) => failures.push(error) });
  await writeFile(join(archive.dir, "manifest.json"), "{");
  await store.refresh();
  await store.refresh();
  expect(failures.map((error) => error.message)).toEqual([expect.stringContaining("is damaged")]);
  expect(await count(store, ALL)).toBe(1);
});

test("a store that could not be opened is tried again after a while, without another publish", async () => {
  const archive = await archiveOf({ [PATH]: triples(1) });
  let isAway = false;
  const open = (manifest: Manifest): ReturnType<typeof openOxigraphStore> =>
    isAway
      ? Promise.reject(new Error("the engine is away"))
      : openOxigraphStore({ manifest, dir: archive.dir }, { timeoutMs: 20_000 });
  const failures: string[] = [];
  const onFailed = ({ message }: Error): void => void failures.push(message);
  const store = await openReloadingStore(archive.dir, { open, onFailed, retryMs: 0, pollMs: 60_000 });
  onTestFinished(() => store.close());
  isAway = true;
  await publish(archive, { [PATH]: triples(2) });
  await store.refresh();
  isAway = false;
  await store.refresh();
  expect(failures).toEqual(["the engine is away"]);
  expect(await count(store, ALL)).toBe(2);
});

test("a folder that nothing was published in is refused", async () => {
  const dir = await folder();
  const opened = openReloadingStore(dir, { open: () => Promise.reject(new Error("not reached")) });
  await expect(opened).rejects.toThrow(/nothing was published in .* run ingest first/);
});
