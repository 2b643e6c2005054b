/** TriG (RDF 1.1 TriG): the statements of each graph in a block, with a comment above it. */
import { iriRef, TurtleTerms } from "./turtle-terms.js";
import type { Prefixes } from "./prefixes.js";
import { bySubject, nodeKey, subjectRuns } from "./subjects.js";
import { type GraphName, type Quad } from "./terms.js";
import { subjectBlock, type TurtleOptions } from "./turtle.js";

export interface TrigOptions extends TurtleOptions {
  /** What to say about a graph, one line each; named by its IRI, or "" for the default graph. */
  readonly comments?: (graph: string) => readonly string[];
}

/** Quads as one TriG document, graph by graph: those that speak of the described thing first. */
export function writeTrig(quads: readonly Quad[], options: TrigOptions): string {
  const graphs = new Map<string, { graph: GraphName; quads: Quad[] }>();
  for (const quad of quads) {
    const key = quad.graph.termType === "DefaultGraph" ? "" : nodeKey(quad.graph);
    const group = graphs.get(key);
    if (group === undefined) graphs.set(key, { graph: quad.graph, quads: [quad] });
    else group.quads.push(quad);
  }
  const terms = new TurtleTerms(options.prefixes);
  let body = "";
  const isAbout = (group: { quads: readonly Quad[] }): boolean =>
    group.quads.some((q) => q.subject.value === options.described);
  const ordered = [...graphs].sort((a, b) => Number(isAbout(b[1])) - Number(isAbout(a[1])));
  for (const [key, group] of ordered) {
    body += `\n${commentLines(options.comments?.(key) ?? [])}${open(group.graph)}`;
    let separator = "";
    for (const subject of bySubject(group.quads, options.described)) {
      body += separator + subjectBlock(subject, terms, "  ");
      separator = "\n";
    }
    body += "}\n";
  }
  const declarations = terms.takeDeclarations();
  return declarations === "" ? body.slice(1) : declarations + body;
}

/**
 * TriG of one whole graph, sorted by subject, in pieces. A prefix may not be declared inside a graph block, so the
 * block is closed before a declaration and opened again after it.
 */
export async function* streamTrig(
  batches: AsyncIterable<readonly Quad[]>,
  prefixes: Prefixes,
  comments: readonly string[] = [],
): AsyncGenerator<string> {
  const terms = new TurtleTerms(prefixes);
  let opened: string | undefined;
  yield commentLines(comments);
  for await (const groups of subjectRuns(batches)) {
    let text = "";
    for (const group of groups) {
      const graph = open(group.quads[0]?.graph ?? { termType: "DefaultGraph", value: "" });
      const block = subjectBlock(group, terms, "  ");
      const declarations = terms.takeDeclarations();
      if (opened !== undefined && (graph !== opened || declarations !== "")) {
        text += "}\n";
        opened = undefined;
      }
      if (opened === undefined) text += `${declarations}${graph}`;
      opened = graph;
      text += `${block}\n`;
    }
    yield text;
  }
  if (opened !== undefined) yield "}\n";
}

function open(graph: GraphName): string {
  if (graph.termType === "DefaultGraph") return "{\n";
  return `${graph.termType === "BlankNode" ? `_:${graph.value}` : iriRef(graph.value)} {\n`;
}

/** Comment lines; a line break in what is said would end the comment, so there is none. */
function commentLines(lines: readonly string[]): string {
  return lines.map((line) => `# ${line.replace(/\s+/g, " ")}\n`).join("");
}
