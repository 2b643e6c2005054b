/**
 * What a description costs over HTTP, as ratios to Koa's empty answer in the same run.
 *
 *   npm run build && node bench/resources.js [--triples 1000000] [--runs 5] [--seconds 3]
 *
 * The service runs as its users run it, `serve` in a process of its own; so does Koa. Autocannon asks with ten
 * connections from this process. Each run asks everything in turn; medians. "Uncached" asks for one school after the
 * other, each once, over all connections; there are more than the service keeps. It begins when the search index, which
 * is built beside the service's first answers, is ready.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import autocannon from "autocannon";
import { BASE, code, generate, observation, observationsIn, schoolsIn } from "./resources/archive.js";

const { values } = parseArgs({
  options: {
    triples: { type: "string", default: "1000000" },
    runs: { type: "string", default: "5" },
    seconds: { type: "string", default: "3" },
    data: { type: "string" },
  },
});
const RUNS = Number(values.runs);
const SECONDS = Number(values.seconds);
const TRIPLES = Number(values.triples);
const CONNECTIONS = 10;
const TURTLE = "text/turtle";

/** @param {readonly string[]} args */
async function start(...args) {
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ONDERWIJSGRAAF_LOG: "warn" },
  });
  const [line] = await once(createInterface(child.stdout), "line");
  const port = /(\d+)(?:\/ |$)/.exec(String(line))?.[1];
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill();
      await once(child, "exit");
    },
  };
}

/**
 * Answers per second; every one must have the status that is meant.
 *
 * @param {string} url @param {string | (() => string)} path or what gives the one of each request
 * @param {Record<string, string>} headers @param {number} status
 */
async function rate(url, path, headers, status) {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: SECONDS,
    headers,
    // A list of paths would be asked by every connection from its beginning, so that nine of ten answers were kept ones.
    requests: [typeof path === "string" ? { path } : { setupRequest: (request) => ({ ...request, path: path() }) }],
  });
  const codes = Object.keys(result.statusCodeStats ?? {});
  if (codes.join() !== String(status) || result.errors > 0) {
    const { errors, timeouts } = result;
    throw new Error(
      `${typeof path === "string" ? path : path()} was answered with ${codes.join()}, not with ${status}; ${errors} errors, ${timeouts} timeouts`,
    );
  }
  return result.requests.total / result.duration;
}

/** Resolves when the search index is built. @param {string} url */
async function searchable(url) {
  while ((await fetch(`${url}/search/suggest?q=basis`)).status === 503) await setTimeout(500);
}

/** @param {readonly number[]} numbers */
function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}

const place = values.data ?? mkdtempSync(join(tmpdir(), "resources-bench-"));
if (values.data === undefined) await generate(place, TRIPLES);
const koa = await start(fileURLToPath(new URL("resources/nothing.js", import.meta.url)));
const service = await start(
  fileURLToPath(new URL("../dist/cli/main.js", import.meta.url)),
  ..."serve --port 0 --base-iri".split(" "),
  BASE,
  "--data",
  place,
);
try {
  const schools = schoolsIn(TRIPLES);
  // In an order that is not that of the index.
  const refs = Array.from({ length: schools }, (_, i) => code((i * 7919) % schools));
  let at = 0;
  /** The next school each time, whoever asks. @param {(ref: string) => string} path */
  const every = (path) => () => path(refs[at++ % schools] ?? "");
  // Of fifty thousand things it is remembered that they are there; these are more.
  const identifiers = [
    ...refs.map((ref) => `/id/vestiging/${ref}`),
    ...Array.from({ length: observationsIn(TRIPLES) }, (_, i) => observation(i)),
  ];
  let redirected = 0;
  const first = `/doc/vestiging/${refs[0]}`;
  // A compressed answer has a tag of its own, and Autocannon asks for none.
  const plain = { headers: { "accept-encoding": "identity" } };
  const etag = (await fetch(`${service.url}${first}.ttl`, plain)).headers.get("etag") ?? "";
  await searchable(service.url);
  /** @type {Record<string, () => Promise<number>>} */
  const asked = {
    "Koa, an empty answer": () => rate(koa.url, "/", {}, 200),
    "Turtle, uncached": () =>
      rate(
        service.url,
        every((ref) => `/doc/vestiging/${ref}.ttl`),
        {},
        200,
      ),
    "Turtle, again": () => rate(service.url, first, { accept: TURTLE }, 200),
    "not modified (304)": () => rate(service.url, first, { accept: TURTLE, "if-none-match": etag }, 304),
    "page, uncached": () =>
      rate(
        service.url,
        every((ref) => `/doc/vestiging/${ref}`),
        { accept: "text/html" },
        200,
      ),
    "page, again": () => rate(service.url, first, { accept: "text/html" }, 200),
    "JSON-LD, uncached": () =>
      rate(
        service.url,
        every((ref) => `/doc/vestiging/${ref}.jsonld`),
        {},
        200,
      ),
    "see other (303), uncached": () =>
      rate(service.url, () => identifiers[redirected++ % identifiers.length] ?? "", { accept: TURTLE }, 303),
    "municipality with 400 schools, again": () => rate(service.url, "/doc/gemeente/0003.ttl", {}, 200),
  };
  /** @type {Map<string, number[]>} */
  const rates = new Map(Object.keys(asked).map((what) => [what, []]));
  for (let run = 0; run < RUNS; run += 1) {
    for (const [what, ask] of Object.entries(asked)) {
      const perSecond = await ask();
      rates.get(what)?.push(perSecond);
      console.error(`${run + 1}/${RUNS} ${what} ${perSecond.toFixed(0)}/s`);
    }
  }
  const nothing = median(rates.get("Koa, an empty answer") ?? []);
  for (const [what, all] of rates) {
    const perSecond = median(all);
    const ratio = `${((100 * perSecond) / nothing).toFixed(1)} %`;
    console.log(`${what.padEnd(38)} ${perSecond.toFixed(0).padStart(6)}/s ${ratio.padStart(8)}`);
  }
} finally {
  await service.stop();
  await koa.stop();
  if (values.data === undefined) rmSync(place, { recursive: true, force: true });
}
