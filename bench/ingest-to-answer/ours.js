/** From a file to an answering service, in one process: ingest, store, server, first answer over HTTP. */
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { readManifest } from "#src/archive/manifest-file.js";
import { Forms } from "#src/catalog/forms.js";
import { ingest } from "#src/ingest/ingest.js";
import { packagePath } from "#src/package/package-files.js";
import { loadOntology } from "#src/resources/ontology.js";
import { Searcher } from "#src/search/searcher.js";
import { createServer } from "#src/server.js";
import { openOxigraphStore } from "#src/store/oxigraph/store.js";

const [from = "", dataDir = ""] = process.argv.slice(2);
const base = "http://localhost:3000";
const silent = { start() {}, begin() {}, rows() {}, end() {}, note() {} };

const started = performance.now();
await ingest({ base, dataDir, sources: [{ source: "duo", from }], now: new Date(), progress: silent });
const ingested = performance.now();
const manifest = await readManifest(dataDir);
if (manifest === undefined) throw new Error("nothing was published");
// As `serve` does it: the ontology is read while the engine loads in its thread.
const opening = openOxigraphStore({ manifest, dir: dataDir }, { timeoutMs: 30_000, keepImage: true });
const ontology = loadOntology(packagePath("ontology"), base);
const store = await opening;
const loaded = performance.now();
/** @type {import("#src/http/errors.js").Log} */
const log = { info() {}, warn() {}, error: (...what) => console.error(...what) };
const app = createServer(
  {
    store,
    // Not followed: the first answer about a school needs no search index.
    searcher: new Searcher({ dir: dataDir, manifest: () => manifest, log }),
    manifest: () => manifest,
    dataDir,
    forms: new Forms(`${dataDir}/forms`),
    ontology,
    queriesDir: packagePath("queries"),
    log,
  },
  { base, softwareVersion: "bench", queryTimeoutMs: 30_000 },
);
const server = createHttpServer(app.callback()).listen(0, "127.0.0.1");
await once(server, "listening");
const address = /** @type {import("node:net").AddressInfo} */ (server.address());
const answer = await fetch(`http://127.0.0.1:${address.port}/doc/vestiging/32JK00`, {
  headers: { accept: "text/turtle" },
});
const text = await answer.text();
const answered = performance.now();
if (answer.status !== 200 || !text.includes("32JK00")) throw new Error(`no answer: ${answer.status} ${text}`);
console.log(
  JSON.stringify({
    ms: answered - started,
    ingest: ingested - started,
    store: loaded - ingested,
    answer: answered - loaded,
  }),
);
server.close();
server.closeAllConnections();
await store.close();
