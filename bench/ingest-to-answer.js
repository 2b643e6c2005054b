/**
 * From a file to an answering service, against a tuned bulk load of the same N-Quads into Oxigraph alone.
 *
 *   npm run build && node bench/ingest-to-answer.js [FILE]
 *
 * FILE is DUO's address file of 2026 (by default below $ONDERWIJSGRAAF_SHARED). Both sides run in fresh processes, turn
 * by turn; the clock starts when a process has loaded its code, so process start is left out. Medians of five.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROUNDS = 5;
const shared = process.env["ONDERWIJSGRAAF_SHARED"] ?? fileURLToPath(new URL("../../shared", import.meta.url));
const file = process.argv[2] ?? join(shared, "data/duo/02-alle-schoolvestigingen-basisonderwijs-2026.csv");

/** @param {string} script @param {string[]} args */
function run(script, ...args) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [fileURLToPath(new URL(script, import.meta.url)), ...args],
    {
      encoding: "utf8",
    },
  );
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  return /** @type {{ ms: number, [step: string]: number }} */ (JSON.parse(stdout));
}

/** @param {readonly number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

const place = mkdtempSync(join(tmpdir(), "onderwijsgraaf-bench-"));
try {
  const ours = [];
  const alone = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const data = join(place, String(round));
    ours.push(run("ingest-to-answer/ours.js", file, data));
    const graphs = readdirSync(join(data, "graphs"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.name.endsWith(".nq"))
      .map((entry) => join(entry.parentPath, entry.name));
    alone.push(run("ingest-to-answer/oxigraph.js", ...graphs));
  }
  const mine = median(ours.map((r) => r.ms));
  const theirs = median(alone.map((r) => r.ms));
  console.log(
    `file to answering service: ${mine.toFixed(0)} ms (ingest ${median(ours.map((r) => r["ingest"] ?? NaN)).toFixed(0)}, store ${median(ours.map((r) => r["store"] ?? NaN)).toFixed(0)}, first answer ${median(ours.map((r) => r["answer"] ?? NaN)).toFixed(0)})`,
  );
  console.log(`Oxigraph alone, ${alone[0]?.["quads"] ?? 0} quads: ${theirs.toFixed(0)} ms`);
  console.log(`ratio ${(mine / theirs).toFixed(2)} (at most 4)`);
} finally {
  rmSync(place, { recursive: true, force: true });
}
