/** Builds the index of an archive in this process and asks it questions; prints what that took. */
import { readManifest } from "#src/archive/manifest-file.js";
import { answer } from "#src/search/answer.js";
import { readThings } from "#src/search/read-things.js";
import { SearchIndex } from "#src/search/search-index.js";

const [dir = "", detail = "full", count = "400"] = process.argv.slice(2);
const manifest = await readManifest(dir);
if (manifest === undefined) throw new Error("nothing was published");
const MB = 1024 * 1024;

/** @param {NodeJS.CpuUsage} since */
const cpuSince = (since) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

global.gc?.();
const before = process.memoryUsage();
const started = performance.now();
const cpuBefore = process.cpuUsage();
const index = new SearchIndex(manifest.base, detail === "lean" ? "lean" : "full");
for await (const thing of readThings(dir, manifest, detail === "lean" ? "lean" : "full")) index.add(thing);
index.complete();
const built = performance.now() - started;
const processor = cpuSince(cpuBefore);
const most = process.resourceUsage().maxRSS / 1024;
global.gc?.();
const after = process.memoryUsage();
const megabytes = (/** @type {"heapUsed" | "external" | "rss"} */ kind) =>
  ((after[kind] - before[kind]) / MB).toFixed(0);
console.log(
  `built in ${built.toFixed(0)} ms, ${processor.toFixed(0)} ms of processor; heap ${megabytes("heapUsed")} MB, ` +
    `buffers ${megabytes("external")} MB, resident ${megabytes("rss")} MB, ${most.toFixed(0)} MB at most`,
);

const step = Math.max(1, Math.floor(index.things.count / Number(count)));
const asked = Array.from({ length: Number(count) }, (_, i) => index.thing((i * step) % index.things.count));
const typo = (/** @type {string} */ text) => text.slice(0, -2) + text.slice(-1);
/** @type {Record<string, (thing: import("#src/search/thing.js").Thing) => import("#src/search/questions.js").Question>} */
const KINDS = {
  "a code": ({ codes, label }) => ({ kind: "search", text: codes[0] ?? label, page: 1 }),
  "a whole name": ({ label }) => ({ kind: "search", text: label, page: 1 }),
  "a name with a typing error": ({ label }) => ({ kind: "search", text: typo(label), page: 1 }),
  "one word": ({ label }) => ({ kind: "search", text: label.split(" ").at(-1) ?? "", page: 1 }),
  "half the things": () => ({ kind: "search", text: "basisschool", page: 1 }),
  "a suggestion, 4 letters": ({ label }) => ({
    kind: "suggest",
    text: label.split(" ").at(-1)?.slice(0, 4) ?? "",
    skip: 0,
  }),
  "a match of a name": ({ label }) => ({
    kind: "match",
    questions: [{ text: typo(label), types: [], limit: 10, properties: [] }],
  }),
};
for (const [name, questionOf] of Object.entries(KINDS)) {
  const cpu = process.cpuUsage();
  const times = asked.map((thing) => {
    const begun = performance.now();
    answer(index, questionOf(thing));
    return performance.now() - begun;
  });
  const each = (cpuSince(cpu) / asked.length).toFixed(1);
  times.sort((a, b) => a - b);
  const at = (/** @type {number} */ part) => (times[Math.floor(times.length * part)] ?? 0).toFixed(1);
  console.log(
    `  ${name.padEnd(28)} p50 ${at(0.5).padStart(7)} ms   p99 ${at(0.99).padStart(7)} ms   processor ${each.padStart(7)} ms on average`,
  );
}
