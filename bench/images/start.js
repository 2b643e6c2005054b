/** One start of the store, in a process of its own: `start.js DIR with|without`, times in ms as JSON. */
import { readManifest } from "#src/archive/manifest-file.js";
import { openOxigraphStore } from "#src/store/oxigraph/store.js";

const [dir = "", image] = process.argv.slice(2);
const ASK = "SELECT * { <https://data.example.nl/id/vestiging/77> ?p ?o }";
const RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }";
const answer = { rows: 1e6, bytes: 256e6, memory: 1024e6 };
const visitor = { syntax: /** @type {const} */ ("json"), fromVisitor: true };
const found = await readManifest(dir);
if (found === undefined) throw new Error("nothing published");
const manifest = found;

/** @param {number} engines */
function open(engines) {
  const options = {
    timeoutMs: 60_000,
    keepImage: true,
    visitors: { engines, maxWaiting: 64, answer },
    onProblem: console.error,
  };
  return openOxigraphStore({ manifest, dir }, options);
}

/** @param {{ query: (sparql: string, options: any) => Promise<string> }} store @param {object} [more] */
async function asked(store, more = {}) {
  const started = performance.now();
  const text = await store.query(ASK, { syntax: "json", ...more });
  if (!text.includes('bindings":[{')) throw new Error(`no answer: ${text}`);
  return performance.now() - started;
}

/** @param {readonly number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const times = /** @type {Record<string, number>} */ ({});
const started = performance.now();
const store = await open(1);
await asked(store);
times["first"] = performance.now() - started;
await asked(store, visitor);
times["visitor"] = performance.now() - started;
if (image === "with") {
  await store.query(RUNAWAY, { ...visitor, timeoutMs: 300 }).catch(() => undefined);
  times["afterKill"] = await asked(store, visitor);
  await store.close();
  const two = await open(2);
  await two.visitorsReady();
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const calm = [];
  for (let i = 0; i < 300; i += 1) calm.push(await asked(two, visitor));
  times["calm"] = median(calm);
  times["calmMost"] = Math.max(...calm);
  await two.query(RUNAWAY, { ...visitor, timeoutMs: 300 }).catch(() => undefined);
  times["afterKillOfTwo"] = await asked(two, visitor);
  const others = [];
  for (const end = performance.now() + 400; performance.now() < end;) others.push(await asked(two, visitor));
  times["others"] = median(others);
  times["othersMost"] = Math.max(...others);
  await two.close();
} else {
  await store.close();
}
console.log(JSON.stringify(times));
