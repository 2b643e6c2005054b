/** Making the text of a value fit for its place in an IRI or a blank node label (RML-Core §7.3, RFC 3986, RFC 3987). */
import { NOT_IUNRESERVED, percentEncoded } from "../../rdf/iri.js";
import type { TermType } from "../model.js";

const SAFE = /^[A-Za-z0-9._~-]*$/;
const NOT_UNRESERVED = /[^A-Za-z0-9._~-]/gu;

function forIri(value: string): string {
  return SAFE.test(value) ? value : value.replace(NOT_IUNRESERVED, percentEncoded);
}

function forUri(value: string): string {
  return SAFE.test(value) ? value : value.replace(NOT_UNRESERVED, percentEncoded);
}

/** How a value is written inside a template that gives a term of this type. */
export function encoderFor(termType: TermType): (value: string) => string {
  if (termType === "IRI") return forIri;
  if (termType === "URI") return forUri;
  return (value) => value;
}

/** A blank node label (N-Quads, BLANK_NODE_LABEL) of its own for every text. */
export function blankLabel(text: string): string {
  return `b${text.replace(/[^A-Za-z0-9]/gu, (c) => `_${(c.codePointAt(0) ?? 0).toString(16)}_`)}`;
}

// What would end the IRI or the line: an unsafe IRI may hold a space, but never these.
const BREAKS_LINE = /[<>"\\\p{Cc}\p{Cs}]/u;
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:/;

/** Whether a text may stand between `<` and `>` as an IRI that its mapping declared unsafe. */
export function isUnsafeIri(value: string): boolean {
  return SCHEME.test(value) && !BREAKS_LINE.test(value);
}

/** Whether a text starts with a scheme, and so is not relative to the base. */
export function isAbsolute(value: string): boolean {
  return SCHEME.test(value);
}

// RFC 5646 §2.1: a primary subtag, or x-/i-. One of 4 letters is reserved, and none of 5 to 8 was ever registered, so
// `english` is a mistake (RMLTC0015b).
const LANGUAGE_TAG = /^(?:[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*|[XxIi](?:-[A-Za-z0-9]{1,8})+)$/;

export function isLanguageTag(value: string): boolean {
  return LANGUAGE_TAG.test(value);
}
