/** The hostile set of bench/hostile.js in seconds: each attack once, while pages are asked for. */
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { ask, callService, hangUp, largeBody, QUERIES, slowReader } from "../../bench/hostile/attacks.js";
import { listening, startForTest } from "../cli/command.js";
import { folder } from "../folder.js";

async function limited(limits: string): Promise<{ url: string; exited: () => boolean }> {
  const cwd = await folder();
  await writeFile(join(cwd, "onderwijsgraaf.config.yaml"), `limits:\n${limits}`);
  const running = startForTest(["serve", "--samples", "--port", "0", "--data", join(cwd, "data")], { cwd });
  let exited = false;
  running.process.once("exit", () => {
    exited = true;
  });
  return { url: await listening(running), exited: () => exited };
}

describe("a service under attack", () => {
  test("answers every page, refuses or gives up on the rest, and goes on", { timeout: 60_000 }, async () => {
    const { url, exited } = await limited("  querySeconds: 2\n  rows: 1000\n  memoryMb: 64\n");
    let inside = 0;
    const victim = createServer((_, response) => {
      inside += 1;
      response.end();
    }).listen(0, "127.0.0.1");
    onTestFinished(() => void victim.close());
    await once(victim, "listening");
    const loopback = `http://127.0.0.1:${(victim.address() as AddressInfo).port}/`;

    const over = new AbortController();
    const pages: number[] = [];
    const visiting = (async () => {
      while (!over.signal.aborted) {
        const page = await fetch(`${url}doc/instelling/18BR`, { headers: { accept: "text/html" } });
        await page.arrayBuffer();
        pages.push(page.status);
      }
    })();
    const statuses = await Promise.all([
      ...Object.values(QUERIES).map((query) => ask(url, query)),
      callService(url, loopback, false),
      callService(url, loopback, true),
      largeBody(url),
      ...Array.from({ length: 10 }, (_, i) => hangUp(url, 5 + i * 30)),
      ...Array.from({ length: 3 }, () => slowReader(url, 1000)),
    ]);
    over.abort();
    await visiting;

    expect([...new Set(pages)]).toEqual([200]);
    expect(inside).toBe(0);
    expect(exited()).toBe(false);
    const refused = new Set([0, 200, 400, 413, 503, 504]);
    expect(statuses.filter((status) => !refused.has(status))).toEqual([]);
    await expect.poll(() => ask(url, "ASK { ?s ?p ?o }"), { timeout: 20_000 }).toBe(200);
  });

  test("tells of a result of 3M rows how to get at it", { timeout: 60_000 }, async () => {
    const { url } = await limited("  rows: 1000\n");
    const query = encodeURIComponent(QUERIES["3M rows"] ?? "");
    const answer = await fetch(`${url}sparql?query=${query}`, { headers: { accept: "text/csv" } });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(/more than 1000 rows.*LIMIT and OFFSET.*download/);
  });
});
