/** What the endpoint answers with: from the cache where it may, else from the store, in the form that is asked for. */
import type { Site } from "../http/site.js";
import type { RdfFormat } from "../rdf/media-types.js";
import { type QueryOptions, type ResultSyntax, ResultTooLargeError } from "../store/graph-store.js";
import { AnswerCache, type Asker, type CacheLimits, KeptAnswer, type PassingAnswer } from "./answer-cache.js";
import { ASKED_AHEAD, questionKey } from "./known-questions.js";
import type { ProtocolRequest } from "./protocol.js";
import { isVolatile } from "./query-form.js";
import { LARGEST_GRAPH, serialiseBytes } from "./serialise-large.js";
import { xmlSafe } from "./xml-safe.js";

export type Answer = KeptAnswer | PassingAnswer;

/** What a client wants to know. */
export interface Question extends Pick<ProtocolRequest, "query" | "defaultGraphs" | "namedGraphs" | "timeoutMs"> {
  /** Aborted when whoever asked has gone. */
  readonly signal: AbortSignal;
}

export class Answers {
  readonly #cache: AnswerCache;

  constructor(
    readonly site: Site,
    limits?: CacheLimits,
  ) {
    this.#cache = new AnswerCache(limits);
  }

  /** The answer to a SELECT or ASK. @throws what the store throws */
  table(question: Question, syntax: Exclude<ResultSyntax, "nt">): Promise<Answer> {
    return this.#answer(question, syntax, (signal) => this.#ask(question, syntax, signal));
  }

  /**
   * The answer to a CONSTRUCT or DESCRIBE.
   *
   * @throws {UnserialisableError} when RDF/XML cannot say it
   * @throws what the store throws
   */
  graph(question: Question, format: RdfFormat): Promise<Answer> {
    // Triples are N-Quads too, of the default graph.
    if (format === "nt" || format === "nq") {
      return this.#answer(question, "nt", (signal) => this.#ask(question, "nt", signal));
    }
    return this.#answer(question, format, async (signal) => {
      const late = AbortSignal.any([signal, AbortSignal.timeout(this.#timeout(question))]);
      const triples = await collected(await this.#ask(question, "nt", late));
      return once(await serialiseBytes({ triples, format, vocabulary: this.site.vocabulary }, late));
    });
  }

  /**
   * Asks what most will ask of this version of the archive, one question after another, where visitors' questions are
   * asked too: the service's own are not kept waiting.
   */
  async askAhead(): Promise<void> {
    const { signal } = new AbortController();
    for (const query of ASKED_AHEAD) {
      const answer = await this.table({ query, signal }, "json");
      if (!(answer instanceof KeptAnswer)) await answer.stream[Symbol.asyncIterator]().return?.();
    }
  }

  async #answer(question: Question, format: string, ask: Asker): Promise<Answer> {
    const { query, defaultGraphs, namedGraphs, signal } = question;
    if (isVolatile(query)) return { stream: await ask(signal) };
    const { store } = this.site;
    const version = store.archiveVersion;
    const key = JSON.stringify([version, format, set(defaultGraphs), set(namedGraphs), questionKey(query.trim())]);
    const mayKeep = (): boolean => store.archiveVersion === version;
    return this.#cache.answer(key, String(this.#timeout(question)), ask, { signal, mayKeep });
  }

  async #ask(question: Question, syntax: ResultSyntax, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const { query, defaultGraphs, namedGraphs } = question;
    const options: QueryOptions = {
      syntax,
      baseIri: `${this.site.base}/`,
      timeoutMs: this.#timeout(question),
      signal,
      fromVisitor: true,
      ...(defaultGraphs === undefined ? {} : { defaultGraphs }),
      ...(namedGraphs === undefined ? {} : { namedGraphs }),
    };
    const stream = await this.site.store.stream(query, options);
    return syntax === "xml" ? xmlSafe(stream) : stream;
  }

  /** Milliseconds: the server's limit bounds the client's wish. */
  #timeout({ timeoutMs }: Question): number {
    return Math.min(timeoutMs ?? this.site.queryTimeoutMs, this.site.queryTimeoutMs);
  }
}

/** Graphs of a dataset as text that is the same for the same set; none named is another thing than an empty set. */
function set(iris: readonly string[] | undefined): readonly string[] | null {
  return iris === undefined ? null : [...new Set(iris)].sort();
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function collected(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LARGEST_GRAPH) {
      throw new ResultTooLargeError(
        `the answer has more than ${LARGEST_GRAPH} bytes of triples, which only N-Triples can give; ` +
          "ask for those, for less at a time (LIMIT and OFFSET), or download the graph",
      );
    }
  }
  return Buffer.concat(chunks, size);
}
