/** Which form of RDF a document is in: by the name of its file, else by how it begins. */

export type Syntax = "n3" | "jsonld" | "rdfxml";

/** The Turtle family is read by one parser; N-Quads are no Turtle, so the name says which when it can. */
export interface DocumentForm {
  readonly syntax: Syntax;
  /** As the parser of the Turtle family calls it; without it, any of them. */
  readonly mediaType?: string;
}

const BY_EXTENSION: Readonly<Record<string, DocumentForm>> = {
  ttl: { syntax: "n3", mediaType: "text/turtle" },
  nt: { syntax: "n3", mediaType: "application/n-triples" },
  nq: { syntax: "n3", mediaType: "application/n-quads" },
  trig: { syntax: "n3", mediaType: "application/trig" },
  jsonld: { syntax: "jsonld" },
  json: { syntax: "jsonld" },
  rdf: { syntax: "rdfxml" },
  owl: { syntax: "rdfxml" },
  xml: { syntax: "rdfxml" },
};

/**
 * The form of a document.
 *
 * @param name of its file, `.gz` aside; @param head its first characters
 */
export function formOf(name: string, head: string): DocumentForm {
  const extension = /\.([a-z0-9]+)(?:\.gz)?$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  if (Object.hasOwn(BY_EXTENSION, extension)) return BY_EXTENSION[extension] as DocumentForm;
  const start = head.replace(/^\ufeff/, "").trimStart();
  if (/^<(?:\?xml|!DOCTYPE|!--|[\w.-]*:?RDF[\s>])/.test(start)) return { syntax: "rdfxml" };
  // `[` alone begins Turtle too: `[] a …`.
  if (/^(?:\{|\[\s*\{)/.test(start)) return { syntax: "jsonld" };
  return { syntax: "n3" };
}
