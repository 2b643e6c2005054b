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
