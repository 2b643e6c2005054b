/**
 * The engine in its own thread. It is synchronous, and some queries kill it for good (DESIGN §4): so nothing else lives
 * in this thread, and whoever started it ends it when a query takes too long.
 */
import { parentPort, workerData } from "node:worker_threads";
import oxigraph from "oxigraph";
import { isAbsoluteIri } from "../../rdf/iri.js";
import { QueryRefusedError, QuerySyntaxError } from "../graph-store.js";
import { bytesToReserve, tripleChunks } from "./load.js";
import type { FailureKind, Question, WorkerMessage, WorkerTask } from "./messages.js";
import { checkQuery } from "./query-guard.js";
import { type QueryHead, readHead } from "./query-head.js";

const LOADING = { format: "nt", lenient: true, no_transaction: true } as const;
/** Answers longer than this are transferred as bytes. */
const LONG = 2_000_000;

type Node = ReturnType<typeof oxigraph.namedNode>;
interface Dataset {
  readonly default_graph: Node[];
  readonly named_graphs: Node[];
}

class Engine {
  readonly #store = new oxigraph.Store();
  /** The last set that was made of several graphs: who asks once often asks again. */
  #scratch: { readonly key: string; readonly store: InstanceType<typeof oxigraph.Store> } | undefined;
  readonly #sizes: ReadonlyMap<string, number>;

  constructor(readonly task: WorkerTask) {
    this.#sizes = new Map(task.graphs.map(({ graph, version }) => [graph, version.quads]));
  }

  async load(): Promise<void> {
    this.#reserve([...this.#sizes.values()].reduce((sum, quads) => sum + quads, 0));
    for (const { graph, version } of this.task.graphs) {
      const name = oxigraph.namedNode(graph);
      for await (const triples of tripleChunks(this.task.dir, version, graph)) {
        this.#store.load(triples, { ...LOADING, to_graph_name: name });
        this.#store.load(triples, LOADING);
      }
    }
  }

  answer(question: Question): string {
    checkQuery(question.sparql);
    const head = readHead(question.sparql, question.baseIri);
    checkForm(head, question);
    const asked = askedDataset(head, question);
    const options = {
      results_format: question.syntax,
      ...(question.baseIri === undefined ? {} : { base_iri: question.baseIri }),
    };
    if (asked === undefined) return String(this.#store.query(question.sparql, options));
    if (asked.default_graph.length < 2) return String(this.#store.query(question.sparql, { ...options, ...asked }));
    // The engine counts a triple once for each graph it is in; a default graph is a set (SPARQL 1.1 §13.1).
    const dataset = { default_graph: oxigraph.defaultGraph(), named_graphs: asked.named_graphs };
    return String(this.#scratchFor(asked).query(question.sparql, { ...options, ...dataset }));
  }

  /** Makes the memory of the engine as large as it will have to be, by an input that is refused at its first byte. */
  #reserve(statements: number): void {
    try {
      new oxigraph.Store().load(new Uint8Array(bytesToReserve(statements)), { format: "nt", no_transaction: true });
    } catch {
      // Refused, as meant; or there is not so much memory, which loading will find out.
    }
  }

  #scratchFor({ default_graph, named_graphs }: Dataset): InstanceType<typeof oxigraph.Store> {
    const key = JSON.stringify([default_graph, named_graphs].map((graphs) => graphs.map((g) => g.value).sort()));
    if (this.#scratch?.key === key) return this.#scratch.store;
    const size = [...default_graph, ...named_graphs].reduce((sum, g) => sum + (this.#sizes.get(g.value) ?? 0), 0);
    if (size > this.task.maxScratch) {
      throw new QueryRefusedError(
        `the graphs named make a set of up to ${size} statements, and ${this.task.maxScratch} is the most here; ` +
          `name fewer default graphs, or none, which asks all graphs as one set`,
      );
    }
    free(this.#scratch?.store);
    this.#scratch = undefined;
    const store = new oxigraph.Store();
    for (const graph of default_graph) this.#copy(graph, store, oxigraph.defaultGraph());
    for (const graph of named_graphs) this.#copy(graph, store, graph);
    this.#scratch = { key, store };
    return store;
  }

  #copy(
    from: Node,
    store: InstanceType<typeof oxigraph.Store>,
    to: Node | ReturnType<typeof oxigraph.defaultGraph>,
  ): void {
    const text = this.#store.dump({ format: "nt", from_graph_name: from });
    store.load(text, { ...LOADING, to_graph_name: to });
  }
}

function checkForm(head: QueryHead, { syntax }: Question): void {
  if (head.form === undefined) return;
  const graph = head.form === "construct" || head.form === "describe";
  if (graph === (syntax === "nt")) return;
  throw new QuerySyntaxError(
    graph
      ? `${head.form.toUpperCase()} answers with triples, which cannot be written as SPARQL results in ${syntax}`
      : `${head.form.toUpperCase()} answers with SPARQL results, which cannot be written as triples`,
  );
}

/** The dataset of protocol or query; `undefined` where neither names one, and where the engine takes it from the query. */
function askedDataset(head: QueryHead, question: Question): Dataset | undefined {
  const byProtocol = question.defaultGraphs !== undefined || question.namedGraphs !== undefined;
  if (!byProtocol && head.defaultGraphs.length < 2) return undefined;
  const from = byProtocol ? question : head;
  return { default_graph: nodes(from.defaultGraphs), named_graphs: nodes(from.namedGraphs) };
}

function nodes(iris: readonly string[] = []): Node[] {
  return [...new Set(iris)].map((iri) => {
    if (!isAbsoluteIri(iri)) throw new QuerySyntaxError(`"${iri}" cannot name a graph: it is not an absolute IRI`);
    return oxigraph.namedNode(iri);
  });
}

/** Gives memory back at once: this thread seldom rests, and a collector would come late. */
function free(store: object | undefined): void {
  if (store !== undefined && "free" in store && typeof store.free === "function") store.free();
}

function failureOf(error: unknown): { failure: FailureKind; message: string } {
  if (error instanceof QuerySyntaxError) return { failure: "syntax", message: error.message };
  if (error instanceof QueryRefusedError) return { failure: "refused", message: error.message };
  // A trap, or a stack that overflowed, leaves the engine in an unknown state.
  if (!(error instanceof Error) || error.constructor !== Error) return { failure: "engine", message: String(error) };
  const { message } = error;
  return { failure: message.startsWith("error at ") ? "syntax" : "refused", message };
}

function reply(question: Question, engine: Engine): void {
  let message: WorkerMessage;
  try {
    const text = engine.answer(question);
    message = text.length < LONG ? { kind: "text", text } : { kind: "bytes", bytes: new TextEncoder().encode(text) };
  } catch (error) {
    message = { kind: "failure", ...failureOf(error) };
  }
  say(message, message.kind === "bytes" ? [message.bytes.buffer as ArrayBuffer] : []);
}

function say(message: WorkerMessage, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

const engine = new Engine(workerData as WorkerTask);
try {
  await engine.load();
  parentPort?.on("message", (question: Question) => reply(question, engine));
  say({ kind: "ready" });
} catch (error) {
  say({ kind: "broken", message: error instanceof Error ? error.message : String(error) });
}
