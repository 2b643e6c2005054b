/** A data folder of its own for each test, and graphs to put into it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { GraphFile } from "#src/archive/graph-writer.js";
import type { Provenance } from "#src/archive/manifest.js";
import type { Publication } from "#src/archive/publication.js";
import type { Outcome } from "#src/archive/manifest-draft.js";

export const BASE = "http://localhost:3000";
export const NOW = new Date("2026-03-01T12:00:00.500Z");
export const PROVENANCE: Provenance = { source: "duo", run: `${BASE}/id/lading/duo/20260301T120000Z` };

/** An empty folder that is removed when the test is over. */
export async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "archief-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A line of the graph at `path`. */
export function line(path: string, subject: string, object = "x"): string {
  return `<${BASE}/id/${subject}> <http://schema.org/name> ${JSON.stringify(object)} <${BASE}${path}> .\n`;
}

/** A line of a graph as the statement that a writer takes. */
export function triple(quad: string): string {
  return quad.replace(/ <[^>]*> \.\n$/, "");
}

export async function writeGraph(publication: Publication, path: string, lines: Iterable<string>): Promise<GraphFile> {
  const writer = publication.graphWriter(path);
  for (const each of lines) await writer.write(triple(each));
  return writer.close();
}

/** Writes a graph and takes it into the publication. */
export async function put(
  publication: Publication,
  path: string,
  lines: Iterable<string>,
  asCurrent = true,
): Promise<Outcome> {
  const file = await writeGraph(publication, path, lines);
  return publication.setGraph(path, { title: path, rank: 10, provenance: PROVENANCE }, file, { asCurrent });
}

export async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** Sorted by UTF-8 bytes, each once: the slow, obvious way. */
export function reference(lines: readonly string[]): string {
  return [...new Set(lines.map((each) => Buffer.from(each).toString("utf8")))]
    .map((each) => Buffer.from(each))
    .sort((a, b) => a.compare(b))
    .join("");
}
