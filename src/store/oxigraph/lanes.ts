/**
 * Two engines of one archive: one for the questions of the service itself, and one for those of its visitors, whose
 * runaway queries then keep no page waiting (DESIGN §8.19).
 */
import type { GraphStore, QueryOptions } from "../graph-store.js";
import { type ArchiveToLoad, openOxigraphStore, type OxigraphOptions } from "./store.js";

/**
 * Opens the store of a service. It is ready when the engine for its own questions is; the other is loaded after it, and
 * until then visitors are answered by the first.
 *
 * @throws {StoreUnavailableError} when there is too much to hold, or it cannot be loaded
 */
export async function openOxigraphLanes(archive: ArchiveToLoad, options: OxigraphOptions): Promise<LanedStore> {
  return new Lanes(await openOxigraphStore(archive, options), openOxigraphStore(archive, options));
}

/** A store whose visitors have an engine of their own, once `separated` resolves. */
export interface LanedStore extends GraphStore {
  readonly separated: Promise<unknown>;
}

class Lanes implements LanedStore {
  readonly #own: GraphStore;
  readonly separated: Promise<GraphStore | undefined>;
  #visitors: GraphStore;

  constructor(own: GraphStore, visitors: Promise<GraphStore>) {
    this.#own = own;
    this.#visitors = own;
    // When it cannot be loaded, the first goes on answering all.
    this.separated = visitors.then(
      (store) => (this.#visitors = store),
      () => undefined,
    );
  }

  get archiveVersion(): string {
    return this.#own.archiveVersion;
  }

  query(sparql: string, options: QueryOptions): Promise<string> {
    return this.#laneOf(options).query(sparql, options);
  }

  stream(sparql: string, options: QueryOptions): Promise<AsyncIterable<Uint8Array>> {
    return this.#laneOf(options).stream(sparql, options);
  }

  #laneOf(options: QueryOptions): GraphStore {
    return options.fromVisitor === true ? this.#visitors : this.#own;
  }

  async close(): Promise<void> {
    await this.#own.close();
    await (await this.separated)?.close();
  }
}
