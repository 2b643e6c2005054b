/** Results of SELECT and ASK as a table for people, IRIs abbreviated. */
import { type Prefixes, shortened } from "../rdf/prefixes.js";
import type { Term } from "../rdf/terms.js";
import type { Results } from "../sparql/results-json.js";

/** A column is at most so wide; what is longer is cut, and `--format csv` has it whole. */
const WIDEST = 60;

export function resultTable(results: Results, prefixes: Prefixes): string {
  if (results.boolean !== undefined) return `${String(results.boolean)}\n`;
  const { variables, rows } = results;
  const cells = rows.map((row) => variables.map((name) => cut(shown(row[name], prefixes))));
  // Row by row: a call cannot have as many arguments as a result may have rows.
  const widths = variables.map((name) => name.length + 1);
  for (const row of cells) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd();
  const count = rows.length === 1 ? "1 row" : `${rows.length} rows`;
  return `${[line(variables.map((name) => `?${name}`)), line(widths.map((w) => "-".repeat(w))), ...cells.map(line)].join("\n")}\n${count}\n`;
}

function shown(term: Term | undefined, prefixes: Prefixes): string {
  if (term === undefined) return "";
  if (term.termType === "BlankNode") return `_:${term.value}`;
  if (term.termType === "Literal") return term.value.replace(/\s+/g, " ");
  return shortened(term.value, prefixes);
}

function cut(text: string): string {
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
}
