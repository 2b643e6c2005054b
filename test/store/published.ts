/** A published archive with graphs to ask. */
import { onTestFinished } from "vitest";
import { type Archive, openArchive } from "#src/archive/archive.js";
import type { GraphStore } from "#src/store/graph-store.js";
import { openOxigraphStore, type OxigraphOptions } from "#src/store/oxigraph/store.js";
import { BASE, folder, NOW, put } from "../archive/folder.js";

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

export async function archiveOf(graphs: Graphs): Promise<Archive> {
  const archive = await openArchive(await folder(), { base: BASE });
  await publish(archive, graphs);
  return archive;
}

export async function storeOf(graphs: Graphs, options: Partial<OxigraphOptions> = {}): Promise<GraphStore> {
  const store = await openOxigraphStore(await archiveOf(graphs), { timeoutMs: 10_000, ...options });
  onTestFinished(() => store.close());
  return store;
}

/** One number, by a query that counts. */
export async function count(store: GraphStore, sparql: string, more: object = {}): Promise<number> {
  const rows = await store.query(sparql, { syntax: "csv", ...more });
  return Number(rows.split("\r\n")[1]);
}
