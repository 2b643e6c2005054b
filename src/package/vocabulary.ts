/** Prefixes and JSON-LD context of the package, for a base IRI: what RDF is written with. */
import { readContext } from "../rdf/jsonld-context.js";
import { prefixesFor } from "../rdf/prefixes.js";
import type { Vocabulary } from "../rdf/serialise.js";
import { packageText } from "./package-files.js";

/** @throws {Error} when `ontology/context.jsonld` is missing or damaged */
export async function packageVocabulary(base: string): Promise<Vocabulary> {
  return {
    prefixes: prefixesFor(base),
    context: readContext(JSON.parse(await packageText(base, "ontology", "context.jsonld"))),
    contextUrl: `${base}/def/context.jsonld`,
  };
}
