/**
 * The hostile set beside ordinary clients: no ordinary request may fail, the p99 of a resource page stays under a second
 * or ten times that of a bare Koa answer beside it, memory returns, and the process is the same at the end.
 *
 *   npm run build && node bench/hostile.js [--minutes 1] [--clients 50]
 *
 * Serves the samples. Needs /proc, for the memory.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ask, callService, hangUp, largeBody, QUERIES, slowReader } from "./hostile/attacks.js";
import { residentMb, startServer } from "./hostile/processes.js";

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "1" }, clients: { type: "string", default: "50" } },
});
const end = performance.now() + Number(values.minutes) * 60_000;
const going = () => performance.now() < end;
const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {readonly number[]} times @param {number} part */
function quantile(times, part) {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * part)] ?? Number.NaN;
}

const PAGES = [
  ["doc/instelling/18BR", "text/html"],
  ["doc/instelling/18BR", "text/turtle"],
  ["id/instelling/18BR", "application/ld+json"],
  ["doc/instelling/18BR.ttl", "*/*"],
];
const dir = mkdtempSync(join(tmpdir(), "onderwijsgraaf-bench-"));
const service = await startServer("../../dist/cli/main.js", "serve", "--samples", "--port", "0", "--data", dir);
const bare = await startServer("bare.js");
let inside = 0;
const victim = createServer((_, response) => {
  inside += 1;
  response.end();
}).listen(0, "127.0.0.1");
let exited = false;
service.child.once("exit", () => (exited = true));
try {
  await wait(2000);
  await Promise.all(PAGES.map(([path = ""]) => fetch(service.url + path)));
  const before = residentMb(service.child);
  let most = before;
  const times = { page: /** @type {number[]} */ ([]), bare: /** @type {number[]} */ ([]) };
  const failures = /** @type {string[]} */ ([]);

  /** @param {number} client */
  const ordinary = async (client) => {
    for (let turn = client; going(); turn += 1) {
      const [path = "", accept = ""] = PAGES[turn % PAGES.length] ?? [];
      const started = performance.now();
      try {
        const answer = await fetch(service.url + path, { headers: { accept } });
        await answer.arrayBuffer();
        if (answer.status !== 200) failures.push(`${path} as ${accept}: ${answer.status}`);
      } catch (error) {
        failures.push(`${path}: ${error}`);
      }
      times.page.push(performance.now() - started);
      const begun = performance.now();
      await (await fetch(bare.url)).arrayBuffer();
      times.bare.push(performance.now() - begun);
      await wait(100 + Math.random() * 200);
    }
  };
  const outcomes = /** @type {Record<string, Record<string, number>>} */ ({});
  const inTurn = async (/** @type {[string, () => Promise<number>][]} */ attacks) => {
    for (let turn = 0; going(); turn += 1) {
      const [name, attack] = attacks[turn % attacks.length] ?? ["", async () => 0];
      const status = String(await Promise.race([attack(), wait(40_000).then(() => -1)]));
      const seen = (outcomes[name] ??= {});
      seen[status] = (seen[status] ?? 0) + 1;
    }
  };
  const loopback = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (victim.address()).port}/`;
  const queries = Object.entries(QUERIES).map(
    ([name, query]) => /** @type {[string, () => Promise<number>]} */ ([name, () => ask(service.url, query)]),
  );
  const half = queries.length >> 1;
  const watching = setInterval(() => (most = Math.max(most, residentMb(service.child))), 500);
  await Promise.all([
    ...Array.from({ length: Number(values.clients) }, (_, client) => ordinary(client)),
    inTurn(queries),
    inTurn([...queries.slice(half), ...queries.slice(0, half)]),
    inTurn([
      ["SERVICE", () => callService(service.url, loopback, false)],
      ["SERVICE SILENT", () => callService(service.url, loopback, true)],
      ["hanging up at once", () => hangUp(service.url, 5)],
      ["hanging up later", () => hangUp(service.url, 1500)],
      ["100 MB", () => largeBody(service.url)],
    ]),
    ...Array.from({ length: 5 }, () => inTurn([["slow readers", () => slowReader(service.url, 20_000)]])),
  ]);
  clearInterval(watching);
  // Engines that grew are replaced when nobody asks; what the last slow readers held is let go.
  await wait(20_000);
  const after = residentMb(service.child);
  const [page, plain] = [quantile(times.page, 0.99), quantile(times.bare, 0.99)];
  console.log(JSON.stringify(outcomes, undefined, 1));
  console.log(`ordinary requests: ${times.page.length}, failed: ${failures.length} ${failures.slice(0, 5).join("; ")}`);
  console.log(
    `page: median ${quantile(times.page, 0.5).toFixed(1)} ms, p99 ${page.toFixed(0)} ms; bare Koa: median ${quantile(times.bare, 0.5).toFixed(1)} ms, p99 ${plain.toFixed(0)} ms`,
  );
  console.log(
    `memory: ${before.toFixed(0)} MB before, ${most.toFixed(0)} at most, ${after.toFixed(0)} after; requests to the inside: ${inside}; restarted: ${exited}`,
  );
  const sound =
    failures.length === 0 && page < Math.max(1000, 10 * plain) && inside === 0 && !exited && after < before * 1.5 + 300;
  console.log(sound ? "it held" : "IT DID NOT HOLD");
  process.exitCode = sound ? 0 : 1;
} finally {
  service.child.kill();
  bare.child.kill();
  victim.close();
  rmSync(dir, { recursive: true, force: true });
}
