/** A service over graphs that were put there as `ingest rdf --from FILE --graph IRI` puts them, all in one run. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { listening, type Running, start } from "../cli/command.js";
import { BASE, ingestFrom } from "../ingest/run.js";

export interface Served {
  /** Asks the service; `target` is a path and query, sent as they are. Redirects are not followed. */
  ask(target: string, init?: RequestInit): Promise<Response>;
}

/** Starts it for the tests of a file. @param graphs IRI → Turtle */
export function servedForFile(graphs: Readonly<Record<string, string>>): Served {
  let dir = "";
  let running: Running | undefined;
  let url = "";
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "onderwijsgraaf-"));
    const data = join(dir, "data");
    const requests = Object.entries(graphs).map(async ([graph, turtle], i) => {
      const from = join(dir, `${i}.ttl`);
      await writeFile(from, turtle);
      return { from, graph };
    });
    const { files } = await ingestFrom(data, [], { graphs: await Promise.all(requests) });
    if (files.some(({ outcome }) => outcome !== "current")) throw new Error(`not ingested: ${JSON.stringify(files)}`);
    running = start(["serve", "--port", "0", "--base-iri", BASE, "--data", data]);
    url = await listening(running);
  });
  afterAll(async () => {
    running?.process.kill("SIGTERM");
    await running?.ended;
    await rm(dir, { recursive: true, force: true });
  });
  return { ask: (target, init = {}) => fetch(new URL(target, url), { redirect: "manual", ...init }) };
}
