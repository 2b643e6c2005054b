/**
 * The vocabulary that RML had before it became http://w3id.org/rml/: R2RML (`rr:`), RML and its reference formulations
 * of semweb.mmlab.be, and FNML. Each of its words that a mapping needs has a successor.
 */
import { RML } from "../vocabulary.js";

export const RR = "http://www.w3.org/ns/r2rml#";
export const OLD_RML = "http://semweb.mmlab.be/ns/rml#";
export const OLD_QL = "http://semweb.mmlab.be/ns/ql#";
export const OLD_FNML = "http://semweb.mmlab.be/ns/fnml#";
/** Kept apart: this word has no successor of the same shape. */
export const FUNCTION_VALUE = `${OLD_FNML}functionValue`;

const RENAMED: Readonly<Record<string, string>> = {
  [`${RR}column`]: `${RML}reference`,
  [`${OLD_FNML}FunctionTermMap`]: `${RML}FunctionExecution`,
};

/** The word of the new vocabulary for an IRI; any other IRI is itself. */
export function newWord(iri: string): string {
  if (Object.hasOwn(RENAMED, iri)) return RENAMED[iri] ?? iri;
  for (const namespace of [RR, OLD_RML, OLD_QL]) {
    if (iri.startsWith(namespace)) return RML + iri.slice(namespace.length);
  }
  return iri;
}
