/**
 * Brings an archive to an engine, graph by graph: what it has already is left, what was broken off is gone on with, and
 * each graph is counted before it is believed. The union of all graphs is a graph of its own, made beside the old one,
 * so that the default graph changes at once.
 */
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { fromByteText } from "../../archive/byte-lines.js";
import { currentGraphs } from "../../archive/current-graphs.js";
import type { Manifest } from "../../archive/manifest.js";
import { mergedStatements, statementsOf } from "../../archive/merge-triples.js";
import { StoreUnavailableError } from "../graph-store.js";
import type { ArchiveToLoad } from "../oxigraph/store.js";
import type { Engine } from "./engine.js";
import { markerOf, type Pushed, readPushed, writePushed } from "./pushed.js";

/** Characters sent at once by Graph Store Protocol; some 80,000 statements. */
const GSP_CHUNK = 8 * 1024 * 1024;
/** Virtuoso 7 runs out of memory on an update of 5,000 statements. */
const UPDATE_CHUNK = 128 * 1024;
/** Files read at once: a quarter of the descriptors that a process mostly has. */
const FAN_IN = 256;
/** Characters after which the place is remembered. */
const REMEMBERED = 1024 * 1024;

export interface PushProgress {
  readonly graph: string;
  readonly statements: number;
  readonly of: number;
}

/** IRI of the graph that holds each statement of the archive once; in text order the newest is last. */
export function unionOf(manifest: Manifest): string {
  return `${markerOf(manifest.base)}/${manifest.version}`;
}

/**
 * Pushes what the engine does not have.
 *
 * @param told hears of each chunk that is in
 * @throws {StoreUnavailableError} when the engine refuses, or holds another number of statements than it was given
 */
export async function push(engine: Engine, archive: ArchiveToLoad, told: (at: PushProgress) => void): Promise<void> {
  const { manifest } = archive;
  const graphs = currentGraphs(manifest);
  const pushed = await readPushed(engine, manifest.base);
  const one = new GraphPush(engine, manifest.base, pushed, told);
  for (const each of graphs) {
    const { graph, version } = each;
    await one.bring(graph, version.sha256, version.quads, statementsOf(archive.dir, each));
  }
  const union = unionOf(manifest);
  const total = graphs.reduce((sum, { version }) => sum + version.quads, 0);
  const all = mergedStatements(archive.dir, graphs, { scratch: tmpdir(), fanIn: FAN_IN });
  await one.bring(union, allOf(manifest), total, all, { counted: false });
  await one.forget(new Set(graphs.map(({ graph }) => graph)), union);
}

class GraphPush {
  constructor(
    readonly engine: Engine,
    readonly base: string,
    readonly pushed: Map<string, Pushed>,
    readonly told: (at: PushProgress) => void,
  ) {}

  /** @param of statements; at most these, when `counted` is false: then they are counted on the way */
  async bring(
    graph: string,
    sha256: string,
    of: number,
    triples: AsyncIterable<readonly string[]>,
    { counted = true } = {},
  ): Promise<void> {
    const before = this.pushed.get(graph);
    const same = before?.sha256 === sha256;
    if (same && before.complete) return;
    const there = same ? before.statements : 0;
    if (there === 0) {
      // Remembered first: broken off from here, the graph is no longer what it was.
      await this.#remember(graph, { sha256, statements: 0, complete: false });
      await this.engine.drop(graph);
    }
    const sent = await this.#send(graph, sha256, there, of, triples);
    const expected = counted ? of : sent;
    const found = await this.#count(graph);
    if (found !== expected) {
      await this.#remember(graph, { sha256, statements: 0, complete: false });
      throw new StoreUnavailableError(
        `the engine holds ${found} statements of ${graph}, and was given ${expected}: it dropped or merged some; ` +
          `the graph is pushed again at the next start`,
      );
    }
    await this.#remember(graph, { sha256, statements: sent, complete: true });
  }

  /** Drops what is in the engine and no longer in the archive; the union before the last still answers somebody. */
  async forget(graphs: ReadonlySet<string>, union: string): Promise<void> {
    const before = `${markerOf(this.base)}/`;
    const last = [...this.pushed.keys()].sort().findLast((iri) => iri.startsWith(before) && iri < union);
    const gone = [...this.pushed.keys()].filter((iri) => !graphs.has(iri) && iri !== union && iri !== last);
    for (const graph of gone) {
      await this.engine.drop(graph);
      this.pushed.delete(graph);
    }
    if (gone.length > 0) await writePushed(this.engine, this.base, this.pushed);
  }

  async #send(
    graph: string,
    sha256: string,
    there: number,
    of: number,
    triples: AsyncIterable<readonly string[]>,
  ): Promise<number> {
    const most = this.engine.way === "gsp" ? GSP_CHUNK : UPDATE_CHUNK;
    let sent = 0;
    let chunk: string[] = [];
    let size = 0;
    let sinceRemembered = 0;
    const flush = async (): Promise<void> => {
      if (chunk.length === 0) return;
      await this.engine.add(graph, fromByteText(chunk.join("")));
      sinceRemembered += size;
      chunk = [];
      size = 0;
      this.told({ graph, statements: sent, of });
      if (sinceRemembered < REMEMBERED) return;
      sinceRemembered = 0;
      await this.#remember(graph, { sha256, statements: sent, complete: false });
    };
    for await (const lines of triples) {
      for (const line of lines) {
        sent += 1;
        if (sent <= there) continue;
        chunk.push(line, " .\n");
        size += line.length + 3;
        if (size >= most) await flush();
      }
    }
    await flush();
    return sent;
  }

  async #count(graph: string): Promise<number> {
    const sparql = `SELECT (COUNT(*) AS ?n) WHERE { GRAPH <${graph}> { ?s ?p ?o } }`;
    let text = "";
    for await (const part of await this.engine.ask({ sparql, syntax: "csv", base: this.base })) {
      text += Buffer.from(part).toString();
    }
    return Number(text.split("\r\n")[1]);
  }

  async #remember(graph: string, state: Pushed): Promise<void> {
    this.pushed.set(graph, state);
    await writePushed(this.engine, this.base, this.pushed);
  }
}

/** One hash for the whole archive, as far as queries see it. */
function allOf(manifest: Manifest): string {
  const hash = createHash("sha256");
  for (const { graph, version } of currentGraphs(manifest).sort((a, b) => (a.graph < b.graph ? -1 : 1))) {
    hash.update(`${graph} ${version.sha256}\n`);
  }
  return hash.digest("hex");
}
