/**
 * What must not even reach a parser: queries so deep or so full of operators that they kill the engine (DESIGN §4). One
 * linear pass over tokens, which cannot run away.
 */
import { QueryRefusedError } from "../graph-store.js";
import { tokens } from "./query-head.js";

/** Measured: the engine dies of 250 nested calls of IF, and of 1000 nested groups. */
const DEEPEST = 100;
/** Measured: it dies of 1000 OPTIONAL, MINUS or BIND, and of 3000 UNION, FILTER, `||` or `+`. */
const MOST_OPERATORS = 500;

const OPENING: ReadonlySet<string> = new Set(["{", "(", "["]);
const CLOSING: ReadonlySet<string> = new Set(["}", ")", "]"]);
const OPERATORS: ReadonlySet<string> = new Set(
  "union optional minus bind filter graph exists | & + - * ! ^ /".split(" "),
);

/** A number or a full stop may touch the word: `?s ?p 1.SERVICE <…>`. A name with a colon is no keyword. */
const SERVICE = /^(?:[^:?$]*[^\p{L}_:?$])?service$/iu;

/** Whether a query calls a SERVICE (SPARQL 1.1 Federated Query); comments and strings are skipped. */
export function callsService(sparql: string): boolean {
  for (const token of tokens(sparql)) if (SERVICE.test(token)) return true;
  return false;
}

/**
 * Looks at a query before a parser or an engine does.
 *
 * @returns whether it calls a SERVICE
 * @throws {QueryRefusedError} that says what there is too much of
 */
export function scanQuery(sparql: string): { services: boolean } {
  let depth = 0;
  let operators = 0;
  let services = false;
  for (const token of tokens(sparql)) {
    if (OPENING.has(token)) depth += 1;
    else if (CLOSING.has(token)) depth -= 1;
    const word = token.toLowerCase();
    if (OPERATORS.has(word)) operators += 1;
    if (depth > DEEPEST) {
      throw new QueryRefusedError(`it nests more than ${DEEPEST} groups, brackets or calls; flatten it, or split it`);
    }
    if (operators > MOST_OPERATORS) {
      throw new QueryRefusedError(
        `it has more than ${MOST_OPERATORS} operators (OPTIONAL, UNION, FILTER, || and the like); use VALUES or IN, or split it`,
      );
    }
    services ||= SERVICE.test(token);
  }
  return { services };
}

/**
 * As {@link scanQuery}, for an engine that is not to call other endpoints: ours does not have SERVICE, and answers as if
 * it had when it is SILENT.
 *
 * @throws {QueryRefusedError}
 */
export function checkQuery(sparql: string): void {
  if (scanQuery(sparql).services) throw refusedService();
}

export function refusedService(): QueryRefusedError {
  return new QueryRefusedError("it calls a SERVICE, and no other endpoint is asked from here; ask that one yourself");
}
