/** A data folder that the service may not write to: what it would keep there is kept elsewhere, or made anew. */
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folder } from "../folder.js";
import { BASE, ingestFrom } from "../ingest/run.js";
import { mountingIsRefused, mountReadOnly } from "../mount.js";
import { listening, startForTest } from "./command.js";

test.skipIf(mountingIsRefused)(
  "serves pages, queries and downloads, and says once what is not kept",
  async () => {
    const data = await folder();
    const file = join(await folder(), "school.ttl");
    await writeFile(file, '<http://localhost:3000/id/vestiging/16SW03> <http://schema.org/name> "De Wilg" .');
    await ingestFrom(data, [], { graphs: [{ from: file, graph: `${BASE}/graph/eigen/scholen` }] });
    mountReadOnly(data);
    const temporary = await folder();
    const running = startForTest(["serve", "--port", "0", "--data", data], { env: { TMPDIR: temporary } });
    const url = await listening(running);
    const paths = [
      "",
      "catalog.ttl",
      "graph/eigen/scholen.ttl",
      "sparql?default&format=nt",
      `sparql?query=${encodeURIComponent("ASK { ?s ?p ?o }")}`,
    ];
    for (const path of paths) {
      const response = await fetch(url + path);
      expect([path, response.status, (await response.text()).length > 0]).toEqual([path, 200, true]);
    }
    const changes = await fetch(`${url}changes`, { headers: { accept: "text/turtle" } });
    expect([changes.status, await changes.text()]).toEqual([503, expect.stringContaining("may only read its data")]);
    expect(await readdir(temporary)).toHaveLength(1);
    running.process.kill("SIGTERM");
    const { code, stderr } = await running.ended;
    expect(code).toBe(0);
    expect(await readdir(temporary)).toEqual([]);
    expect(stderr.match(/no memory image is kept/g)).toHaveLength(1);
  },
  60_000,
);
