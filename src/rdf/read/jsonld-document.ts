/** Reading JSON-LD (JSON-LD 1.1 API, "toRdf"); nothing is fetched for it. */
import jsonld from "jsonld";
import type { RemoteDocument } from "jsonld/jsonld-spec.js";
import { plainQuad } from "../nquads.js";
import { literal, type Quad, XSD } from "../terms.js";

/** A context that documents may name. */
export interface KnownContext {
  readonly url: string;
  readonly document: RemoteDocument["document"];
}

/** Characters of a document at most: it is held whole, and as a tree some ten times. */
const LARGEST = 64 * 1024 * 1024;

/**
 * The quads of a JSON-LD document.
 *
 * @throws {Error} with line and column where it is not JSON; when it is too large; when it names another remote context
 */
export async function readJsonLd(
  pieces: AsyncIterable<string>,
  { baseIri, context }: { readonly baseIri: string; readonly context: KnownContext },
): Promise<Quad[]> {
  let text = "";
  for await (const piece of pieces) {
    text += piece;
    if (text.length > LARGEST) {
      throw new Error(`JSON-LD of more than ${LARGEST} characters is not read; convert it to N-Quads, which stream`);
    }
  }
  const document = parsed(text.replace(/^\ufeff/, ""));
  try {
    const expanded = await jsonld.expand(document, {
      base: baseIri,
      documentLoader: (url: string) => {
        if (url === context.url) return Promise.resolve({ document: context.document, documentUrl: url });
        throw new Error(`its @context ${url} is elsewhere, and nothing is fetched; put that context in the document`);
      },
    });
    for (const node of expanded) keepDoubles(node);
    const quads: unknown = await jsonld.toRDF(expanded, { base: baseIri, skipExpansion: true });
    return (quads as Parameters<typeof plainQuad>[0][]).map(plainQuad).map(withDouble);
  } catch (error) {
    throw innermost(error);
  }
}

/** Stands for xsd:double where the library is not to touch a value. */
const KEPT_DOUBLE = "urn:x-onderwijsgraaf:double";

/**
 * Makes texts of doubles pass the library as they are: it would read and write them anew, to 16 digits, and INF as NaN, where
 * the specification has that done with numbers alone (JSON-LD 1.1 API §8.2.2). JSON may also hold a number too large for a
 * double, as 1e400, which is then infinite.
 *
 * @param tree expanded JSON-LD
 */
function keepDoubles(tree: unknown): void {
  if (typeof tree !== "object" || tree === null) return;
  const node = tree as Record<string, unknown>;
  const { "@value": value, "@type": type } = node;
  if (type === "@json") return;
  const isInfinite = value === Infinity || value === -Infinity;
  if (isInfinite) node["@value"] = value === Infinity ? "INF" : "-INF";
  if (type === `${XSD}double` ? typeof value === "string" || isInfinite : isInfinite && type === undefined) {
    node["@type"] = KEPT_DOUBLE;
  }
  for (const each of Object.values(node)) keepDoubles(each);
}

function withDouble(quad: Quad): Quad {
  const { object } = quad;
  if (object.termType !== "Literal" || object.datatype.value !== KEPT_DOUBLE) return quad;
  return { ...quad, object: literal(object.value, { datatype: `${XSD}double` }) };
}

function parsed(text: string): jsonld.JsonLdDocument {
  try {
    return JSON.parse(text) as jsonld.JsonLdDocument;
  } catch (error) {
    const { message } = error as Error;
    const position = /at position (\d+)/.exec(message)?.[1];
    const end = position === undefined ? text.length : Number(position);
    const lines = text.slice(0, end).split("\n");
    throw new Error(
      `${message.replace(/ \(line.*$/, "")}, on line ${lines.length}, column ${(lines.at(-1) ?? "").length + 1}`,
      {
        cause: error,
      },
    );
  }
}

/** The library wraps what a loader throws in an error that does not say it. */
function innermost(error: unknown): unknown {
  let deepest = error;
  for (let depth = 0; depth < 10; depth += 1) {
    const details = (deepest as { details?: { cause?: unknown } } | undefined)?.details;
    const cause = details?.cause ?? (deepest as { cause?: unknown } | undefined)?.cause;
    if (!(cause instanceof Error)) break;
    deepest = cause;
  }
  return deepest;
}
