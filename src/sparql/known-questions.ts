/**
 * Questions that nearly every client of an endpoint asks, in a spelling of their own: how many statements there are, in
 * all or in one graph, and of which classes. One answer serves all.
 */

const VARIABLE = String.raw`[?$][A-Za-z_]\w*`;
const TRIPLE = String.raw`(${VARIABLE})\s+(${VARIABLE})\s+(${VARIABLE})\s*\.?`;
const COUNT = new RegExp(
  String.raw`^\s*SELECT\s*\(\s*COUNT\s*\(\s*(\*|DISTINCT\s*\*|${VARIABLE})\s*\)\s+AS\s+[?$]([A-Za-z_]\w*)\s*\)\s*` +
    String.raw`(?:WHERE\s*)?\{\s*(?:(GRAPH\s*<[^<>"{}|^${"`"}\\\s]*>)\s*\{\s*${TRIPLE}\s*\}|${TRIPLE})\s*\}\s*$`,
  "i",
);
/** Longer ones are no simple question. */
const LONGEST = 2000;

/**
 * What tells a question from others: the query itself, or one text for all spellings that have the very same answer. Such
 * a text is no query, so that no query that is wrong can have its answer.
 */
export function questionKey(query: string): string {
  const found = query.length > LONGEST ? null : COUNT.exec(query);
  if (found === null) return query;
  const [, counted = "", name = "", graph = ""] = found;
  const variables = found
    .slice(4)
    .filter((each) => each !== undefined)
    .map((each) => each.slice(1));
  // A variable twice is another pattern; a column cannot be named like a variable of the pattern.
  if (new Set(variables).size !== 3 || variables.includes(name)) return query;
  if (!counted.includes("*") && !variables.includes(counted.slice(1))) return query;
  return `count ${name} ${graph.slice(graph.indexOf("<"))}`;
}

/** What is asked of each new version of the archive before somebody does. */
export const ASKED_AHEAD: readonly string[] = [
  ...["n", "count", "c", "triples", "aantal"].map((name) => `SELECT (COUNT(*) AS ?${name}) WHERE { ?s ?p ?o }`),
  "SELECT ?class (COUNT(?s) AS ?n) WHERE { ?s a ?class } GROUP BY ?class",
];
