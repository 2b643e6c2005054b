/**
 * Validating an archive of observations, and what it costs to let it grow.
 *
 *   npm run build && node bench/validate.js [--triples 1000000] [--runs 5]
 *
 * The archive is generated: observations of eight statements in four graphs, the locations that they are about in a
 * fifth. The shape (bench/validate/observations.ttl) has seven property shapes, one of which asks for the class of a value
 * in another graph. Each run is a fresh process; its start is left out. Medians, and a tenth of the data for comparison.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openArchive } from "#src/archive/archive.js";

const { values } = parseArgs({
  options: { triples: { type: "string", default: "1000000" }, runs: { type: "string", default: "5" } },
});
const TRIPLES = Number(values.triples);
const RUNS = Number(values.runs);
const BASE = "http://localhost:3000";
const OND = `${BASE}/def/onderwijs#`;
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const CUBE = "http://purl.org/linked-data/cube#";
const LOCATIONS = 6000;
const GRAPHS = 4;

/** @param {string} dir @param {number} triples */
async function generate(dir, triples) {
  const archive = await openArchive(dir, { base: BASE });
  const publication = await archive.begin(new Date("2026-03-01T12:00:00Z"));
  /** @param {string} path @param {Iterable<string>} statements */
  const put = async (path, statements) => {
    const writer = publication.graphWriter(path);
    for (const statement of statements) await writer.write(statement);
    const provenance = { source: "duo", run: `${BASE}/id/lading/bench` };
    publication.setGraph(path, { title: path, rank: 1, provenance }, await writer.close(), { asCurrent: true });
  };
  await put(
    "/graph/duo/vestigingen",
    Array.from({ length: LOCATIONS }, (_, i) => `<${BASE}/id/vestiging/${i}> <${TYPE}> <${OND}Vestiging>`),
  );
  for (let graph = 0; graph < GRAPHS; graph += 1) {
    await put(`/graph/duo/leerlingen-${graph}`, observations(graph, Math.ceil(triples / 8 / GRAPHS)));
  }
  await publication.commit();
}

/** @param {number} graph @param {number} count */
function* observations(graph, count) {
  const dataSet = `<${BASE}/id/dataset/duo/leerlingen-${graph}>`;
  for (let i = 0; i < count; i += 1) {
    const subject = `<${BASE}/id/observatie/leerlingen-${graph}/${String(i).padStart(8, "0")}>`;
    yield `${subject} <${TYPE}> <${CUBE}Observation>`;
    yield `${subject} <${CUBE}dataSet> ${dataSet}`;
    yield `${subject} <http://www.w3.org/ns/prov#wasDerivedFrom> ${dataSet}`;
    yield `${subject} <${OND}schooljaar> <${BASE}/id/schooljaar/${2000 + (i % 25)}>`;
    yield `${subject} <${OND}eenheid> <${BASE}/id/vestiging/${i % LOCATIONS}>`;
    yield `${subject} <${OND}geslacht> <${BASE}/id/begrip/geslacht/${i % 2 === 0 ? "man" : "vrouw"}>`;
    yield `${subject} <${OND}leeftijd> "${4 + (i % 10)}"^^<http://www.w3.org/2001/XMLSchema#integer>`;
    yield `${subject} <${OND}aantalLeerlingen> "${i % 300}"^^<http://www.w3.org/2001/XMLSchema#integer>`;
  }
}

/** @param {string} dir @param {number} runs */
function measure(dir, runs) {
  const script = fileURLToPath(new URL("validate/run.js", import.meta.url));
  const results = Array.from({ length: runs }, () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [script, dir], { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    return /** @type {{ ms: number, peakMb: number, focusNodes: number }} */ (JSON.parse(stdout));
  });
  /** @param {"ms" | "peakMb" | "focusNodes"} key */
  const median = (key) => results.map((r) => r[key]).toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
  return { ms: median("ms"), peakMb: median("peakMb"), focusNodes: median("focusNodes") };
}

const place = mkdtempSync(join(tmpdir(), "validate-bench-"));
try {
  const [whole, tenth] = [join(place, "whole"), join(place, "tenth")];
  await generate(whole, TRIPLES);
  await generate(tenth, TRIPLES / 10);
  const all = measure(whole, RUNS);
  const part = measure(tenth, RUNS);
  console.log(
    `${TRIPLES} triples, ${all.focusNodes} observations: ${(all.ms / 1000).toFixed(1)} s, ` +
      `${((all.ms * 1000) / all.focusNodes).toFixed(0)} µs each, peak ${all.peakMb.toFixed(0)} MB`,
  );
  console.log(`a tenth of it: ${(part.ms / 1000).toFixed(1)} s, peak ${part.peakMb.toFixed(0)} MB`);
} finally {
  rmSync(place, { recursive: true, force: true });
}
