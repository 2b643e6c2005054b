/**
 * What memory images are worth, at a million triples: how soon the first answer comes after `serve` with one and without,
 * how soon a visitor is answered after a query had to be killed, and what the others notice of it.
 *
 *   npm run build && node bench/images.js [TRIPLES]
 *
 * Starts are in fresh processes, whose own start is left out. Medians of five.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openArchive } from "#src/archive/archive.js";

const ROUNDS = 5;
const triples = Number(process.argv[2] ?? 1_000_000);
const dir = mkdtempSync(join(tmpdir(), "onderwijsgraaf-bench-"));
const store = join(dir, "store");

/** @param {readonly number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** @param {string[]} words */
function run(...words) {
  const script = fileURLToPath(new URL("images/start.js", import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, dir, ...words], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return /** @type {Record<string, number>} */ (JSON.parse(stdout));
}

/** Ten graphs of schools with ten statements each. */
async function publish() {
  const archive = await openArchive(dir, { base: "https://data.example.nl" });
  const publication = await archive.begin(new Date("2026-03-01T12:00:00Z"));
  for (let graph = 0; graph < 10; graph += 1) {
    const path = `/graph/duo/g${graph}`;
    const writer = publication.graphWriter(path);
    for (let i = graph; i < triples; i += 10) {
      const school = Math.floor(i / 100);
      const value = i % 20 < 10 ? `"waarde ${i % 1000}"` : `<https://data.example.nl/id/instelling/${i % 5000}>`;
      await writer.write(
        `<https://data.example.nl/id/vestiging/${school}> <https://data.example.nl/def/p${i % 100}> ${value}`,
      );
    }
    const provenance = { source: "duo", run: "https://data.example.nl/id/lading/duo/1" };
    await publication.setGraph(path, { title: path, rank: 10, provenance }, await writer.close(), { asCurrent: true });
  }
  await publication.commit();
}

try {
  await publish();
  const parsed = [];
  const restored = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rmSync(store, { recursive: true, force: true });
    parsed.push(run("without"));
    restored.push(run("with"));
  }
  /** @param {Record<string, number>[]} rounds @param {string} name */
  const of = (rounds, name) => median(rounds.map((round) => round[name] ?? Number.NaN));
  const [image] = readdirSync(store).map((name) => statSync(join(store, name)).size);
  const [parse, restore] = [of(parsed, "first"), of(restored, "first")];
  console.log(`${triples} triples, image of ${((image ?? 0) / 1e6).toFixed(0)} MB`);
  console.log(
    `first answer after opening: by parsing ${parse.toFixed(0)} ms, by image ${restore.toFixed(0)} ms: ${(parse / restore).toFixed(1)} times sooner (at least 20)`,
  );
  console.log(
    `first visitor's answer: by parsing ${of(parsed, "visitor").toFixed(0)} ms, by image ${of(restored, "visitor").toFixed(0)} ms`,
  );
  console.log(
    `after a kill, next visitor's answer with one engine: ${of(restored, "afterKill").toFixed(0)} ms: ${(parse / of(restored, "afterKill")).toFixed(1)} times sooner than by parsing (at least 15)`,
  );
  console.log(
    `with two engines: ${of(restored, "afterKillOfTwo").toFixed(1)} ms; the other's answers, median and slowest: before ${of(restored, "calm").toFixed(2)} and ${of(restored, "calmMost").toFixed(1)} ms, while one is restored ${of(restored, "others").toFixed(2)} and ${of(restored, "othersMost").toFixed(1)} ms`,
  );
} finally {
  rmSync(dir, { recursive: true, force: true });
}
