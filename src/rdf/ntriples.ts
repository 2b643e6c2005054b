/** N-Triples and N-Quads of quads that are in memory (RDF 1.1 N-Triples, N-Quads), in canonical form. */
import { quadToLine, termToNQuads } from "./nquads.js";
import type { Quad } from "./terms.js";

/** The triples of the quads, each once: the union of their graphs. */
export function writeNTriples(quads: readonly Quad[]): string {
  const lines = new Set<string>();
  for (const q of quads) lines.add(`${termToNQuads(q.subject)} <${q.predicate.value}> ${termToNQuads(q.object)} .\n`);
  return [...lines].join("");
}

export function writeNQuads(quads: readonly Quad[]): string {
  return [...new Set(quads.map(quadToLine))].join("");
}
