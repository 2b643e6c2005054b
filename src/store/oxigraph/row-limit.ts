/**
 * No more rows than are given at once: the engine makes an answer whole, so that it is asked for one row more than
 * that, and a full answer is told as too large instead of being cut.
 */
import { placedTokens } from "../query-check/query-head.js";

/**
 * The query with LIMIT set to a number of rows, or as it is when it has a lower one. The solution modifiers stand after
 * the last group and before a VALUES (SPARQL 1.1 §19.8, rules 7 and 18); those of a subquery are inside braces.
 */
export function withRowLimit(select: string, rows: number): string {
  let depth = 0;
  let groupEnded = false;
  let valuesAt: number | undefined;
  let after = "";
  for (const { token, at } of placedTokens(select)) {
    if (token === "{" || token === "(") depth += 1;
    else if (token === "}" || token === ")") depth -= 1;
    if (depth > 0 || token === "}") {
      groupEnded ||= depth === 0;
      after = "";
      continue;
    }
    if (!groupEnded) continue;
    if (after === "limit" && /^\d+$/.test(token)) {
      // As a number of its own: a LIMIT of many digits is larger too.
      return BigInt(token) <= BigInt(rows) ? select : `${select.slice(0, at)}${rows}${select.slice(at + token.length)}`;
    }
    after = token.toLowerCase();
    if (after === "values") valuesAt ??= at;
  }
  // A newline ends a comment that may stand there.
  const place = valuesAt ?? select.length;
  return `${select.slice(0, place)}\nLIMIT ${rows}\n${select.slice(place)}`;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** How many rows, or triples, an answer of the engine has. */
export function rowsIn(text: string, syntax: "json" | "xml" | "csv" | "tsv" | "nt"): number {
  switch (syntax) {
    case "nt":
      return occurrences(text, "\n");
    case "tsv":
      // A newline in a value is escaped; the first line names the variables.
      return Math.max(0, occurrences(text, "\n") - 1);
    case "xml":
      // A "<" in a value is escaped.
      return occurrences(text, "<result>") + occurrences(text, "<result/>");
    case "csv":
      return Math.max(0, unquotedLines(text) - 1);
    case "json":
      return objectsAtDepth(text, 3);
  }
}

function occurrences(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) count += 1;
  return count;
}

/** A newline inside quotes belongs to a value; a doubled quote closes and opens again. */
function unquotedLines(text: string): number {
  let lines = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) quoted = !quoted;
    else if (code === NEWLINE && !quoted) lines += 1;
  }
  return lines;
}

/** Objects that begin at a depth of braces: 1 is the whole, 2 `head` and `results`, 3 a row. */
function objectsAtDepth(text: string, wanted: number): number {
  let count = 0;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    else if (code === OPEN) {
      depth += 1;
      if (depth === wanted) count += 1;
    } else if (code === CLOSE) depth -= 1;
  }
  return count;
}
