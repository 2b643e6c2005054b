/** The service over the samples of the package, on a loopback port: what `npm start` publishes. */
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Forms } from "#src/catalog/forms.js";
import { readManifest } from "#src/archive/manifest-file.js";
import { sampleRequests } from "#src/cli/source-words.js";
import { ingest } from "#src/ingest/ingest.js";
import { packagePath } from "#src/package/package-files.js";
import { loadOntology } from "#src/resources/ontology.js";
import { Searcher } from "#src/search/searcher.js";
import { createServer } from "#src/server.js";
import { openOxigraphStore } from "#src/store/oxigraph/store.js";

export const BASE = "https://onderwijs.example";
const silent = { start() {}, begin() {}, rows() {}, end() {}, note() {} };

export interface SamplesService {
  readonly url: string;
  /** What was logged as an error. */
  readonly failures: readonly string[];
  /** Fetches without following redirects. */
  get(path: string, headers?: Record<string, string>, method?: string): Promise<Response>;
  close(): Promise<void>;
}

export async function startSamplesService(): Promise<SamplesService> {
  const dataDir = await mkdtemp(join(tmpdir(), "crawl-"));
  const now = new Date("2026-11-22T12:00:00Z");
  await ingest({ base: BASE, dataDir, sources: sampleRequests(), now, progress: silent });
  const manifest = await readManifest(dataDir);
  if (manifest === undefined) throw new Error("nothing was published");
  const store = await openOxigraphStore({ manifest, dir: dataDir }, { timeoutMs: 20_000 });
  const failures: string[] = [];
  const log = { info() {}, warn() {}, error: (_: object, message: string) => void failures.push(message) };
  const searcher = new Searcher({ dir: dataDir, manifest: () => manifest, log });
  const app = createServer(
    {
      store,
      searcher,
      manifest: () => manifest,
      dataDir,
      forms: new Forms(join(dataDir, "forms")),
      ontology: loadOntology(packagePath("ontology"), BASE),
      queriesDir: packagePath("queries"),
      log,
    },
    { base: BASE, softwareVersion: "0.0.0-test", queryTimeoutMs: 20_000 },
  );
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    failures,
    get: (path, headers = {}, method = "GET") => fetch(url + path, { redirect: "manual", headers, method }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await searcher.close();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
