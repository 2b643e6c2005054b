/**
 * All files of DUO, from CSV to the archive, against closures written by hand for the same files.
 *
 *   npm run build && node bench/duo.js [FOLDER] [--runs 5]
 *
 * FOLDER holds DUO's files (by default below $ONDERWIJSGRAAF_SHARED). Both sides read the same rows with the same reader,
 * clean, map, sort and write them with the same writer, each in a fresh process, turn by turn; they must write the same
 * bytes. Ours also finds duplicates and what is wrong, keeps the raw files, chooses labels, and publishes; the closures do
 * not. Process start is left out. Medians.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  options: { runs: { type: "string", default: "5" } },
  allowPositionals: true,
});
const shared = process.env["ONDERWIJSGRAAF_SHARED"] ?? fileURLToPath(new URL("../../shared", import.meta.url));
const folder = positionals[0] ?? join(shared, "data/duo");

/** @typedef {{ ms: number, quads: number, peakMb: number, graphs: Record<string, string> }} Result */

/** @param {string} script @param {string} target @returns {Result} */
function run(script, target) {
  const path = fileURLToPath(new URL(`duo/${script}.js`, import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [path, folder, target], { encoding: "utf8" });
  rmSync(target, { recursive: true, force: true });
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  return JSON.parse(stdout);
}

/** @param {readonly Result[]} results @param {"ms" | "peakMb"} key */
function median(results, key) {
  return results.map((r) => r[key]).toSorted((a, b) => a - b)[Math.floor(results.length / 2)] ?? Number.NaN;
}

/** @param {Result} one @param {Result} other */
function mustAgree(one, other) {
  for (const graph of new Set([...Object.keys(one.graphs), ...Object.keys(other.graphs)])) {
    if (one.graphs[graph] !== other.graphs[graph])
      throw new Error(`${graph}: the two sides do not write the same bytes`);
  }
}

if (existsSync(folder)) {
  const place = mkdtempSync(join(tmpdir(), "duo-bench-"));
  try {
    const [ours, hand] = [/** @type {Result[]} */ ([]), /** @type {Result[]} */ ([])];
    for (let i = 0; i < Number(values.runs); i++) {
      const [byHand, mine] = [run("by-hand", join(place, "hand")), run("ours", join(place, "ours"))];
      mustAgree(byHand, mine);
      hand.push(byHand);
      ours.push(mine);
    }
    const [a, b] = [median(ours, "ms"), median(hand, "ms")];
    console.log(
      `DUO, ${ours[0]?.quads} quads: ours ${(a / 1000).toFixed(1)} s, by hand ${(b / 1000).toFixed(1)} s, ` +
        `ratio of speeds ${(b / a).toFixed(2)} (at least 0.25); peak ${median(ours, "peakMb").toFixed(0)} MB (less than 400), ` +
        `by hand ${median(hand, "peakMb").toFixed(0)} MB`,
    );
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
} else {
  console.log(`SKIPPED DUO: ${folder} is not there`);
}
