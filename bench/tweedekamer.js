/**
 * The Tweede Kamer from a local OData service: all of it, and then a delta of a hundred records.
 *
 *   npm run build && node bench/tweedekamer.js [--count 100000] [--runs 5]
 *
 * Full: against fetching and JSON-parsing the same pages, in the same run (at most twice its time). Delta: against full
 * (at most a tenth), its publish included. Memory: at COUNT, and at three and ten
 * times as many. Process start is left out. Medians.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: { count: { type: "string", default: "100000" }, runs: { type: "string", default: "5" } },
});
const runs = Number(values.runs);
const path = (/** @type {string} */ script) => fileURLToPath(new URL(`tweedekamer/${script}.js`, import.meta.url));

/** @param {string} script @param {...string} words */
function run(script, ...words) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [path(script), ...words], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  return JSON.parse(stdout);
}

/** @param {number[]} numbers */
function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** @param {number} count */
async function service(count) {
  const server = spawn(process.execPath, [path("server"), String(count)], { stdio: ["ignore", "pipe", "inherit"] });
  const [address] = await once(server.stdout, "data");
  return { server, root: String(address).trim() };
}

/** Peak memory of one ingest of a service with so many entities, in MB. @param {number} count */
async function peakAt(count) {
  const { server, root } = await service(count);
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    return run("ours", root, folder).peakMb;
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

const count = Number(values.count);
const { server, root } = await service(count);
const times = {
  fetched: /** @type {number[]} */ ([]),
  full: /** @type {number[]} */ ([]),
  delta: /** @type {number[]} */ ([]),
};
let records = 0;
let peakMb = 0;
try {
  for (let i = 0; i < runs; i += 1) {
    const folder = mkdtempSync(join(tmpdir(), "bench-"));
    times.fetched.push(run("fetch", root).ms);
    const full = run("ours", root, folder);
    times.full.push(full.ms);
    ({ records } = full);
    peakMb = Math.max(peakMb, full.peakMb);
    await fetch(`${root}change`, { method: "POST" });
    times.delta.push(run("ours", root, folder).ms);
    rmSync(folder, { recursive: true, force: true });
  }
} finally {
  server.kill();
}
const [peakOfThree, peakOfTen] = [await peakAt(3 * count), await peakAt(10 * count)];
const [fetched, full, delta] = [median(times.fetched), median(times.full), median(times.delta)];
const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(2)} s`;
process.stdout.write(
  `${records} entities: fetch and parse ${seconds(fetched)}, ingest ${seconds(full)}: ${(full / fetched).toFixed(2)} times (at most 2); ` +
    `a delta of 100: ${seconds(delta)}, ${(delta / full).toFixed(3)} of it (at most 0.1); ` +
    `peak ${peakMb.toFixed(0)} MB, of three times as many ${peakOfThree.toFixed(0)}, of ten times ${peakOfTen.toFixed(0)}\n`,
);
