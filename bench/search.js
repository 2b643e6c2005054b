/**
 * The search index: how long it takes to build, what it costs in memory, and how fast it answers.
 *
 *   npm run build && node bench/search.js [--things 100000] [--questions 400] [--archive DIR]
 *
 * With `--archive` the generated archive is kept there, and used again when it is there already.
 *
 * The archive is generated: half schools, half documents, with names of words that occur as words do, some often and most
 * seldom, and seven observations each, which the index passes over: 1.1 million statements for 100,000 things. The words
 * are made of few syllables, so they resemble each other more than those of a language: hard on prefixes and typing errors.
 * Memory is what a process of its own holds more afterwards, after a collection. Each question is timed where it is
 * answered, so without HTTP and the crossing of threads. On a machine that is busy with other work the time of the processor
 * compares better than that of the clock.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openArchive } from "#src/archive/archive.js";

const { values } = parseArgs({
  options: {
    things: { type: "string", default: "100000" },
    questions: { type: "string", default: "400" },
    archive: { type: "string" },
  },
});
const THINGS = Number(values.things);
const BASE = "http://localhost:3000";
const OND = `${BASE}/def/onderwijs#`;
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const SYLLABLES =
  "wil gen ber ken hof dal lin de ooster wester meer mo za iek pius jo zef ma ri en burg boom gaard".split(" ");

// A generator with a seed: each run has the same archive.
let seed = 20261126;
const random = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};
const pick = (/** @type {readonly string[]} */ list) => list[Math.floor(random() * list.length)] ?? "";
const word = () => Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(SYLLABLES)).join("");
const WORDS = Array.from({ length: 30_000 }, word);
// By Zipf's law, about: the square of a number below 1 is mostly small.
const name = (/** @type {number} */ length) =>
  Array.from({ length }, () => WORDS[Math.floor(WORDS.length * random() ** 4)]).join(" ");
const PLACES = Array.from({ length: 2000 }, word);

/** @param {string} dir */
async function generate(dir) {
  const archive = await openArchive(dir, { base: BASE });
  const publication = await archive.begin(new Date("2026-03-01T12:00:00Z"));
  const provenance = { source: "duo", run: `${BASE}/id/lading/bench` };
  const [labels, register, zaken, numbers] = [
    "afgeleid/labels",
    "duo/vestigingen",
    "tweedekamer/zaak",
    "duo/cijfers",
  ].map((path) => ({ path: `/graph/${path}`, writer: publication.graphWriter(`/graph/${path}`) }));
  if (!labels || !register || !zaken || !numbers) throw new Error("no graphs");
  for (let i = 0; i < THINGS; i++) {
    const isSchool = i % 2 === 0;
    const code = i.toString(36).toUpperCase().padStart(6, "0");
    const iri = isSchool
      ? `${BASE}/id/vestiging/${code}`
      : `${BASE}/id/tk/zaak/${i.toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`;
    const { writer } = isSchool ? register : zaken;
    await labels.writer.write(
      `<${iri}> <http://www.w3.org/2000/01/rdf-schema#label> "${isSchool ? `Basisschool ${name(2)}` : name(8)}"`,
    );
    await writer.write(`<${iri}> <${TYPE}> <${isSchool ? `${OND}Vestiging` : `${BASE}/def/parlement#Zaak`}>`);
    if (isSchool) {
      await writer.write(`<${iri}> <${OND}vestigingsnummer> "${code}"`);
      await writer.write(`<${iri}> <${OND}bevoegdGezag> <${BASE}/id/bevoegd-gezag/${10000 + (i % 1500)}>`);
      await writer.write(`<${iri}#bezoekadres> <http://schema.org/addressLocality> "${pick(PLACES)}"`);
      await writer.write(`<${iri}#bezoekadres> <http://schema.org/postalCode> "${1000 + (i % 9000)}AB"`);
    } else await writer.write(`<${iri}> <${BASE}/def/parlement#onderwerp> "${name(20)}"`);
    for (let n = 0; n < 7; n++) {
      await numbers.writer.write(`<${BASE}/id/observatie/x/${code}-${n}> <${OND}aantalLeerlingen> "${n}"`);
    }
  }
  for (const { path, writer } of [labels, register, zaken, numbers]) {
    publication.setGraph(path, { title: path, rank: 1, provenance }, await writer.close(), { asCurrent: true });
  }
  await publication.commit();
}

const dir = values.archive ?? mkdtempSync(join(tmpdir(), "zoeken-"));
try {
  if (values.archive === undefined || !existsSync(dir)) await generate(dir);
  const ours = fileURLToPath(new URL("search/ours.js", import.meta.url));
  for (const detail of ["full", "lean"]) {
    const words = ["--expose-gc", ours, dir, detail, values.questions];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    console.log(`${THINGS} things, ${detail}`);
    console.log(stdout);
  }
} finally {
  if (values.archive === undefined) rmSync(dir, { recursive: true });
}
