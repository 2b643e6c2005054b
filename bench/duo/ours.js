/** One run of ours: FOLDER TARGET. */
import { readManifest } from "../../dist/archive/manifest-file.js";
import { ingest } from "../../dist/ingest/ingest.js";
import { BASE } from "./words.js";

const [from = "", dataDir = ""] = process.argv.slice(2);
const silent = { start() {}, begin() {}, rows() {}, end() {}, note() {} };
const started = performance.now();
await ingest({ base: BASE, dataDir, sources: [{ source: "duo", from }], now: new Date(), progress: silent });
const ms = performance.now() - started;
const peakMb = process.resourceUsage().maxRSS / 1024;

const manifest = await readManifest(dataDir);
if (manifest === undefined) throw new Error("nothing was published");
/** Graph and edition → hash. @type {Record<string, string>} */
const graphs = {};
let quads = 0;
for (const [path, { current, older }] of Object.entries(manifest.graphs)) {
  if (!path.startsWith("/graph/duo/") || path === "/graph/duo/datasets") continue;
  for (const version of [...(current === undefined ? [] : [current]), ...older]) {
    const { edition } = version.provenance;
    graphs[`${path.slice("/graph/duo/".length)}${edition === undefined ? "" : `/${edition}`}`] = version.sha256;
    quads += version.quads;
  }
}
process.stdout.write(JSON.stringify({ ms, quads, peakMb, graphs }));
