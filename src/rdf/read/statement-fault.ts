/**
 * What parsers let through that no N-Quads can hold, such as a language tag with a space in it: written as it is, one such
 * statement would make a graph file unreadable, or say others in its name.
 */
import { isAbsoluteIri } from "../iri.js";
import type { Quad, Term } from "../terms.js";
import { isWellFormed } from "../well-formed.js";

/** RDF 1.1 N-Quads, production 144s. */
const LANGUAGE_TAG = /^[A-Za-z]+(?:-[A-Za-z0-9]+)*$/;
/** Characters of a term that are told. */
const TOLD = 200;

/** What is wrong with a statement, in words that go on from "it has"; undefined when nothing is. */
export function statementFault({ subject, predicate, object }: Quad): string | undefined {
  for (const term of [subject, predicate, object]) {
    const fault = termFault(term);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function termFault(term: Term): string | undefined {
  if (term.termType === "BlankNode") return undefined;
  if (term.termType === "NamedNode") return iriFault(term.value);
  const { value, language, datatype } = term;
  if (!isWellFormed(value)) return "a text with half a character (a lone surrogate)";
  if (language === "") return iriFault(datatype.value);
  return LANGUAGE_TAG.test(language)
    ? undefined
    : `the language tag ${JSON.stringify(language.slice(0, TOLD))}, which is none`;
}

function iriFault(iri: string): string | undefined {
  return isAbsoluteIri(iri) ? undefined : `<${iri.slice(0, TOLD)}>, which is no absolute IRI`;
}
