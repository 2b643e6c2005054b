/** N-Quads and N-Triples that need not be canonical (RDF 1.1 N-Quads §4); `../nquads-lines.ts` reads our own, faster. */
import { Parser } from "n3";
import { plainQuad } from "../nquads.js";
import type { Quad } from "../terms.js";

/** @throws {Error} with the line number, on a syntax error */
export function parseNQuads(text: string): Quad[] {
  return new Parser({ format: "N-Quads" }).parse(text).map(plainQuad);
}
