/**
 * A whole graph as Turtle, against its N-Quads as they are: made while it is sent, and again once it is kept.
 *
 *   npm run build && node bench/download.js [--triples 1000000] [--runs 5]
 *
 * The service is a process of its own; this one reads and throws away. Each run asks for the N-Quads, the Turtle that is
 * not there yet, and the Turtle that is. Medians. Memory is how much more the service holds at most than before it was
 * asked, from /proc.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { residentMb, startServer } from "./hostile/processes.js";
import { openArchive } from "#src/archive/archive.js";
import { BASE, registers, schoolsIn } from "./resources/archive.js";

const { values } = parseArgs({
  options: { triples: { type: "string", default: "1000000" }, runs: { type: "string", default: "5" } },
});
const GRAPH = "/graph/duo/vestigingen";
const dir = mkdtempSync(join(tmpdir(), "download-bench-"));

/** One graph of so many statements. */
async function publish() {
  const archive = await openArchive(dir, { base: BASE });
  const publication = await archive.begin(new Date("2026-03-01T12:00:00Z"));
  const writer = publication.graphWriter(GRAPH);
  // Three quarters of what an archive of schools holds are such statements.
  for (const statement of registers(schoolsIn(Number(values.triples) / 0.75))) await writer.write(statement);
  const provenance = { source: "duo", run: `${BASE}/id/lading/bench` };
  const file = await writer.close();
  publication.setGraph(GRAPH, { title: GRAPH, rank: 1, provenance }, file, { asCurrent: true });
  await publication.commit();
  return file.quads;
}

/** @param {string} url */
async function timed(url) {
  const started = performance.now();
  const answer = await fetch(url, { headers: { "accept-encoding": "identity" } });
  if (answer.status !== 200 || answer.body === null) throw new Error(`${url} was answered with ${answer.status}`);
  let bytes = 0;
  for await (const chunk of answer.body) bytes += chunk.length;
  return { ms: performance.now() - started, bytes };
}

/** @param {readonly number[]} numbers */
function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** @param {number} bytes */
function mb(bytes) {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

const quads = await publish();
const service = await startServer("../../dist/cli/main.js", "serve", "--port", "0", "--base-iri", BASE, "--data", dir);
try {
  const times = {
    nquads: /** @type {number[]} */ ([]),
    made: /** @type {number[]} */ ([]),
    kept: /** @type {number[]} */ ([]),
  };
  const sizes = { nquads: 0, turtle: 0 };
  const grown = /** @type {number[]} */ ([]);
  // What is built at the start, the search index and what is asked ahead, is not part of it.
  await timed(`${service.url}${GRAPH.slice(1)}.nq`);
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  for (let run = 0; run < Number(values.runs); run += 1) {
    rmSync(join(dir, "forms"), { recursive: true, force: true });
    const nquads = await timed(`${service.url}${GRAPH.slice(1)}.nq`);
    const before = residentMb(service.child);
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, residentMb(service.child))), 10);
    const made = await timed(`${service.url}${GRAPH.slice(1)}.ttl`);
    clearInterval(watch);
    const kept = await timed(`${service.url}${GRAPH.slice(1)}.ttl`);
    if (kept.bytes !== made.bytes) throw new Error("the second download is another");
    times.nquads.push(nquads.ms);
    times.made.push(made.ms);
    times.kept.push(kept.ms);
    grown.push(most - before);
    Object.assign(sizes, { nquads: nquads.bytes, turtle: made.bytes });
  }
  const [nquads, made, kept] = [median(times.nquads), median(times.made), median(times.kept)];
  process.stdout.write(
    `${quads} statements: N-Quads as they are (${mb(sizes.nquads)}) ${nquads.toFixed(0)} ms; ` +
      `Turtle (${mb(sizes.turtle)}) while it is made ${made.toFixed(0)} ms, ${(nquads / made).toFixed(2)} of that (at least 0.33); ` +
      `again ${kept.toFixed(0)} ms, ${(nquads / kept).toFixed(2)}; memory ${median(grown).toFixed(0)} MB more (under 100)\n`,
  );
} finally {
  service.child.kill();
  rmSync(dir, { recursive: true, force: true });
}
