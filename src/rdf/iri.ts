/** IRIs (RFC 3987) as N-Quads and Turtle allow them. */
import { isWellFormed } from "./well-formed.js";

// The characters that IRIREF excludes (RDF 1.1 Turtle, production 18), and a scheme in front.
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0020<>"{}|^`\\]/;
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:/;

/** Whether `value` can be written as an absolute IRI between `<` and `>`. */
export function isAbsoluteIri(value: string): boolean {
  return SCHEME.test(value) && !FORBIDDEN.test(value) && isWellFormed(value);
}

/** What stands in an IRI and in no URI, nor in a header. */
const NOT_URI = /[^\u0021-\u007e]+/gu;

/** An IRI, or a part of one, as a URI (RFC 3987 §3.1). */
export function asUri(iri: string): string {
  return iri.replace(NOT_URI, encodeURIComponent);
}

/** All but `iunreserved` of RFC 3987: unreserved, and ucschar. */
export const NOT_IUNRESERVED =
  /[^A-Za-z0-9._~\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\u{10000}-\u{1fffd}\u{20000}-\u{2fffd}\u{30000}-\u{3fffd}\u{40000}-\u{4fffd}\u{50000}-\u{5fffd}\u{60000}-\u{6fffd}\u{70000}-\u{7fffd}\u{80000}-\u{8fffd}\u{90000}-\u{9fffd}\u{a0000}-\u{afffd}\u{b0000}-\u{bfffd}\u{c0000}-\u{cfffd}\u{d0000}-\u{dfffd}\u{e1000}-\u{efffd}-]/gu;
const utf8 = new TextEncoder();

/** The bytes of a character, each as an escape (RFC 3986 §2.1). */
export function percentEncoded(character: string): string {
  let text = "";
  for (const byte of utf8.encode(character)) text += `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  return text;
}

const ESCAPES = /(?:%[0-9A-Fa-f]{2})+/g;

/**
 * A path of a URI as IRIs have it (RFC 3987 §3.2): nothing is escaped that stands for no more than itself, and no escape is in
 * lower case. An escaped slash is a slash, since clients escape a name that they put into an address.
 *
 * @throws {URIError} for malformed escapes
 */
export function asIriPath(path: string): string {
  // Also of a percent sign that begins no escape.
  decodeURIComponent(path);
  return path.replace(ESCAPES, (escapes) =>
    decodeURIComponent(escapes)
      .split("/")
      .map((part) => part.replace(NOT_IUNRESERVED, percentEncoded))
      .join("/"),
  );
}
