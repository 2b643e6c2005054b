/** A published archive with graphs to ask. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Archive, openArchive } from "#src/archive/archive.js";
import type { GraphStore } from "#src/store/graph-store.js";
import { openOxigraphStore, type OxigraphOptions } from "#src/store/oxigraph/store.js";
import { BASE, folder, NOW, put } from "../archive/folder.js";
import { sharedInFile } from "../shared-in-file.js";

/** Graph path → triples, without graph and full stop: `<s> <p> "o"`. */
export type Graphs = Readonly<Record<string, readonly string[]>>;

export async function publish(archive: Archive, graphs: Graphs): Promise<void> {
  const publication = await archive.begin(NOW);
  for (const [path, triples] of Object.entries(graphs)) {
    await put(
      publication,
      path,
      triples.map((triple) => `${triple} <${BASE}${path}> .\n`),
    );
  }
  await publication.commit();
}

export async function archiveOf(graphs: Graphs, dir?: string): Promise<Archive> {
  const archive = await openArchive(dir ?? (await folder()), { base: BASE });
  await publish(archive, graphs);
  return archive;
}

export async function storeOf(graphs: Graphs, options: Partial<OxigraphOptions> = {}): Promise<GraphStore> {
  const store = await openOxigraphStore(await archiveOf(graphs), { timeoutMs: 10_000, ...options });
  onTestFinished(() => store.close());
  return store;
}

/** One store for all tests of a file that only ask it, and ask nothing that breaks it. */
export function storeOfFile(graphs: Graphs, options: Partial<OxigraphOptions> = {}): () => Promise<GraphStore> {
  return sharedInFile(async (ended) => {
    const dir = await mkdtemp(join(tmpdir(), "archief-"));
    ended(() => rm(dir, { recursive: true, force: true }));
    const store = await openOxigraphStore(await archiveOf(graphs, dir), { timeoutMs: 10_000, ...options });
    ended(() => store.close());
    return store;
  });
}

/** One number, by a query that counts. */
export async function count(store: GraphStore, sparql: string, more: object = {}): Promise<number> {
  const rows = await store.query(sparql, { syntax: "csv", ...more });
  return Number(rows.split("\r\n")[1]);
}
