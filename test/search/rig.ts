/** A whole service over the samples of the package, as `npm start` serves them. */
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Forms } from "#src/catalog/forms.js";
import type { Manifest } from "#src/archive/manifest.js";
import { readManifest } from "#src/archive/manifest-file.js";
import { LABELS_GRAPH } from "#src/ingest/derived/labels.js";
import { sampleRequests } from "#src/cli/source-words.js";
import type { Log } from "#src/http/errors.js";
import { ingest } from "#src/ingest/ingest.js";
import { packagePath } from "#src/package/package-files.js";
import { loadOntology } from "#src/resources/ontology.js";
import { Searcher } from "#src/search/searcher.js";
import { createServer } from "#src/server.js";
import { MemoryStore } from "../server/memory-store.js";

export const BASE = "https://graaf.test";
export const OND = `${BASE}/def/onderwijs#`;

export interface SampleArchive {
  readonly dir: string;
  readonly manifest: Manifest;
  remove(): Promise<void>;
}

/** The samples, ingested into a folder of their own. */
export async function sampleArchive(): Promise<SampleArchive> {
  const dir = await mkdtemp(join(tmpdir(), "zoeken-"));
  const progress = { start() {}, begin() {}, rows() {}, end() {}, note() {} };
  const now = new Date("2026-11-26T12:00:00Z");
  await ingest({ base: BASE, dataDir: dir, sources: sampleRequests(), now, progress });
  const manifest = await readManifest(dir);
  if (manifest === undefined) throw new Error("the samples were not published");
  return { dir, manifest, remove: () => rm(dir, { recursive: true, force: true }) };
}

/** As when so many things have a label. */
export function withLabels(manifest: Manifest, quads: number): Manifest {
  const labels = manifest.graphs[LABELS_GRAPH];
  if (labels?.current === undefined) throw new Error("the samples have no labels");
  const current = { ...labels.current, quads };
  return { ...manifest, graphs: { ...manifest.graphs, [LABELS_GRAPH]: { ...labels, current } } };
}

/** A log that keeps what it is told. */
export function keptLog(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const note = (details: object, message: string): void => {
    lines.push(`${message} ${JSON.stringify(details)}`);
  };
  return { log: { info: note, warn: note, error: note }, lines };
}

export interface SearchRig {
  readonly url: string;
  readonly manifest: Manifest;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  json(path: string): Promise<any>;
  /** Posts a form with one element. */
  post(path: string, element: string, value: string): Promise<Response>;
  close(): Promise<void>;
}

/** The service over the samples. @param changed what the service is told of the archive instead of what is so */
export async function startSearchRig(changed = (manifest: Manifest): Manifest => manifest): Promise<SearchRig> {
  const { dir, manifest: published, remove } = await sampleArchive();
  const manifest = changed(published);
  const { log } = keptLog();
  const files = Object.values(manifest.graphs).flatMap(({ current }) => (current === undefined ? [] : [current.file]));
  const store = new MemoryStore(files.map((file) => readFileSync(join(dir, file), "utf8")).join(""), manifest.version);
  const searcher = new Searcher({ dir, manifest: () => manifest, log });
  const ontology = loadOntology(packagePath("ontology"), BASE);
  const forms = new Forms(join(dir, "forms"));
  const app = createServer(
    {
      store,
      searcher,
      manifest: () => manifest,
      dataDir: dir,
      forms,
      ontology,
      queriesDir: packagePath("queries"),
      log,
    },
    { base: BASE, softwareVersion: "0.0.0-test", queryTimeoutMs: 5000 },
  );
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(url + path, { redirect: "manual", headers });
  return {
    url,
    manifest,
    get,
    json: async (path) => (await get(path, { accept: "application/json" })).json(),
    post: (path, element, value) =>
      fetch(url + path, { method: "POST", body: new URLSearchParams({ [element]: value }) }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await searcher.close();
      await remove();
    },
  };
}
