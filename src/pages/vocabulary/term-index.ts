/** The terms of all vocabularies together: what each is, and how classes hang together by properties, made once. */
import type { Language } from "../../http/documents.js";
import { bySubject } from "../../rdf/subjects.js";
import { type Quad, RDF_TYPE } from "../../rdf/terms.js";
import type { Ontology } from "../../resources/ontology.js";
import { bestText, literalsOf } from "../names.js";
import { type Rule, rulesOf } from "./rules.js";

const RDFS = "http://www.w3.org/2000/01/rdf-schema#";
const OWL = "http://www.w3.org/2002/07/owl#";
const SKOS = "http://www.w3.org/2004/02/skos/core#";
const SCHEMA = "http://schema.org/";

export type TermKind = "class" | "property" | "other";

export interface VocabularyTerm {
  readonly iri: string;
  /** What stands after the `#`. */
  readonly local: string;
  /** Name of its module, such as `onderwijs`. */
  readonly module: string;
  readonly kind: TermKind;
  readonly quads: readonly Quad[];
  /** Classes or properties that it is a kind of. */
  readonly supers: readonly string[];
  readonly domains: readonly string[];
  readonly ranges: readonly string[];
  readonly isDeprecated: boolean;
}

/** That things of one class lead to things of another. */
export interface ClassLink {
  readonly from: string;
  readonly to: string;
  /** IRI of the property. */
  readonly property: string;
}

export interface TermIndex {
  /** IRI → term. */
  readonly terms: ReadonlyMap<string, VocabularyTerm>;
  /** IRI of a class or property → those that are directly a kind of it. */
  readonly subs: ReadonlyMap<string, readonly string[]>;
  readonly links: readonly ClassLink[];
  readonly rules: readonly Rule[];
}

const known = new WeakMap<Ontology, TermIndex>();

/** The index of an ontology, as it was made when first asked for. */
export function termIndex(ontology: Ontology, base: string): TermIndex {
  const made = known.get(ontology) ?? readIndex(ontology, base);
  known.set(ontology, made);
  return made;
}

function readIndex(ontology: Ontology, base: string): TermIndex {
  const terms = new Map<string, VocabularyTerm>();
  for (const { name, quads } of ontology.modules.values()) {
    const namespace = `${base}/def/${name}#`;
    for (const { subject, quads: said } of bySubject(quads)) {
      const local = subject.value.slice(namespace.length);
      if (subject.value.startsWith(namespace) && local !== "") {
        terms.set(subject.value, termOf(subject.value, local, name, said));
      }
    }
  }
  const subs = new Map<string, string[]>();
  for (const { iri, supers } of terms.values()) {
    for (const each of supers) subs.set(each, [...(subs.get(each) ?? []), iri]);
  }
  const rules = rulesOf(ontology.shapes);
  return { terms, subs, links: linksOf(terms, rules), rules };
}

function termOf(iri: string, local: string, module: string, quads: readonly Quad[]): VocabularyTerm {
  const of = (...properties: string[]): string[] => [
    ...new Set(
      quads.flatMap(({ predicate, object }) =>
        properties.includes(predicate.value) && object.termType === "NamedNode" ? [object.value] : [],
      ),
    ),
  ];
  return {
    iri,
    local,
    module,
    kind: kindOf(of(RDF_TYPE)),
    quads,
    supers: of(`${RDFS}subClassOf`, `${RDFS}subPropertyOf`),
    domains: of(`${RDFS}domain`, `${SCHEMA}domainIncludes`),
    ranges: of(`${RDFS}range`, `${SCHEMA}rangeIncludes`),
    isDeprecated: quads.some((q) => q.predicate.value === `${OWL}deprecated` && q.object.value === "true"),
  };
}

function kindOf(types: readonly string[]): TermKind {
  if (types.some((type) => /[#/]Class$/.test(type))) return "class";
  return types.some((type) => type.endsWith("Property")) ? "property" : "other";
}

/** From the domain and range of properties, and from the shapes: most properties of education are of several classes. */
function linksOf(terms: ReadonlyMap<string, VocabularyTerm>, rules: readonly Rule[]): ClassLink[] {
  const links = new Map<string, ClassLink>();
  const add = (from: string, to: string, property: string): void => {
    if (!isDatatype(to)) links.set(`${from} ${property} ${to}`, { from, to, property });
  };
  for (const { iri, kind, domains, ranges } of terms.values()) {
    if (kind !== "property") continue;
    for (const from of domains) for (const to of ranges) add(from, to, iri);
  }
  for (const { targets, path, constraints } of rules) {
    if (path?.kind !== "predicate") continue;
    const ranges = [
      ...constraints.flatMap((each) => (each.word === "class" ? each.values.map(({ value }) => value) : [])),
      ...(terms.get(path.iri)?.ranges ?? []),
    ];
    for (const from of targets.classes) for (const to of ranges) add(from, to, path.iri);
  }
  return [...links.values()];
}

/** Whether values of it are literals. */
function isDatatype(iri: string): boolean {
  return /^http:\/\/www\.w3\.org\/(?:2001\/XMLSchema#|2000\/01\/rdf-schema#Literal|1999\/02\/22-rdf-syntax-ns#langString)/.test(
    iri,
  );
}

/** The values of a term for a property, each once. */
export function valuesOf(term: Pick<VocabularyTerm, "quads">, property: string): string[] {
  return [...new Set(term.quads.flatMap((q) => (q.predicate.value === property ? [q.object.value] : [])))];
}

/** What a term means, in a language where it says so. */
export function definitionOf(term: VocabularyTerm, language: Language): string | undefined {
  return (
    bestText(literalsOf(term.quads, `${SKOS}definition`), language) ??
    bestText(literalsOf(term.quads, `${RDFS}comment`), language)
  );
}
