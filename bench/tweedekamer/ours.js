/** One ingest of ROOT into TARGET. Prints milliseconds, records and peak memory. */
import { ingest } from "../../dist/ingest/ingest.js";

const [root = "", dataDir = ""] = process.argv.slice(2);
const silent = { start() {}, begin() {}, rows() {}, end() {}, note() {} };
const started = performance.now();
const report = await ingest({
  base: "http://localhost:3000",
  dataDir,
  sources: [{ source: "tweedekamer", from: root, all: true }],
  now: new Date(),
  progress: silent,
});
const ms = performance.now() - started;
const refused = report.files.find((file) => file.outcome === "refused");
if (refused !== undefined) throw new Error(refused.message);
const records = report.files.reduce((sum, file) => sum + (file.rows ?? 0), 0);
process.stdout.write(JSON.stringify({ ms, records, peakMb: process.resourceUsage().maxRSS / 1024 }));
