/** The forms in which RDF is given, with their media types and file extensions (MODEL §1.1). */

export type RdfFormat = "ttl" | "jsonld" | "nt" | "rdf" | "trig" | "nq";
/** What a document can be asked as: a page for people, or RDF. */
export type DocumentFormat = "html" | RdfFormat;

/** Format → media type, in the order in which they are offered. */
export const MEDIA_TYPES: Readonly<Record<DocumentFormat, string>> = {
  html: "text/html",
  ttl: "text/turtle",
  jsonld: "application/ld+json",
  nt: "application/n-triples",
  rdf: "application/rdf+xml",
  trig: "application/trig",
  nq: "application/n-quads",
};

/** What people call each form, on pages and in messages. */
export const FORMAT_NAMES: Readonly<Record<DocumentFormat, string>> = {
  html: "HTML",
  ttl: "Turtle",
  jsonld: "JSON-LD",
  nt: "N-Triples",
  rdf: "RDF/XML",
  trig: "TriG",
  nq: "N-Quads",
};

export const DOCUMENT_FORMATS: readonly DocumentFormat[] = ["html", "ttl", "jsonld", "nt", "rdf", "trig", "nq"];
export const RDF_FORMATS: readonly RdfFormat[] = ["ttl", "jsonld", "nt", "rdf", "trig", "nq"];

/** The value of Content-Type: text forms say that they are UTF-8; JSON-LD (RFC 8259) has no such parameter. */
export function contentType(format: DocumentFormat): string {
  return format === "jsonld" ? MEDIA_TYPES.jsonld : `${MEDIA_TYPES[format]}; charset=utf-8`;
}

export function isDocumentFormat(extension: string): extension is DocumentFormat {
  return Object.hasOwn(MEDIA_TYPES, extension);
}

/** Splits `name.ext` into name and format; without a known extension the format is undefined. */
export function splitExtension(path: string): { readonly name: string; readonly format: DocumentFormat | undefined } {
  const dot = path.lastIndexOf(".");
  const extension = dot < 0 ? "" : path.slice(dot + 1);
  return isDocumentFormat(extension)
    ? { name: path.slice(0, dot), format: extension }
    : { name: path, format: undefined };
}
