/** Ingesting the three education sources in any order gives the same archive, byte for byte, apart from run times. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packagePath } from "#src/package/package-files.js";
import type { SourceName, SourceRequest } from "#src/ingest/source-requests.js";
import { folder } from "../folder.js";
import { ingestFrom } from "./run.js";

function samplesOf(source: SourceName): SourceRequest {
  const from = packagePath("samples", source);
  return source === "duo" ? { source, from } : { source, from, env: {} };
}

/** Stamps of runs, and the days and moments made of them, are run times. */
function withoutTimes(text: string): string {
  return text
    .replaceAll(/2027\d{4}T\d{6}Z/g, "RUN")
    .replaceAll(/2027-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, "MOMENT")
    .replaceAll(/2027-\d\d-\d\d/g, "DAY");
}

/** All of an archive: path without run times → content, hashes of files with run times left out. */
async function contentOf(dir: string): Promise<Record<string, string>> {
  const names = await readdir(dir, { recursive: true, withFileTypes: true });
  const content: Record<string, string> = {};
  for (const entry of names) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(dir.length + 1);
    if (!entry.isFile() || /^(?:lock|runs\.jsonl)$|\.gz$/.test(name)) continue;
    const text = withoutTimes(await readFile(path, "utf8"));
    // A graph with run times in it is sorted by them, and says as much of three runs as of one.
    const isTimed = name.startsWith("graphs/meta/");
    content[withoutTimes(name)] = isTimed ? [...new Set(text.split("\n"))].toSorted().join("\n") : text;
  }
  const manifest = JSON.parse(content["manifest.json"] ?? "{}") as {
    graphs: Record<string, { current: { sha256?: string; quads?: number; bytes?: number } }>;
  };
  for (const [path, entry] of Object.entries(manifest.graphs)) {
    if (!path.startsWith("/graph/meta")) continue;
    for (const key of ["sha256", "quads", "bytes"] as const) delete entry.current[key];
  }
  return { ...content, "manifest.json": JSON.stringify(manifest, null, 1) };
}

async function archiveOf(runs: readonly (readonly SourceName[])[]): Promise<Record<string, string>> {
  const dir = await folder();
  for (const [index, sources] of runs.entries()) {
    await ingestFrom(dir, sources.map(samplesOf), { now: new Date(Date.UTC(2027, 0, 1 + index)) });
  }
  return contentOf(dir);
}

test.each<{ runs: SourceName[][] }>([
  { runs: [["onderwijsloket"], ["edu-v"], ["duo"]] },
  { runs: [["edu-v"], ["duo"], ["onderwijsloket"]] },
  { runs: [["onderwijsloket", "edu-v"], ["duo"]] },
  { runs: [["duo", "edu-v", "onderwijsloket"]] },
])("$runs gives the archive of duo, edu-v, onderwijsloket", async ({ runs }) => {
  const expected = await archiveOf([["duo"], ["edu-v"], ["onderwijsloket"]]);
  const given = await archiveOf(runs);
  expect(Object.keys(given).toSorted()).toEqual(Object.keys(expected).toSorted());
  for (const [name, content] of Object.entries(expected)) expect([name, given[name]]).toEqual([name, content]);
});
