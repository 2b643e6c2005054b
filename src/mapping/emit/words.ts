/** The words of the vocabulary that a mapping is written in. */
import type { MappingModel, TermType } from "../model.js";
import { OLD_FNML, OLD_QL, OLD_RML, RR } from "../turtle/old-words.js";
import { RML } from "../vocabulary.js";

export type Vocabulary = "rml" | "rml-old";

export interface Words {
  readonly vocabulary: Vocabulary;
  readonly prefixes: Readonly<Record<string, string>>;
  /** A word that R2RML had before RML: `subjectMap`, `template`, … */
  readonly r2rml: (word: string) => string;
  /** A word of RML itself: `logicalSource`, `reference`, … */
  readonly rml: (word: string) => string;
  readonly formulation: (name: string) => string;
  readonly termType: (type: TermType) => string;
}

const rmlWord = (word: string): string => RML + word;

const NEW: Words = {
  vocabulary: "rml",
  prefixes: { rml: RML },
  r2rml: rmlWord,
  rml: rmlWord,
  formulation: rmlWord,
  termType: rmlWord,
};

const OLD: Words = {
  vocabulary: "rml-old",
  prefixes: { rr: RR, rml: OLD_RML, ql: OLD_QL, fnml: OLD_FNML, fno: "https://w3id.org/function/ontology#" },
  r2rml: (word) => RR + word,
  rml: (word) => OLD_RML + word,
  formulation: (name) => OLD_QL + name,
  // It knew no URI and no unsafe IRI.
  termType: (type) => RR + (type === "URI" || type.startsWith("Unsafe") ? "IRI" : type),
};

export function wordsOf(vocabulary: Vocabulary): Words {
  return vocabulary === "rml" ? NEW : OLD;
}

/** Prefixes of a written mapping: those of the vocabulary, and the mapping's own where they do not clash. */
export function prefixesOf(model: MappingModel, words: Words): Record<string, string> {
  const own = Object.entries(model.prefixes).filter(([prefix, iri]) => !(prefix in words.prefixes) && iri !== "");
  return { ...Object.fromEntries(own), ...words.prefixes };
}
