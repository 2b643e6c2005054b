/** What is done with an engine: a query asked, a graph dropped, triples added. */
import { StoreUnavailableError, type ResultSyntax } from "../graph-store.js";
import { acceptFor, checkAnswer, translated } from "./answer.js";
import { abandon, Connection, drained, type EngineAnswer, shown } from "./connection.js";
import { type Dataset, datasetParameters } from "./dataset.js";
import type { PushWay, RemoteSettings } from "./settings.js";

const FORM = "application/x-www-form-urlencoded";
/** Virtuoso looks at the first bytes to see whether a body is Turtle, and a long literal hides it from it. */
const TURTLE_FIRST = "@prefix s: <urn:s:> .\n";
/** Bytes of an answer for which no other limit is given. */
export const LARGEST_ANSWER = 64 * 1024 * 1024;

export interface Asked {
  readonly sparql: string;
  readonly syntax: ResultSyntax;
  readonly dataset?: Dataset | undefined;
  readonly base: string;
  readonly signal?: AbortSignal;
  readonly mostBytes?: number;
}

export class Engine {
  readonly #connection: Connection;
  #settings: RemoteSettings;

  /** @param idleMs milliseconds without a byte before an answer is given up */
  constructor(settings: RemoteSettings, idleMs: number) {
    this.#settings = settings;
    this.#connection = new Connection(settings.credentials ?? {}, idleMs);
  }

  /** How graphs are brought to it. */
  get way(): PushWay {
    return this.#settings.push ?? (this.#settings.graphStore === undefined ? "update" : "gsp");
  }

  /**
   * Sees whether a SPARQL engine answers there, and where a Virtuoso takes its graphs.
   *
   * @returns whether it is a Virtuoso
   * @throws {StoreUnavailableError} saying what is wrong with the address or the credentials
   */
  async greet(base: string): Promise<boolean> {
    const { query, graphStore, update, push, credentials } = this.#settings;
    const answer = await this.#asked({ sparql: "ASK {}", syntax: "json", base });
    if (answer.status !== 200) await this.#fail(query, answer);
    let text = "";
    for await (const chunk of translated(answer, "json", LARGEST_ANSWER)) text += Buffer.from(chunk).toString();
    if (!text.includes('"boolean"')) throw new StoreUnavailableError(`${shown(query)} does not answer an ASK`);
    const virtuoso = /virtuoso/i.test(answer.header("server") ?? "");
    if (virtuoso && graphStore === undefined && update === undefined && push !== "update") {
      const path = credentials?.user === undefined ? "/sparql-graph-crud" : "/sparql-graph-crud-auth";
      this.#settings = { ...this.#settings, graphStore: new URL(path, query) };
    }
    return virtuoso;
  }

  /**
   * Asks a query and gives the bytes of the result while they come.
   *
   * @throws the errors of the seam
   */
  async ask(asked: Asked): Promise<AsyncGenerator<Uint8Array>> {
    const mostBytes = asked.mostBytes ?? LARGEST_ANSWER;
    const answer = await this.#asked(asked);
    await checkAnswer(answer, this.#connection, mostBytes);
    return translated(answer, asked.syntax, mostBytes);
  }

  /** Whether the engine cuts rows off, and after how many; undefined when it gave all of 216,000. */
  async rowsAtOnce(base: string): Promise<string | undefined> {
    const sixty = Array.from({ length: 60 }, (_, i) => i).join(" ");
    const sparql = `SELECT ?a { ${["a", "b", "c"].map((name) => `VALUES ?${name} { ${sixty} }`).join(" ")} }`;
    const answer = await this.#asked({ sparql, syntax: "csv", base }, "text/csv");
    abandon(answer.body);
    return answer.header("x-sparql-maxrows");
  }

  /** Removes a graph, when it is there. @throws {StoreUnavailableError} when that is refused */
  async drop(graph: string): Promise<void> {
    if (this.way === "update") return this.#update(`DROP SILENT GRAPH <${graph}>`);
    const url = this.#graphUrl(graph);
    const answer = await this.#connection.send(url, { method: "DELETE" });
    if (answer.status >= 300 && answer.status !== 404) await this.#fail(url, answer);
    await drained(answer.body);
  }

  /** Adds triples, in N-Triples, to a graph. @throws {StoreUnavailableError} when that is refused */
  async add(graph: string, triples: string): Promise<void> {
    if (this.way === "update") return this.#update(`INSERT DATA { GRAPH <${graph}> {\n${triples}} }`);
    const url = this.#graphUrl(graph);
    const headers = { "content-type": "text/turtle; charset=utf-8" };
    const answer = await this.#connection.send(url, { method: "POST", headers, body: TURTLE_FIRST + triples });
    if (answer.status >= 300) await this.#fail(url, answer);
    await drained(answer.body);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async #update(sparql: string): Promise<void> {
    const url = this.#settings.update ?? new URL("update", this.#settings.query);
    const headers = { "content-type": "application/sparql-update; charset=utf-8" };
    const answer = await this.#connection.send(url, { method: "POST", headers, body: sparql });
    if (answer.status >= 300) await this.#fail(url, answer);
    await drained(answer.body);
  }

  #graphUrl(graph: string): URL {
    const url = new URL(this.#settings.graphStore ?? new URL("data", this.#settings.query));
    url.searchParams.set("graph", graph);
    return url;
  }

  #asked({ sparql, dataset, syntax, base, signal }: Asked, accept = acceptFor(syntax)): Promise<EngineAnswer> {
    const form = dataset === undefined ? new URLSearchParams() : datasetParameters(dataset, base);
    form.set("query", sparql);
    return this.#connection.send(this.#settings.query, {
      method: "POST",
      headers: { accept, "content-type": FORM },
      body: form.toString(),
      ...(signal === undefined ? {} : { signal }),
    });
  }

  async #fail(url: URL, answer: EngineAnswer): Promise<never> {
    const said = await this.#connection.refusal(answer);
    const { status } = answer;
    const rights = status === 401 || status === 403 || /SECURITY|permission/i.test(said);
    throw new StoreUnavailableError(
      `${shown(url)}: the store answered ${status}${said === "" ? "" : `: ${said}`}` +
        (rights
          ? "; give a name and password that may do this in ONDERWIJSGRAAF_STORE_USER and ONDERWIJSGRAAF_STORE_PASSWORD"
          : status === 404 || status === 405
            ? "; is this URL right? The page of your engine in docs/ tells which it has"
            : ""),
    );
  }
}
