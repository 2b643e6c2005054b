/**
 * What must not reach the engine: queries that kill it (DESIGN §4), after which it is loaded again while all wait, and
 * SERVICE, which it does not have and, when SILENT, answers as if it had. One linear pass over tokens.
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

/**
 * Looks at a query before the engine does.
 *
 * @throws {QueryRefusedError} that says what there is too much of
 */
export function checkQuery(sparql: string): void {
  let depth = 0;
  let operators = 0;
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
    if (word === "service") {
      throw new QueryRefusedError(
        "it calls a SERVICE, and no other endpoint is asked from here; ask that one yourself",
      );
    }
  }
}
