/** Evaluates a query whose parts have their sources, by Comunica, and writes the answer. */
import { ActionContext } from "@comunica/core";
import { QueryEngine } from "@comunica/query-sparql-rdfjs-lite";
import type { IQuerySourceWrapper } from "@comunica/types";
import type * as RDF from "@rdfjs/types";
import { Algebra, Util } from "sparqlalgebrajs";
import { plainQuad, plainTerm, tripleText } from "../../rdf/nquads.js";
import { statementFault } from "../../rdf/read/statement-fault.js";
import { QueryRefusedError, QuerySyntaxError, ResultTooLargeError } from "../../store/graph-store.js";
import { resultWriter, type Solution } from "../../store/results-text.js";
import type { FederationLimits } from "./allow-list.js";
import type { Dataset, FederatedQuestion } from "./messages.js";
import { parseQuery } from "./parse.js";
import { placed } from "./plan.js";
import "./stable-order.js";

/** Makes the source of a part, with the dataset that the query is about. */
export type DatasetSources = (
  endpoint: string | undefined,
  isSilent: boolean,
  dataset: Dataset | undefined,
) => IQuerySourceWrapper;

/** What Comunica's query process consists of; its optimisations are left out, since they know nothing of these sources. */
interface QueryProcess {
  parse(query: Algebra.Operation, context: object): Promise<{ operation: Algebra.Operation; context: object }>;
  evaluate(operation: Algebra.Operation, context: object): Promise<Evaluated>;
}

interface ActorInitQuery {
  readonly mediatorQueryProcess: { readonly bus: { publish(action: object): readonly { readonly actor: unknown }[] } };
}

type Evaluated =
  | { readonly type: "bindings"; readonly bindingsStream: AsyncIterable<RDF.Bindings> }
  | { readonly type: "quads"; readonly quadStream: AsyncIterable<RDF.Quad> }
  | { readonly type: "boolean"; execute(): Promise<boolean> };

const engine = new QueryEngine() as unknown as { readonly actorInitQuery: ActorInitQuery };

/**
 * The text of the answer.
 *
 * @throws {QuerySyntaxError} when the query cannot be parsed or its form does not fit the syntax asked for
 * @throws {QueryRefusedError} when it asks for what is not done; nothing was asked of anybody then
 * @throws {ResultTooLargeError} when the answer is more than is given at once
 */
export async function evaluate(
  question: FederatedQuestion,
  endpoints: ReadonlySet<string>,
  limits: FederationLimits,
  sources: DatasetSources,
): Promise<string> {
  const { query, dataset } = withoutFrom(parseQuery(question), question.dataset);
  checkForm(query, question);
  const operation = placed(query, endpoints, (endpoint, isSilent) => sources(endpoint, isSilent, dataset));
  const result = await run(operation);
  const text = new BoundedText(limits.bytes);
  if (result.type === "boolean") {
    return resultWriter(question.syntax === "xml" ? "xml" : "json").boolean(await result.execute());
  }
  if (result.type === "quads") {
    // A graph is a set.
    const seen = new Set<string>();
    for await (const quad of result.quadStream) {
      const plain = plainQuad(quad);
      // What is no RDF is left out (SPARQL 1.1 §16.2), such as an IRI of another endpoint that is none.
      if (statementFault(plain) !== undefined) continue;
      const line = `${tripleText(plain.subject, plain.predicate, plain.object)} .\n`;
      if (seen.has(line)) continue;
      seen.add(line);
      checkCount(seen.size, limits.rows);
      text.add(line);
    }
    return text.whole();
  }
  if (question.syntax === "nt") throw new Error("rows where triples were expected");
  const variables = selected(query);
  const writer = resultWriter(question.syntax);
  text.add(writer.head(variables.map(({ value }) => value)));
  let rows = 0;
  for await (const bindings of result.bindingsStream) {
    rows += 1;
    checkCount(rows, limits.rows);
    text.add(writer.row(solutionOf(bindings, variables)));
  }
  text.add(writer.end());
  return text.whole();
}

function solutionOf(bindings: RDF.Bindings, variables: readonly RDF.Variable[]): Solution {
  return new Map(
    variables.flatMap((variable) => {
      const term = bindings.get(variable);
      return term === undefined ? [] : [[variable.value, plainTerm(term)] as const];
    }),
  );
}

/** FROM says which of our graphs are meant, and the protocol overrides it (§2.1.4); nothing is fetched for it. */
function withoutFrom(
  query: Algebra.Operation,
  byProtocol: Dataset | undefined,
): { query: Algebra.Operation; dataset: Dataset | undefined } {
  if (query.type !== Algebra.types.FROM) return { query, dataset: byProtocol };
  const from = query as Algebra.From;
  const dataset = {
    defaultGraphs: from.default.map(({ value }) => value),
    namedGraphs: from.named.map(({ value }) => value),
  };
  return { query: from.input, dataset: byProtocol ?? dataset };
}

function checkForm({ type }: Algebra.Operation, { syntax }: FederatedQuestion): void {
  if (type === Algebra.types.DESCRIBE) {
    throw new QueryRefusedError(
      "it is a DESCRIBE that calls a SERVICE; ask for the things with SELECT, or write a CONSTRUCT",
    );
  }
  if ((type === Algebra.types.CONSTRUCT) !== (syntax === "nt")) {
    throw new QuerySyntaxError(
      syntax === "nt"
        ? "this form answers with SPARQL results, which cannot be written as triples"
        : `CONSTRUCT answers with triples, which cannot be written as SPARQL results in ${syntax}`,
    );
  }
  if (type === Algebra.types.ASK && (syntax === "csv" || syntax === "tsv")) {
    throw new QuerySyntaxError(`ASK answers with true or false, which ${syntax} has no form for; ask for json or xml`);
  }
}

async function run(operation: Algebra.Operation): Promise<Evaluated> {
  const context = ActionContext.ensureActionContext({ sources: [] });
  const replies = engine.actorInitQuery.mediatorQueryProcess.bus.publish({ query: operation, context });
  const steps = replies[0]?.actor as unknown as QueryProcess;
  const prepared = await steps.parse(operation, context);
  return await steps.evaluate(prepared.operation, prepared.context);
}

/** The variables of a SELECT, in their order. */
function selected(query: Algebra.Operation): RDF.Variable[] {
  return Util.inScopeVariables(query);
}

function checkCount(count: number, most: number): void {
  if (count > most) {
    throw new ResultTooLargeError(
      `the answer has more than ${most} rows or triples; ask for it in pages (LIMIT and OFFSET)`,
    );
  }
}

class BoundedText {
  readonly #pieces: string[] = [];
  #length = 0;

  constructor(readonly most: number) {}

  add(piece: string): void {
    this.#length += piece.length;
    if (this.#length > this.most) {
      throw new ResultTooLargeError(
        `the answer is larger than ${this.most} bytes; ask for it in pages (LIMIT and OFFSET)`,
      );
    }
    this.#pieces.push(piece);
  }

  whole(): string {
    return this.#pieces.join("");
  }
}
