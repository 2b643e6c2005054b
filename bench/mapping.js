/**
 * Mapping files to N-Quads: ours against closures written by hand for the same work, and against other engines.
 *
 *   npm run build && node bench/mapping.js [--records 1000000] [--runs 5] [--peers]
 *
 * Work: DUO's exam results (CSV, below $ONDERWIJSGRAAF_SHARED) and a generated JSON file. Each side reads the file, maps
 * it and writes the statements to a file, in a fresh process, turn by turn; process start is left out. Medians.
 * `--peers` installs rocketrml and @comake/rmlmapper-js in a temporary folder and runs them over 50,000 records.
 */
import { spawnSync } from "node:child_process";
import { createWriteStream, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    records: { type: "string", default: "1000000" },
    runs: { type: "string", default: "5" },
    peers: { type: "boolean", default: false },
  },
});
const RUNS = Number(values.runs);
const RECORDS = Number(values.records);
const PEER_RECORDS = 50_000;
const shared = process.env["ONDERWIJSGRAAF_SHARED"] ?? fileURLToPath(new URL("../../shared", import.meta.url));
const place = mkdtempSync(join(tmpdir(), "mapping-bench-"));

/** @typedef {{ ms: number, triples: number, peakMb: number }} Result */

/** @param {string} script @param {string[]} args @returns {Result} */
function run(script, ...args) {
  const path = fileURLToPath(new URL(`mapping/${script}.js`, import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [path, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  return JSON.parse(stdout.slice(stdout.lastIndexOf("\n{") + 1));
}

/** @param {readonly Result[]} results @param {keyof Result} key */
function median(results, key) {
  return results.map((r) => r[key]).toSorted((a, b) => a - b)[Math.floor(results.length / 2)] ?? Number.NaN;
}

/** @param {readonly Result[]} results */
function rate(results) {
  return median(results, "triples") / median(results, "ms") / 1000;
}

/** @param {string} file @param {number} count */
async function generate(file, count) {
  const out = createWriteStream(file);
  for (let i = 0; i < count; i++) {
    const record = {
      nummer: `${String(i % 100).padStart(2, "0")}AB${i}`,
      naam: `School ${i} "De Boog"`,
      plaats: i % 3 === 0 ? null : `Plaats ${i % 400}`,
      gemeente: String(i % 345).padStart(4, "0"),
      leerlingen: i % 900,
      adres: { straat: `Straat ${i % 1000}`, postcode: `${1000 + (i % 9000)}AB` },
      tags: ["a", "b"],
    };
    const text = `${i === 0 ? "[" : ","}${JSON.stringify(record)}\n`;
    if (!out.write(text)) await once(out, "drain");
  }
  out.end("]");
  await once(out, "finish");
}

/** @param {string} title @param {string} kind @param {string} file */
function compare(title, kind, file) {
  const ours = [];
  const hand = [];
  for (let i = 0; i < RUNS; i++) {
    hand.push(run("by-hand", kind, file, join(place, "out.nq")));
    ours.push(run("ours", kind, file, join(place, "out.nq")));
  }
  if (ours[0]?.triples !== hand[0]?.triples)
    throw new Error(`${title}: ${ours[0]?.triples} and ${hand[0]?.triples} triples`);
  console.log(
    `${title}: ${ours[0]?.triples} triples; ours ${rate(ours).toFixed(2)} M/s, by hand ${rate(hand).toFixed(2)} M/s, ` +
      `ratio ${(rate(ours) / rate(hand)).toFixed(2)} (at least 0.5); peak ${median(ours, "peakMb").toFixed(0)} MB`,
  );
  return ours;
}

/** @param {string} name @param {string} small */
function comparePeer(name, small) {
  const folder = join(place, name.replace("/", "-"));
  const install = spawnSync(
    "npm",
    ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", name],
    {
      encoding: "utf8",
    },
  );
  if (install.status !== 0) return console.log(`SKIPPED ${name}: it could not be installed`);
  writeFileSync(join(folder, "package.json"), "{}");
  const peers = [];
  const ours = [];
  try {
    for (let i = 0; i < Math.min(RUNS, 3); i++) {
      peers.push(run("peer", name, folder, small));
      ours.push(run("ours", "json", small, join(place, "out.nq")));
    }
  } catch (error) {
    return console.log(`SKIPPED ${name}: it does not run: ${/** @type {Error} */ (error).message.slice(0, 300)}`);
  }
  console.log(
    `${name}, ${PEER_RECORDS} records: ours ${rate(ours).toFixed(2)} M/s, theirs ${rate(peers).toFixed(4)} M/s, ` +
      `ratio ${(rate(ours) / rate(peers)).toFixed(0)} (at least 10)`,
  );
}

/** Reading and compiling every mapping of the project, first time in its process, against the start of Node itself. */
function readAll() {
  const start = [];
  const read = [];
  for (let i = 0; i < RUNS; i++) {
    const from = performance.now();
    spawnSync(process.execPath, ["-e", "0"]);
    start.push({ ms: performance.now() - from, triples: 0, peakMb: 0 });
    read.push(run("read"));
  }
  const ms = median(read, "ms");
  console.log(
    `reading and compiling the ${read[0]?.triples} mappings of the project: ${ms.toFixed(0)} ms, starting Node ` +
      `${median(start, "ms").toFixed(0)} ms, ratio ${(ms / median(start, "ms")).toFixed(2)} (less than 1)`,
  );
}

try {
  readAll();
  const duo = join(shared, "data/duo/examenkandidaten-geslaagden-vo-2019-2024.csv");
  if (existsSync(duo)) compare("DUO exam results (CSV)", "csv", duo);
  else console.log(`SKIPPED DUO exam results: ${duo} is not there`);

  const large = join(place, "large.json");
  const tenth = join(place, "tenth.json");
  await generate(large, RECORDS);
  await generate(tenth, Math.ceil(RECORDS / 10));
  const whole = compare(`JSON, ${RECORDS} records`, "json", large);
  const part = Array.from({ length: Math.min(RUNS, 3) }, () => run("ours", "json", tenth, join(place, "out.nq")));
  const growth = median(whole, "peakMb") / median(part, "peakMb") - 1;
  console.log(
    `memory: ${median(part, "peakMb").toFixed(0)} MB for a tenth, ${median(whole, "peakMb").toFixed(0)} MB for all: ` +
      `${(growth * 100).toFixed(0)} % more (less than 20 %)`,
  );
  if (values.peers) {
    const small = join(place, "small.json");
    await generate(small, PEER_RECORDS);
    for (const name of ["rocketrml", "@comake/rmlmapper-js"]) comparePeer(name, small);
  } else console.log("SKIPPED rocketrml and @comake/rmlmapper-js: give --peers to install them in a temporary folder");
} finally {
  rmSync(place, { recursive: true, force: true });
}
