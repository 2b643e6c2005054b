/** One run of closures written by hand, over the same rows and into the same files: FOLDER TARGET. */
import { createReadStream } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { sortedWriter } from "../../dist/archive/graph-writer.js";
import { readBook } from "../../dist/ingest/source-tables.js";
import { readVocabulary } from "../../dist/ingest/vocabulary.js";
import { duoTable } from "../../dist/sources/duo/table.js";
import { receive } from "../../dist/sources/files/receive.js";
import { locations } from "./locations.js";
import { ages, exams, history } from "./statistics.js";
import { BASE } from "./words.js";

const [from = "", target = ""] = process.argv.slice(2);
const started = performance.now();
const folder = join(target, "graphs");
await mkdir(folder, { recursive: true });
// Lists of concepts and municipalities are for looking things up in: no work of closures.
const vocabulary = await readVocabulary(BASE);
const book = await readBook({ base: BASE, dataDir: target, vocabulary, now: new Date(), aliases: String });
/** Graph and edition → hash. @type {Record<string, string>} */
const graphs = {};
let quads = 0;

/** @param {string} name */
function kindOf(name) {
  if (name.startsWith("06-historisch")) return { graph: name, make: history };
  if (name.startsWith("examenkandidaten")) return { graph: name, make: exams };
  if (name.startsWith("leerlingen-woongebied")) return { graph: name.toLowerCase(), make: ages };
  return { graph: "03-alle-vestigingen-basisonderwijs", edition: name.slice(-4), make: locations };
}

for (const file of (await readdir(from)).toSorted()) {
  const name = file.replace(/\.csv$/, "");
  const { graph, edition, make } = kindOf(name);
  const received = await receive(createReadStream(join(from, file)), join(target, file), file);
  const table = duoTable(received, file, (header) => /^(?:BRIN|INSTELLINGS|VESTIGINGS)/.test(header));
  const writer = sortedWriter(join(folder, `${name}.nq`), { graph: `${BASE}/graph/duo/${graph}` });
  let waiting = /** @type {void | Promise<void>} */ (undefined);
  /** @param {string} statement */
  const write = (statement) => {
    waiting = writer.write(statement) ?? waiting;
  };
  /** @type {((cells: readonly unknown[]) => void) | undefined} */
  let row;
  for await (const block of table.rows(() => {})) {
    for (const { headers, cells } of block) {
      row ??= make(headers, book, write, name.toLowerCase());
      row(cells);
      if (waiting !== undefined) {
        await waiting;
        waiting = undefined;
      }
    }
  }
  const written = await writer.close();
  graphs[`${graph}${edition === undefined ? "" : `/${edition}`}`] = written.sha256;
  quads += written.quads;
}
const peakMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ ms: performance.now() - started, quads, peakMb, graphs }));
