/** The engine in a thread of its own: the store that lies in its memory, and what it answers. */
import { type InitOutput, type Store as EngineStore, defaultGraph, initSync, namedNode, Store } from "oxigraph/web.js";
import { ImageUnusableError, restoreImage, saveImage } from "./memory-image.js";
import { QueryRefusedError, ResultTooLargeError } from "../graph-store.js";
import { askedDataset, type Dataset } from "./asked-dataset.js";
import { LOADING } from "./loading.js";
import type { AnswerLimits, ImageFile, Question, WorkerTask } from "./messages.js";
import { checkForm, readHead } from "../query-check/query-head.js";
import { checkQuery } from "../query-check/query-scan.js";
import { rowsIn, withRowLimit } from "./row-limit.js";

/**
 * Asked of an engine that was restored: its random state is that of the image, so that every engine would give the same
 * UUID(), RAND() and blank nodes. The generator takes a new seed from the system after 64 KiB of output (the engine's
 * `rand::ThreadRng`); these are 5000 draws of 16 bytes.
 */
const DRAW = `SELECT (COUNT(?u) AS ?n) { VALUES ?a { ${"0 ".repeat(100)}} VALUES ?b { ${"0 ".repeat(50)}} BIND(UUID() AS ?u) }`;

/** Graphs that are looked into after restoring, and statements that are counted of the smallest. */
const MOST_VERIFIED = 100;
const MOST_COUNTED = 1000;

export class Engine {
  readonly #wasm: InitOutput;
  /** Made when it is loaded or restored: one made before would be freed by its finaliser in memory that is another's. */
  #loaded: EngineStore | undefined;
  /** The last set that was made of several graphs: who asks once often asks again. */
  #scratch: { readonly key: string; readonly store: EngineStore } | undefined;
  readonly #sizes: ReadonlyMap<string, number>;

  constructor(
    module: WebAssembly.Module,
    readonly task: WorkerTask,
  ) {
    this.#wasm = initSync({ module });
    this.#sizes = new Map(task.graphs.map(({ graph, version }) => [graph, version.quads]));
  }

  get #store(): EngineStore {
    if (this.#loaded === undefined) throw new Error("the engine was asked before it was loaded");
    return this.#loaded;
  }

  /** Bytes of memory that it holds; they never become fewer. */
  get memory(): number {
    return this.#wasm.memory.buffer.byteLength;
  }

  /** Reads the graph files. @throws {Error} naming the file that is missing or damaged */
  async load(): Promise<void> {
    // Only here: an engine that is restored is there sooner without the archive's code.
    const { bytesToReserve, tripleChunks, unreadable } = await import("./load.js");
    this.#loaded = new Store();
    this.#reserve(bytesToReserve([...this.#sizes.values()].reduce((sum, quads) => sum + quads, 0)));
    for (const { graph, version } of this.task.graphs) {
      const name = namedNode(graph);
      for await (const { bytes, before } of tripleChunks(this.task.dir, version, graph)) {
        try {
          this.#store.load(bytes, { ...LOADING, to_graph_name: name });
          this.#store.load(bytes, LOADING);
        } catch (error) {
          throw unreadable(this.task.dir, version, before, error);
        }
      }
    }
  }

  /** @throws {Error} when it cannot be written */
  save(image: ImageFile): void {
    saveImage(image.path, image.key, this.#wasm, pointerOf(this.#store));
  }

  /** Takes its memory from an image. @throws {ImageUnusableError} when it is not what it should be */
  async restore(image: NonNullable<WorkerTask["restoreFrom"]>): Promise<void> {
    const pointer = await restoreImage(image.path, image.key, this.#wasm, image.check);
    // A wrapper around the store that lies in the memory now.
    this.#loaded = Object.assign(Object.create(Store.prototype) as EngineStore, { __wbg_ptr: pointer });
    try {
      this.#verify();
      this.#store.query(DRAW, { results_format: "csv" });
    } catch (error) {
      throw new ImageUnusableError(`the store in it does not answer (${String(error)})`, { cause: error });
    }
  }

  /**
   * @throws {QuerySyntaxError | QueryRefusedError | ResultTooLargeError} when it is not answered
   * @throws {WebAssembly.RuntimeError} or another when the engine broke, and must not be asked again
   */
  answer(question: Question): string {
    checkQuery(question.sparql);
    const head = readHead(question.sparql, question.baseIri);
    checkForm(head, question.syntax);
    const { limits, syntax } = question;
    const sparql =
      limits !== undefined && head.form === "select" ? withRowLimit(question.sparql, limits.rows + 1) : question.sparql;
    const asked = askedDataset(head, question);
    const options = {
      results_format: syntax,
      ...(question.baseIri === undefined ? {} : { base_iri: question.baseIri }),
    };
    let text: string;
    try {
      text = this.#ask(sparql, options, asked);
    } catch (error) {
      // Where it is wrong is to be told of the query as it was sent: parsed once more, over nothing.
      if (sparql !== question.sparql && isSyntaxError(error)) parse(question.sparql, options);
      throw error;
    }
    if (limits !== undefined) checkSize(text, question, limits);
    return text;
  }

  #ask(sparql: string, options: object, asked: Dataset | undefined): string {
    if (asked === undefined) return String(this.#store.query(sparql, options));
    if (asked.default_graph.length < 2) return String(this.#store.query(sparql, { ...options, ...asked }));
    // The engine counts a triple once for each graph it is in; a default graph is a set (SPARQL 1.1 §13.1).
    const dataset = { default_graph: defaultGraph(), named_graphs: asked.named_graphs };
    return String(this.#scratchFor(asked).query(sparql, { ...options, ...dataset }));
  }

  /** Whether each graph has a statement, and the smallest as many as were loaded, as far as counting them is quick. */
  #verify(): void {
    const graphs = this.task.graphs.filter(({ version }) => version.quads > 0);
    graphs.sort((one, other) => one.version.quads - other.version.quads);
    for (const [index, { graph, version }] of graphs.slice(0, MOST_VERIFIED).entries()) {
      const most = index === 0 ? MOST_COUNTED : 1;
      const rows = `SELECT (COUNT(*) AS ?n) { { SELECT * { ?s ?p ?o } LIMIT ${most} } }`;
      const text = String(this.#store.query(rows, { default_graph: namedNode(graph), results_format: "csv" }));
      const wanted = Math.min(version.quads, most);
      if (Number(text.split("\r\n")[1]) !== wanted)
        throw new Error(`it does not hold ${wanted} statements of ${graph}`);
    }
  }

  /** Makes the memory of the engine as large as it will have to be, by an input that is refused at its first byte. */
  #reserve(bytes: number): void {
    try {
      new Store().load(new Uint8Array(bytes), { format: "nt", no_transaction: true });
    } catch {
      // Refused, as meant; or there is not so much memory, which loading will find out.
    }
  }

  #scratchFor({ default_graph, named_graphs }: Dataset): EngineStore {
    const key = JSON.stringify([default_graph, named_graphs].map((graphs) => graphs.map((g) => g.value).sort()));
    if (this.#scratch?.key === key) return this.#scratch.store;
    const size = [...default_graph, ...named_graphs].reduce((sum, g) => sum + (this.#sizes.get(g.value) ?? 0), 0);
    if (size > this.task.maxScratch) {
      throw new QueryRefusedError(
        `the graphs named make a set of up to ${size} statements, and ${this.task.maxScratch} is the most here; ` +
          `name fewer default graphs, or none, which asks all graphs as one set`,
      );
    }
    // At once: this thread seldom rests, and a collector would come late.
    free(this.#scratch?.store);
    this.#scratch = undefined;
    const store = new Store();
    for (const graph of default_graph) this.#copy(graph, store, defaultGraph());
    for (const graph of named_graphs) this.#copy(graph, store, graph);
    this.#scratch = { key, store };
    return store;
  }

  #copy(
    from: ReturnType<typeof namedNode>,
    store: EngineStore,
    to: ReturnType<typeof namedNode> | ReturnType<typeof defaultGraph>,
  ): void {
    const text = this.#store.dump({ format: "nt", from_graph_name: from });
    store.load(text, { ...LOADING, to_graph_name: to });
  }
}

function free(store: EngineStore | undefined): void {
  if (store !== undefined && "free" in store && typeof store.free === "function") store.free();
}

/** Where a store is in the memory: the field that wasm-bindgen keeps it in. */
function pointerOf(store: EngineStore): number {
  return (store as unknown as { readonly __wbg_ptr: number }).__wbg_ptr;
}

/** @throws {Error} when the query cannot be read, at its own place in it */
function parse(sparql: string, options: object): void {
  const nothing = new Store();
  try {
    nothing.query(sparql, options);
  } finally {
    free(nothing);
  }
}

/** Whether the engine could not read a query: it says where, and its other errors do not. */
export function isSyntaxError(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("error at ");
}

function checkSize(text: string, { syntax }: Question, limits: AnswerLimits): void {
  // A row takes two characters at least, so that a short text need not be counted.
  const rows = text.length > 2 * limits.rows ? rowsIn(text, syntax) : 0;
  const what = syntax === "nt" ? "triples" : "rows";
  if (rows > limits.rows) throw tooLarge(`more than ${limits.rows} ${what}`);
  const bytes = text.length > limits.bytes / 3 ? Buffer.byteLength(text) : 0;
  if (bytes > limits.bytes) throw tooLarge(`${bytes} bytes, and ${limits.bytes} is the most at once`);
}

function tooLarge(what: string): ResultTooLargeError {
  return new ResultTooLargeError(`the answer has ${what}; ${INSTEAD}`);
}

/** What to do when an answer is too large. */
export const INSTEAD = "ask for it in pages (ORDER BY with LIMIT and OFFSET), or download the graphs";
