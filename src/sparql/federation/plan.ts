/**
 * Which source answers which part of a query: each SERVICE its endpoint, and the largest groups beside them our own store.
 * What is left for Comunica is to join them, and all that comes after joining.
 */
import type { IQuerySourceWrapper } from "@comunica/types";
import { Algebra, Factory, Util } from "sparqlalgebrajs";
import { QueryRefusedError } from "../../store/graph-store.js";

/** Makes the source of one part; `endpoint` undefined for our own store. */
type SourceMaker = (endpoint: string | undefined, isSilent: boolean) => IQuerySourceWrapper;

const factory = new Factory();
const NOT_DATA: ReadonlySet<string> = new Set([Algebra.types.VALUES, Algebra.types.NOP]);

/**
 * Gives each part of a query its source.
 *
 * @param endpoints normalised URLs of those that may be asked
 * @throws {QueryRefusedError} before anything is asked, when the query names an endpoint that is not among them
 */
export function placed(
  query: Algebra.Operation,
  endpoints: ReadonlySet<string>,
  source: SourceMaker,
): Algebra.Operation {
  return place(query, (service, isNested) => allowedEndpoint(service, endpoints, isNested), source);
}

type Check = (service: Algebra.Service, isNested: boolean) => string;

function place(operation: Algebra.Operation, check: Check, source: SourceMaker): Algebra.Operation {
  const inner = (part: Algebra.Operation): Algebra.Operation => place(part, check, source);
  if (!containsService(operation)) {
    return NOT_DATA.has(operation.type) ? operation : assigned(operation, source(undefined, false));
  }
  if (operation.type === Algebra.types.SERVICE) {
    const service = operation as Algebra.Service;
    const endpoint = check(service, false);
    forEachService(service.input, (nested) => check(nested, true));
    return assigned(service.input, source(endpoint, service.silent));
  }
  if (operation.type === Algebra.types.JOIN) return joined(operation as Algebra.Join, inner);
  const copy: Record<string, unknown> = { ...operation };
  if (Array.isArray(operation["input"])) copy["input"] = operation["input"].map(inner);
  else if (operation["input"] !== undefined) copy["input"] = inner(operation["input"]);
  if (operation["expression"] !== undefined) copy["expression"] = placedExpression(operation["expression"], inner);
  if (Array.isArray(operation["expressions"])) {
    copy["expressions"] = operation["expressions"].map((each) => placedExpression(each, inner));
  }
  if (Array.isArray(operation["aggregates"])) {
    copy["aggregates"] = operation["aggregates"].map((each) => placedExpression(each, inner));
  }
  return copy as unknown as Algebra.Operation;
}

/** An expression with the patterns of its EXISTS placed. */
function placedExpression(
  expression: Algebra.Expression,
  inner: (part: Algebra.Operation) => Algebra.Operation,
): Algebra.Expression {
  if (expression.expressionType === Algebra.expressionTypes.EXISTENCE) {
    return { ...expression, input: inner(expression["input"]) } as Algebra.Expression;
  }
  const copy: Record<string, unknown> = { ...expression };
  if (Array.isArray(expression["args"])) copy["args"] = expression["args"].map((arg) => placedExpression(arg, inner));
  const nested: unknown = expression["expression"];
  if (nested !== undefined) copy["expression"] = placedExpression(nested as Algebra.Expression, inner);
  return copy as unknown as Algebra.Expression;
}

/**
 * A join as a chain of two: our own patterns that share variables are one part, since the store joins them best, and
 * next comes always what shares a variable with the parts before it.
 */
function joined(join: Algebra.Join, inner: (part: Algebra.Operation) => Algebra.Operation): Algebra.Operation {
  const own = join.input.filter((part) => !containsService(part) && !NOT_DATA.has(part.type));
  const others = join.input.filter((part) => !own.includes(part));
  const groups = connected(own).map((parts) => (parts.length === 1 ? parts[0] : factory.createJoin(parts)));
  const waiting = [...groups, ...others].filter((part) => part !== undefined);
  const first = waiting.shift();
  if (first === undefined) return join;
  const seen = new Set(variablesOf(first));
  let chain = inner(first);
  while (waiting.length > 0) {
    const next = Math.max(
      0,
      waiting.findIndex((part) => variablesOf(part).some((name) => seen.has(name))),
    );
    const [part] = waiting.splice(next, 1);
    if (part === undefined) break;
    for (const name of variablesOf(part)) seen.add(name);
    chain = factory.createJoin([chain, inner(part)], false);
  }
  return chain;
}

/** The parts in groups; those of two groups share no variable. */
function connected(parts: readonly Algebra.Operation[]): Algebra.Operation[][] {
  let groups: { names: Set<string>; parts: Algebra.Operation[] }[] = [];
  for (const part of parts) {
    const names = new Set(variablesOf(part));
    const touching = groups.filter((group) => [...names].some((name) => group.names.has(name)));
    const merged = {
      names: new Set([...touching.flatMap((group) => [...group.names]), ...names]),
      parts: [...touching.flatMap((group) => group.parts), part],
    };
    groups = [...groups.filter((group) => !touching.includes(group)), merged];
  }
  return groups.map((group) => group.parts);
}

function variablesOf(operation: Algebra.Operation): string[] {
  return Util.inScopeVariables(operation).map(({ value }) => value);
}

/** What the engine goes by: an operation with a source is given to it whole. */
function assigned(operation: Algebra.Operation, source: IQuerySourceWrapper): Algebra.Operation {
  return { ...operation, metadata: { ...operation.metadata, scopedSource: source } };
}

function containsService(operation: Algebra.Operation): boolean {
  let found = false;
  forEachService(operation, () => (found = true));
  return found;
}

function forEachService(operation: Algebra.Operation, look: (service: Algebra.Service) => unknown): void {
  Util.recurseOperation(operation, {
    [Algebra.types.SERVICE]: (service: Algebra.Service) => {
      look(service);
      return true;
    },
  });
}

function allowedEndpoint({ name }: Algebra.Service, endpoints: ReadonlySet<string>, isNested: boolean): string {
  if (name.termType !== "NamedNode") {
    throw new QueryRefusedError(
      "it calls a SERVICE by a variable; name the endpoint, one of those in the service description",
    );
  }
  const url = URL.canParse(name.value) ? new URL(name.value).href : name.value;
  if (!endpoints.has(url)) {
    throw new QueryRefusedError(
      `it calls the SERVICE <${name.value.slice(0, 500)}>, which is not among the endpoints that are asked from here ` +
        `(${[...endpoints].join(", ")})`,
    );
  }
  if (isNested) {
    throw new QueryRefusedError(
      "it calls a SERVICE inside a SERVICE; put them beside each other, so that both are asked from here",
    );
  }
  return url;
}
