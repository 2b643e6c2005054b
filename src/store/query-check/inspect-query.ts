/** What a parsed query shows that its tokens do not: how its patterns hang together, and how long its paths are. */
import { createRequire } from "node:module";
import type { SparqlQuery, Term, Triple } from "sparqljs";
import { QueryRefusedError } from "../graph-store.js";
import type { CheckedQuery, CheckReply, CheckRequest } from "./messages.js";
import { scanQuery } from "./query-scan.js";

const { Parser } = createRequire(import.meta.url)("sparqljs") as typeof import("sparqljs");

/** Characters parsed at most, about a third of a second; longer ones are lists of VALUES, and the engine is quicker. */
const LONGEST = 100_000;
/** Measured: the engine plans 100 patterns without a variable in common for 3 s, and 200 for 20 s. */
const MOST_PARTS = 12;
/** Steps of one property path. */
const LONGEST_PATH = 100;
const MOST_PATTERNS = 500;
const VOLATILE: ReadonlySet<string> = new Set(["rand", "now", "uuid", "struuid", "bnode"]);

/** Any node of the parser's tree. */
type Node = Readonly<Record<string, unknown>>;

/** Looks at a query; never throws for what is in it. */
export function inspectQuery(request: CheckRequest): CheckReply {
  try {
    return { kind: "checked", checked: checked(request) };
  } catch (error) {
    if (error instanceof QueryRefusedError) return { kind: "refused", reason: error.message };
    throw error;
  }
}

function checked({ sparql, baseIri }: CheckRequest): CheckedQuery {
  const { services } = scanQuery(sparql);
  const query = parsed(sparql, baseIri);
  if (typeof query === "string") {
    // Of what is not parsed the worst is assumed.
    return { unread: query, services, volatile: /\b(?:RAND|NOW|UUID|STRUUID|BNODE)\s*\(/i.test(sparql) };
  }
  const found = { patterns: 0, volatile: false };
  visit(query as unknown as Node, found);
  const form = query.type === "update" ? "update" : formOf(query.queryType);
  return { form, services, volatile: found.volatile || services };
}

function formOf(type: "SELECT" | "ASK" | "CONSTRUCT" | "DESCRIBE"): "select" | "ask" | "construct" | "describe" {
  return type.toLowerCase() as "select" | "ask" | "construct" | "describe";
}

/** The parser's tree, or why there is none. */
function parsed(sparql: string, baseIRI = "http://base.invalid/"): SparqlQuery | string {
  if (sparql.length > LONGEST) return `it is longer than ${LONGEST} characters`;
  try {
    // What the engine is more lenient about is for the engine to say.
    return new Parser({ baseIRI, sparqlStar: true, skipUngroupedVariableCheck: true }).parse(sparql);
  } catch (error) {
    return reasonOf(error);
  }
}

/** What the parser expected instead is all of SPARQL, and is left out. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { hash } = error as { hash?: { readonly text: string; readonly token: string | null; readonly line: number } };
  if (hash === undefined) return error.message.split("\n", 1)[0] ?? "";
  if (hash.token === "EOF") return "it ends too early";
  return `line ${hash.line + 1} goes wrong at ${JSON.stringify(hash.text.slice(0, 100))}`;
}

function visit(node: Node, found: { patterns: number; volatile: boolean }, graph?: string): void {
  if (node["type"] === "operation" && VOLATILE.has(String(node["operator"]))) found.volatile = true;
  if (node["type"] === "bgp") {
    const triples = node["triples"] as readonly Triple[];
    found.patterns += triples.length;
    if (found.patterns > MOST_PATTERNS)
      throw new QueryRefusedError(`it has more than ${MOST_PATTERNS} triple patterns; split it`);
    for (const { predicate } of triples) checkPath(predicate);
  }
  if (node["type"] === "graph") graph = nameOf(node["name"] as Term);
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      checkConnected(value as readonly Node[], graph);
      for (const each of value as readonly unknown[]) if (isNode(each)) visit(each, found, graph);
    } else if (isNode(value)) {
      visit(value, found, graph);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

function checkPath(predicate: unknown): void {
  const steps = stepsIn(predicate);
  if (steps > LONGEST_PATH) {
    throw new QueryRefusedError(
      `it has a property path of ${steps} steps, and ${LONGEST_PATH} is the most; name nodes on the way`,
    );
  }
}

function stepsIn(path: unknown): number {
  if (!isNode(path) || path["type"] !== "path") return 1;
  return (path["items"] as readonly unknown[]).reduce<number>((sum, item) => sum + stepsIn(item), 0);
}

/** Patterns of one group that have no variable in common multiply. */
function checkConnected(group: readonly Node[], graph: string | undefined): void {
  const names: (readonly string[])[] = [];
  for (const element of group) {
    if (!isNode(element)) return;
    if (element["type"] === "bgp") {
      for (const { subject, predicate, object } of element["triples"] as readonly Triple[]) {
        const variables = [subject, predicate, object]
          .map((term) => nameOf(term as Term))
          .filter((name) => name !== undefined);
        names.push(graph === undefined ? variables : [...variables, graph]);
      }
    }
  }
  if (names.length <= MOST_PARTS) return;
  // What stands beside the patterns may hold them together: VALUES, OPTIONAL, a subquery.
  const others = group.filter(({ type }) => type !== "bgp" && type !== "filter").map(variablesIn);
  const parts = partsOf(names, others);
  if (parts > MOST_PARTS) {
    throw new QueryRefusedError(
      `it has ${parts} groups of patterns that have no variable in common, and ${MOST_PARTS} is the most: ` +
        `all combinations of their solutions would be the answer; join them, or ask apart`,
    );
  }
}

/** How many sets of patterns there are, where a shared name makes two one. */
function partsOf(patterns: readonly (readonly string[])[], others: readonly (readonly string[])[]): number {
  const parents = new Map<string, string>();
  const rootOf = (name: string): string => {
    let root = name;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    return root;
  };
  for (const names of [...patterns, ...others]) {
    const [first, ...rest] = names.map(rootOf);
    if (first === undefined) continue;
    for (const root of rest) if (root !== first) parents.set(root, first);
  }
  return new Set(patterns.flatMap(([first]) => (first === undefined ? [] : [rootOf(first)]))).size;
}

/** Name of a variable or blank node. */
function nameOf(term: Term | undefined): string | undefined {
  if (term === undefined || !("termType" in term)) return undefined;
  return term.termType === "Variable" || term.termType === "BlankNode" ? `${term.termType} ${term.value}` : undefined;
}

function variablesIn(node: Node): string[] {
  const name = nameOf(node as unknown as Term);
  if (name !== undefined) return [name];
  const ofValues = Object.keys(node)
    .filter((key) => key.startsWith("?"))
    .map((key) => `Variable ${key.slice(1)}`);
  return [...ofValues, ...Object.values(node).flatMap((value) => (isNode(value) ? variablesIn(value) : []))];
}
