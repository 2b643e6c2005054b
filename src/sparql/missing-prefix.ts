/**
 * The commonest mistake in a query, a prefix that is not declared, told with the line that mends it: the engine's own
 * message often names another place.
 */
import type { Prefixes } from "../rdf/prefixes.js";
import { QuerySyntaxError } from "../store/graph-store.js";
import { tokens } from "../store/query-check/query-head.js";

const PREFIXED_NAME = /^((?!_:)[\p{L}\p{N}_.-]*):/u;

/** The error, told as a prefix that is missing where it is one. */
export function withAdvice(error: unknown, query: string, prefixes: Prefixes): unknown {
  if (!(error instanceof QuerySyntaxError)) return error;
  const advice = missingPrefix(query, prefixes);
  return advice === undefined ? error : new QuerySyntaxError(advice, { cause: error });
}

/** What to say of a query that cannot be parsed, when it uses a prefix that it does not declare; undefined otherwise. */
export function missingPrefix(query: string, prefixes: Prefixes): string | undefined {
  const declared = new Set<string>();
  let before = "";
  for (const token of tokens(query)) {
    const prefix = PREFIXED_NAME.exec(token)?.[1];
    if (before.toUpperCase() === "PREFIX") declared.add(prefix ?? "");
    else if (prefix !== undefined && !declared.has(prefix)) {
      const iri = Object.hasOwn(prefixes, prefix) ? prefixes[prefix] : undefined;
      return `the prefix of ${token.slice(0, 100)} is not declared; add the line PREFIX ${prefix.slice(0, 100)}: <${iri ?? "…"}>`;
    }
    before = token;
  }
  return undefined;
}
