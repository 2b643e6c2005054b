/** Reads what the serialisers wrote with other people's parsers, as sorted canonical N-Quads lines. */
import jsonld from "jsonld";
import { Parser } from "n3";
import oxigraph from "oxigraph";
import { plainQuad, quadToLine } from "#src/rdf/nquads.js";
import { parseNQuads } from "#src/rdf/read/nquads.js";
import type { Quad } from "#src/rdf/terms.js";
import { CONTEXT_DOCUMENT } from "./vocabulary.js";

/** Each line once, sorted: what two graphs have in common when they are equal. */
export function canonical(quads: readonly Quad[]): string[] {
  return [...new Set(quads.map(quadToLine))].sort();
}

export function readTurtle(text: string, format: "text/turtle" | "application/trig" = "text/turtle"): string[] {
  return canonical(new Parser({ format }).parse(text).map(plainQuad));
}

export function readRdfXml(text: string): string[] {
  return canonical(oxigraph.parse(text, { format: "application/rdf+xml", lenient: true }).map(plainQuad));
}

const documentLoader: NonNullable<jsonld.Options.ToRdf["documentLoader"]> = (url) =>
  Promise.resolve({ documentUrl: url, document: JSON.parse(JSON.stringify(CONTEXT_DOCUMENT)) as jsonld.NodeObject });

export async function readJsonLd(text: string): Promise<string[]> {
  const nquads = await jsonld.toRDF(JSON.parse(text) as jsonld.JsonLdDocument, {
    format: "application/n-quads",
    documentLoader,
  });
  return canonical(parseNQuads(nquads as unknown as string));
}
