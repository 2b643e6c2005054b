/**
 * The head of a SPARQL query: its form, and the dataset it names (SPARQL 1.1 §13.2). One linear pass over tokens, which
 * cannot run away; whether the query is right is for the engine to say.
 */
import { QuerySyntaxError, type ResultSyntax } from "../graph-store.js";

export type QueryForm = "select" | "ask" | "construct" | "describe";

export interface QueryHead {
  /** `undefined` when no form was found: the engine will say what is wrong. */
  readonly form: QueryForm | undefined;
  /** IRIs of FROM, each once. */
  readonly defaultGraphs: readonly string[];
  /** IRIs of FROM NAMED, each once. */
  readonly namedGraphs: readonly string[];
}

// Comment | IRI | long strings | short strings | variable | word, prefixed name, number | any other character.
const TOKEN =
  /#[^\r\n]*|<(?:[^<>"{}|^`\\\s]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>|"""(?:\\.|"{0,2}[^"\\])*"""|'''(?:\\.|'{0,2}[^'\\])*'''|"(?:\\.|[^"\\\r\n])*"|'(?:\\.|[^'\\\r\n])*'|[?$][\p{L}\p{N}_]+|[\p{L}\p{N}_.-]+(?::(?:[\p{L}\p{N}_.:-]|%[0-9A-Fa-f]{2}|\\[^\s\w])*)?|:(?:[\p{L}\p{N}_.:-]|%[0-9A-Fa-f]{2}|\\[^\s\w])*|\S/suy;
const SPACE = /\s+/suy;

const FORMS: ReadonlySet<string> = new Set(["select", "ask", "construct", "describe"]);
const UPDATES: ReadonlySet<string> = new Set("insert delete load clear create drop copy move add with".split(" "));

/**
 * Reads the head of a query.
 *
 * @param baseIri what relative IRIs resolve against until the query says BASE
 * @throws {QuerySyntaxError} when the text is an update
 */
export function readHead(sparql: string, baseIri: string | undefined): QueryHead {
  const defaultGraphs = new Set<string>();
  const namedGraphs = new Set<string>();
  const prefixes = new Map<string, string>();
  let base = baseIri;
  let form: QueryForm | undefined;
  let depth = 0;
  // What the tokens before this one, outside brackets, were about.
  let after: "" | "prefix" | "base" | "from" | "named" = "";
  let prefix: string | undefined;

  for (const token of tokens(sparql)) {
    if (token === "{" || token === "(") depth += 1;
    else if (token === "}" || token === ")") depth -= 1;
    if (depth > 0) continue;
    const word = token.toLowerCase();
    if (after === "prefix") {
      if (prefix === undefined) {
        prefix = token.slice(0, -1);
      } else {
        prefixes.set(prefix, resolved(token, base));
        after = "";
      }
    } else if (after === "base") {
      base = resolved(token, base);
      after = "";
    } else if (after === "from" && word === "named") {
      after = "named";
    } else if (after !== "") {
      const iri = token.startsWith("<") ? resolved(token, base) : expanded(token, prefixes);
      if (iri !== undefined) (after === "named" ? namedGraphs : defaultGraphs).add(iri);
      after = "";
    } else if (word === "prefix") {
      after = "prefix";
      prefix = undefined;
    } else if (word === "base" || (word === "from" && form !== undefined)) {
      after = word;
    } else if (form === undefined && isForm(word)) {
      form = word;
    } else if (form === undefined && UPDATES.has(word)) {
      throw new QuerySyntaxError(
        `this endpoint only answers queries, and ${token.toUpperCase()} is an update; ` +
          `ask with SELECT, ASK, CONSTRUCT or DESCRIBE`,
      );
    }
  }
  return { form, defaultGraphs: [...defaultGraphs], namedGraphs: [...namedGraphs] };
}

/** @throws {QuerySyntaxError} when a form does not answer in a syntax */
export function checkForm(head: Pick<QueryHead, "form">, syntax: ResultSyntax): void {
  if (head.form === undefined) return;
  const graph = head.form === "construct" || head.form === "describe";
  if (graph === (syntax === "nt")) return;
  throw new QuerySyntaxError(
    graph
      ? `${head.form.toUpperCase()} answers with triples, which cannot be written as SPARQL results in ${syntax}`
      : `${head.form.toUpperCase()} answers with SPARQL results, which cannot be written as triples`,
  );
}

/** The tokens of a query up to the first string that does not end; no comments. */
export function* tokens(sparql: string): Generator<string> {
  for (const { token } of placedTokens(sparql)) yield token;
}

/** As {@link tokens}, each with the place of its first character. */
export function* placedTokens(sparql: string): Generator<{ token: string; at: number }> {
  let at = 0;
  while (at < sparql.length) {
    SPACE.lastIndex = at;
    if (SPACE.test(sparql)) at = SPACE.lastIndex;
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(sparql)?.[0];
    if (token === undefined || isUnclosed(token, sparql, at)) return;
    if (!token.startsWith("#")) yield { token, at };
    at += token.length;
  }
}

/** A string that does not end: what follows means nothing, and looking for its end from every quote takes for ever. */
function isUnclosed(token: string, sparql: string, at: number): boolean {
  if (token === '"' || token === "'") return true;
  return (token === '""' || token === "''") && sparql[at + 2] === token[0];
}

function isForm(word: string): word is QueryForm {
  return FORMS.has(word);
}

/** An IRI between brackets, escapes undone (SPARQL 1.1 §19.2), resolved when relative. */
function resolved(token: string, base: string | undefined): string {
  const iri = token
    .replace(/^<|>$/g, "")
    .replaceAll(/\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})/g, (escape, short: string, long: string | undefined) => {
      const point = Number.parseInt(long ?? short, 16);
      return point <= 0x10_ffff ? String.fromCodePoint(point) : escape;
    });
  if (base === undefined || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(iri)) return iri;
  return URL.canParse(iri, base) ? new URL(iri, base).href : iri;
}

/** A prefixed name as an IRI; `undefined` when its prefix is not declared, which the engine will say. */
function expanded(token: string, prefixes: ReadonlyMap<string, string>): string | undefined {
  const colon = token.indexOf(":");
  const namespace = colon === -1 ? undefined : prefixes.get(token.slice(0, colon));
  return namespace === undefined ? undefined : namespace + token.slice(colon + 1).replaceAll(/\\(.)/gu, "$1");
}
