/** The text of a query as SPARQL algebra. */
import { type Algebra, translate } from "sparqlalgebrajs";
import { Parser } from "sparqljs";
import { QueryRefusedError, QuerySyntaxError } from "../../store/graph-store.js";
import type { FederatedQuestion } from "./messages.js";

/**
 * Parses a query; blank nodes of its patterns become variables, as they are (SPARQL 1.1 Query §4.1.4).
 *
 * @throws {QuerySyntaxError} when it is none, or an update
 * @throws {QueryRefusedError} when it nests too deeply to be read
 */
export function parseQuery({ sparql, baseIri }: FederatedQuestion): Algebra.Operation {
  try {
    const parser = new Parser(baseIri === undefined ? {} : { baseIRI: baseIri });
    const query = parser.parse(sparql);
    if (query.type === "update")
      throw new QuerySyntaxError("this endpoint only answers queries, and this is an update");
    groupExists(query);
    return translate(query, { quads: true, blankToVariable: true });
  } catch (error) {
    if (error instanceof QuerySyntaxError) throw error;
    if (error instanceof RangeError) throw new QueryRefusedError("it nests too deeply; flatten it, or split it");
    throw new QuerySyntaxError(error instanceof Error ? error.message : String(error));
  }
}

/** An EXISTS of one SERVICE is a group of one: the parser leaves the group out, and the translation needs it. */
function groupExists(node: unknown): void {
  if (typeof node !== "object" || node === null || "termType" in node) return;
  if ("operator" in node && (node.operator === "exists" || node.operator === "notexists") && "args" in node) {
    const [pattern] = node.args as [{ readonly type: string }];
    if (pattern.type === "service") node.args = [{ type: "group", patterns: [pattern] }];
  }
  for (const value of Object.values(node)) groupExists(value);
}
