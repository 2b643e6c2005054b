/** A term for people to read. */
import { escapeLexical } from "../rdf/nquads.js";
import { type Term, XSD_STRING } from "../rdf/terms.js";

/** Longer literals are cut: a text of a whole article shows no more in a report. */
const LONGEST = 200;

/** @param name writes an IRI that is a datatype */
export function printableTerm(term: Term, name: (iri: string) => string): string {
  if (term.termType === "NamedNode") return term.value;
  if (term.termType === "BlankNode") return `_:${term.value}`;
  const cut = term.value.length > LONGEST ? `${term.value.slice(0, LONGEST)}…` : term.value;
  const quoted = `"${escapeLexical(cut)}"`;
  if (term.language !== "") return `${quoted}@${term.language}`;
  return term.datatype.value === XSD_STRING ? quoted : `${quoted}^^${name(term.datatype.value)}`;
}
