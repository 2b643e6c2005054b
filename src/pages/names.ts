/** What to call an IRI on a page: its label in the data, else in the ontology, else a name of its own making. */
import type { Language } from "../http/documents.js";
import { type Literal, type Quad, RDFS_LABEL } from "../rdf/terms.js";
import type { Labels } from "../resources/ontology.js";
import { termName } from "./wording.js";

export interface Names {
  (iri: string): string;
  /** The language that a name is in; empty where that is not known, as of what is a name in any. */
  languageOf?(iri: string): string;
}

/** What `lang` of a text has to say on a page: its language, where that is known and another one (WCAG 3.1.2). */
export function otherLanguage(language: string | undefined, page: Language): string | undefined {
  return language === undefined || language === "" || language === page ? undefined : language;
}

/** Names from the labels among `quads` and in the ontology; the language of the page first, Dutch next. */
export function namesFrom(quads: readonly Quad[], ontology: ReadonlyMap<string, Labels>, language: Language): Names {
  const labels = new Map<string, { text: string; rank: number; language: string }>();
  for (const { subject, predicate, object } of quads) {
    if (predicate.value !== RDFS_LABEL || object.termType !== "Literal") continue;
    const rank = object.language === language ? 0 : object.language === "" ? 1 : object.language === "nl" ? 2 : 3;
    const known = labels.get(subject.value);
    if (known === undefined || rank < known.rank) {
      labels.set(subject.value, { text: object.value, rank, language: object.language });
    }
  }
  const termLanguage = (iri: string): Language | undefined => {
    const term = ontology.get(iri);
    return [language, "nl" as const, "en" as const].find((each) => term?.[each] !== undefined);
  };
  const names = (iri: string): string => {
    const known = termLanguage(iri);
    const term = known === undefined ? undefined : ontology.get(iri)?.[known];
    return labels.get(iri)?.text ?? term ?? termName(iri, language);
  };
  return Object.assign(names, {
    languageOf: (iri: string): string => labels.get(iri)?.language ?? termLanguage(iri) ?? "",
  });
}

/** The same names, each made once: a page puts its properties in their order, and names many things twice. */
export function madeOnce(names: Names): Names {
  const made = new Map<string, string>();
  const named = (iri: string): string => {
    let name = made.get(iri);
    if (name === undefined) made.set(iri, (name = names(iri)));
    return name;
  };
  return Object.assign(named, { languageOf: (iri: string): string => names.languageOf?.(iri) ?? "" });
}

/** What an IRI is called, unless that would be but a name made of it. */
export function knownName(iri: string, { names, language }: { names: Names; language: Language }): string | undefined {
  const name = names(iri);
  return name === termName(iri, language) ? undefined : name;
}

/** What a thing is called when the data gives it no label: one of its names, by the usual properties. */
const NAMING = [
  RDFS_LABEL,
  "http://www.w3.org/2004/02/skos/core#prefLabel",
  "http://schema.org/name",
  "http://purl.org/dc/terms/title",
];

/**
 * The name of the thing that a description is about; undefined when the data has none. Its label is in Dutch or without
 * language: on a page in another one, any name in that language goes before it.
 */
export function nameOf(iri: string, quads: readonly Quad[], language: Language): string | undefined {
  return namedBy(iri, quads, language)?.value;
}

/** The same name, as the data has it. */
export function namedBy(iri: string, quads: readonly Quad[], language: Language): Literal | undefined {
  const own = quads.filter(({ subject }) => subject.value === iri);
  const names = NAMING.map((property) => literalsOf(own, property));
  const translated = language === "nl" ? undefined : names.flat().find((name) => name.language === language);
  return translated ?? names.map((each) => bestLiteral(each, language)).find((text) => text !== undefined);
}

/** The literals that are given for a property. */
export function literalsOf(quads: readonly Quad[], property: string): Literal[] {
  return quads.flatMap(({ predicate, object }) =>
    predicate.value === property && object.termType === "Literal" ? [object] : [],
  );
}

/** The text in the language of the page, else the one without language or in Dutch, else the first. */
export function bestText(literals: readonly Literal[], language: Language): string | undefined {
  return bestLiteral(literals, language)?.value;
}

function bestLiteral(literals: readonly Literal[], language: Language): Literal | undefined {
  return (
    literals.find((each) => each.language === language) ??
    literals.find((each) => each.language === "" || each.language === "nl") ??
    literals[0]
  );
}
