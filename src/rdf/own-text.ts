/**
 * What is remembered of answers, in memory of its own: V8 keeps all of a text for what was cut out of it, so that a few
 * words of each answer would be all answers.
 */
import type { Term } from "./terms.js";

/** The same text. */
export function ownText(text: string): string {
  return Buffer.from(text).toString();
}

/** The same term. */
export function ownTerm<T extends Term>(term: T): T;
export function ownTerm(term: Term): Term {
  const value = ownText(term.value);
  if (term.termType !== "Literal") return { ...term, value };
  return { ...term, value, datatype: { ...term.datatype, value: ownText(term.datatype.value) } };
}
