/** Running an ingest on small files in a folder of its own, and looking at what came of it. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Manifest } from "#src/archive/manifest.js";
import { ingest as ingestSources, type IngestOptions } from "#src/ingest/ingest.js";
import type { IngestReport, Progress } from "#src/ingest/report.js";
import type { DuoRequest, SourceRequest } from "#src/ingest/source-requests.js";

export const BASE = "http://localhost:3000";
export const LOCATIONS = "/graph/duo/03-alle-vestigingen-basisonderwijs";

/** Progress that nobody watches; the notes are kept. */
export function silent(notes: string[] = []): Progress {
  return { start() {}, begin() {}, rows() {}, end() {}, note: (text) => void notes.push(text) };
}

/** Words about DUO itself, beside those of any ingest. */
export type Words = Partial<IngestOptions> & Pick<DuoRequest, "dataset" | "licence" | "all">;

/** Ingests DUO into `dir`, at noon of the first day of March 2026 unless another moment is given. */
export function ingest(dir: string, from: string | undefined, words: Words = {}): Promise<IngestReport> {
  const { dataset, licence, all, ...options } = words;
  const request: DuoRequest = {
    source: "duo",
    ...(from === undefined ? {} : { from }),
    ...(dataset === undefined ? {} : { dataset }),
    ...(licence === undefined ? {} : { licence }),
    ...(all === undefined ? {} : { all }),
  };
  return ingestSources({
    base: BASE,
    dataDir: dir,
    sources: [request],
    now: new Date("2026-03-01T12:00:00.250Z"),
    progress: silent(),
    ...options,
  });
}

/** Ingests these sources in one run. */
export function ingestFrom(
  dir: string,
  sources: readonly SourceRequest[],
  options: Partial<IngestOptions> = {},
): Promise<IngestReport> {
  return ingestSources({
    base: BASE,
    dataDir: dir,
    sources,
    now: new Date("2026-03-01T12:00:00.250Z"),
    progress: silent(),
    ...options,
  });
}

/** Everything that `raw/` holds, as text. */
export async function rawText(dir: string): Promise<string> {
  const names = await readdir(join(dir, "raw"), { recursive: true }).catch(() => []);
  const files = names.filter((name) => name.endsWith(".gz"));
  const texts = await Promise.all(
    files.map(async (name) => gunzipSync(await readFile(join(dir, "raw", name))).toString()),
  );
  return texts.join("\n");
}

export function manifestText(dir: string): Promise<string> {
  return readFile(join(dir, "manifest.json"), "utf8");
}

export async function manifestOf(dir: string): Promise<Manifest> {
  return JSON.parse(await manifestText(dir)) as Manifest;
}

/** The lines of a graph: of its current version, or of the older one of an edition. */
export async function linesOf(dir: string, path: string, edition?: string): Promise<string[]> {
  const entry = (await manifestOf(dir)).graphs[path];
  const older = entry?.older.find((version) => version.provenance.edition === edition);
  const version = edition === undefined ? entry?.current : older;
  if (version === undefined) return [];
  const bytes = await readFile(join(dir, version.file));
  const text = (version.file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
  return text.split("\n").filter((line) => line !== "");
}

/** The lines about one thing, its path under the base given, as `<predicate> object`. */
export async function about(dir: string, graph: string, thing: string): Promise<string[]> {
  const start = `<${BASE}${thing}> `;
  const end = ` <${BASE}${graph}> .`;
  const lines = (await linesOf(dir, graph)).filter((line) => line.startsWith(start));
  return lines.map((line) => line.slice(start.length, -end.length));
}

/** IRIs of the things of a type, their base cut off. */
export async function typed(dir: string, graph: string, type: string, edition?: string): Promise<string[]> {
  const is = `> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${BASE}/def/${type}> `;
  const lines = (await linesOf(dir, graph, edition)).filter((line) => line.includes(is));
  return lines.map((line) => line.slice(`<${BASE}`.length, line.indexOf(">")));
}
