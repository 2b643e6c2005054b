/** A set made of several graphs for one query, from the archive's own files, in an engine here (DESIGN §8.1). */
import { graphIri } from "../../archive/graph-name.js";
import type { Manifest } from "../../archive/manifest.js";
import { type GraphStore, QueryRefusedError } from "../graph-store.js";
import type { AnswerLimits } from "../oxigraph/messages.js";
import { type ArchiveToLoad, openOxigraphStore } from "../oxigraph/store.js";
import type { Dataset } from "./dataset.js";

/** Holds the last set: who asks once often asks again. */
export class Scratch {
  #last: { readonly key: string; readonly store: Promise<GraphStore> } | undefined;

  constructor(
    readonly archive: ArchiveToLoad,
    readonly timeoutMs: number,
    readonly maxTriples: number,
    /** What one answer to a visitor may be at most. */
    readonly answer: AnswerLimits,
  ) {}

  /**
   * A store of the graphs of a dataset.
   *
   * @throws {QueryRefusedError} when they hold more statements together than are taken
   */
  async storeOf(dataset: Dataset): Promise<GraphStore> {
    const iris = [...new Set([...dataset.defaultGraphs, ...dataset.namedGraphs])].sort();
    const key = iris.join(" ");
    if (this.#last?.key !== key) {
      const manifest = partOf(this.archive.manifest, new Set(iris));
      const size = Object.values(manifest.graphs).reduce((sum, { current }) => sum + (current?.quads ?? 0), 0);
      if (size > this.maxTriples) {
        throw new QueryRefusedError(
          `the graphs named make a set of up to ${size} statements, and ${this.maxTriples} is the most here; ` +
            `name fewer default graphs, or none, which asks all graphs as one set`,
        );
      }
      const old = this.#last;
      const { timeoutMs, maxTriples, answer } = this;
      const store = openOxigraphStore(
        { manifest, dir: this.archive.dir },
        // Both parts of a dataset may name the same graph.
        { timeoutMs, maxTriples, maxScratchTriples: 2 * maxTriples, answer },
      );
      this.#last = { key, store };
      // What could not be loaded is tried again when it is asked for again.
      store.catch(() => {
        if (this.#last?.key === key) this.#last = undefined;
      });
      void old?.store.then((each) => each.close()).catch(() => undefined);
    }
    return this.#last.store;
  }

  async close(): Promise<void> {
    await this.#last?.store.then((store) => store.close()).catch(() => undefined);
  }
}

function partOf(manifest: Manifest, iris: ReadonlySet<string>): Manifest {
  const wanted = Object.entries(manifest.graphs).filter(([, { path }]) => iris.has(graphIri(manifest.base, path)));
  return { ...manifest, graphs: Object.fromEntries(wanted) };
}
