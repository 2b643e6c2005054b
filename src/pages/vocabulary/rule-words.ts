/** What a shape demands, in words (SHACL §4), as pieces: text, terms to link, patterns to set apart. */
import type { Language } from "../../http/documents.js";
import type { Term } from "../../rdf/terms.js";
import { pathText } from "../../validate/path.js";
import type { Names } from "../names.js";
import { formatNumber } from "../wording.js";
import type { Constraint, InnerRule } from "./rules.js";

export type Piece = string | { readonly iri: string } | { readonly code: string };
/** One demand. */
export type Phrase = readonly Piece[];

const TEXTS = {
  nl: {
    exactly: (n: string) => (n === "1" ? "precies één" : `precies ${n}`),
    atLeast: (n: string) => (n === "1" ? "ten minste één" : `ten minste ${n}`),
    atMost: (n: string) => (n === "1" ? "ten hoogste één" : n === "0" ? "geen" : `ten hoogste ${n}`),
    between: (from: string, to: string) => `${from} tot en met ${to}`,
    thatIs: "beschreven als ",
    pattern: "volgens het patroon ",
    oneOf: "één van: ",
    from: "niet kleiner dan ",
    to: "niet groter dan ",
    above: "groter dan ",
    below: "kleiner dan ",
    longerThan: (n: string) => `ten minste ${n} tekens`,
    shorterThan: (n: string) => `ten hoogste ${n} tekens`,
    uniqueLang: "per taal ten hoogste één",
    closed: "geen andere eigenschappen dan die in deze lijst",
    has: "in elk geval ",
    qualified: " die voldoet aan: ",
    or: "ten minste één van deze: ",
    xone: "precies één van deze: ",
    and: "al deze: ",
    not: "niet: ",
    node: "voldoet aan: ",
    languages: "in een van de talen ",
    same: { equals: "gelijk aan ", disjoint: "niet gelijk aan ", lessThan: "vóór ", lessThanOrEquals: "niet na " },
    alternatively: "; of ",
    and2: " en ",
  },
  en: {
    exactly: (n: string) => (n === "1" ? "exactly one" : `exactly ${n}`),
    atLeast: (n: string) => (n === "1" ? "at least one" : `at least ${n}`),
    atMost: (n: string) => (n === "1" ? "at most one" : n === "0" ? "none" : `at most ${n}`),
    between: (from: string, to: string) => `${from} to ${to}`,
    thatIs: "described as ",
    pattern: "by the pattern ",
    oneOf: "one of: ",
    from: "not below ",
    to: "not above ",
    above: "greater than ",
    below: "less than ",
    longerThan: (n: string) => `at least ${n} characters`,
    shorterThan: (n: string) => `at most ${n} characters`,
    uniqueLang: "at most one in a language",
    closed: "no other properties than those in this list",
    has: "in any case ",
    qualified: " that fits: ",
    or: "at least one of these: ",
    xone: "exactly one of these: ",
    and: "all of these: ",
    not: "not: ",
    node: "fits: ",
    languages: "in one of the languages ",
    same: { equals: "equal to ", disjoint: "other than ", lessThan: "before ", lessThanOrEquals: "not after " },
    alternatively: "; or ",
    and2: " and ",
  },
} as const;

const DATATYPES: Readonly<Record<string, readonly [string, string]>> = {
  string: ["een tekst", "a text"],
  langString: ["een tekst met een taal", "a text with a language"],
  integer: ["een geheel getal", "a whole number"],
  nonNegativeInteger: ["een geheel getal vanaf 0", "a whole number from 0"],
  decimal: ["een getal", "a number"],
  double: ["een getal", "a number"],
  boolean: ["ja of nee", "yes or no"],
  date: ["een dag", "a day"],
  dateTime: ["een tijdstip", "a moment"],
  gYear: ["een jaar", "a year"],
  duration: ["een duur", "a duration"],
  anyURI: ["een adres", "an address"],
};
const NODE_KINDS: Readonly<Record<string, readonly [string, string]>> = {
  IRI: ["een IRI", "an IRI"],
  Literal: ["een tekst of getal, geen IRI", "a text or number, not an IRI"],
  BlankNode: ["een ding zonder IRI", "a thing without an IRI"],
  BlankNodeOrIRI: ["een ding", "a thing"],
  IRIOrLiteral: ["een IRI, tekst of getal", "an IRI, text or number"],
  BlankNodeOrLiteral: ["een tekst, getal of ding zonder IRI", "a text, number or thing without an IRI"],
};

/** All that a rule demands, a phrase for each demand; what there are no words for is said as SHACL says it. */
export function demandsOf(rule: InnerRule, language: Language, names: Names): Phrase[] {
  const texts = TEXTS[language];
  const value = (word: string): string | undefined => {
    const given = rule.constraints.find((each) => each.word === word)?.values[0]?.value;
    return given !== undefined && /^\d{1,15}$/.test(given) ? formatNumber(Number(given), language) : given;
  };
  const count = countWords(value("minCount"), value("maxCount"), texts);
  const [low, high] = [value("minInclusive"), value("maxInclusive")];
  const range = low !== undefined && high !== undefined ? [[texts.between(low, high)]] : undefined;
  const told = new Set([
    "minCount",
    "maxCount",
    "flags",
    "ignoredProperties",
    "qualifiedMinCount",
    "qualifiedMaxCount",
  ]);
  if (range !== undefined) for (const word of ["minInclusive", "maxInclusive"]) told.add(word);
  const kinds = rule.constraints.some(({ word }) => word === "class" || word === "datatype");
  if (kinds) told.add("nodeKind");
  const qualified = countWords(value("qualifiedMinCount"), value("qualifiedMaxCount"), texts);
  const rest = rule.constraints
    .filter(({ word, values }) => !told.has(word) && !(word === "closed" && values[0]?.value !== "true"))
    .map((each): Phrase => {
      const words = constraintWords(each, language, names);
      return each.word === "qualifiedValueShape" && qualified !== undefined ? [qualified, ...words] : words;
    });
  return [...(count === undefined ? [] : [[count]]), ...(range ?? []), ...rest];
}

function countWords(
  min: string | undefined,
  max: string | undefined,
  texts: (typeof TEXTS)[Language],
): string | undefined {
  if (min !== undefined && min === max) return texts.exactly(min);
  if (min !== undefined && min !== "0" && max !== undefined) return texts.between(min, max);
  if (max !== undefined) return texts.atMost(max);
  return min === undefined || min === "0" ? undefined : texts.atLeast(min);
}

function constraintWords(constraint: Constraint, language: Language, names: Names): Phrase {
  const { word, values, shapes } = constraint;
  const texts = TEXTS[language];
  const [first] = values;
  const text = first?.value ?? "";
  const inner = (between: string): Piece[] =>
    joined(
      shapes.map((shape) => innerWords(shape, language, names)),
      between,
    );
  switch (word) {
    case "datatype":
      return [named(DATATYPES, text.replace(/^.*[#/]/, ""), language) ?? { iri: text }];
    case "nodeKind":
      return [named(NODE_KINDS, text.replace(/^.*#/, ""), language) ?? { iri: text }];
    case "class":
      return [texts.thatIs, ...joined(values.map(pieceOf), texts.and2)];
    case "pattern":
      return [texts.pattern, { code: text }];
    case "in":
      return [texts.oneOf, ...joined(values.map(pieceOf), ", ")];
    case "languageIn":
      return [texts.languages, ...joined(values.map(pieceOf), ", ")];
    case "hasValue":
      return [texts.has, ...joined(values.map(pieceOf), ", ")];
    case "minInclusive":
      return [texts.from, text];
    case "maxInclusive":
      return [texts.to, text];
    case "minExclusive":
      return [texts.above, text];
    case "maxExclusive":
      return [texts.below, text];
    case "minLength":
      return [texts.longerThan(text)];
    case "maxLength":
      return [texts.shorterThan(text)];
    case "uniqueLang":
      return [texts.uniqueLang];
    case "closed":
      return [texts.closed];
    case "equals":
    case "disjoint":
    case "lessThan":
    case "lessThanOrEquals":
      return [texts.same[word], ...joined(values.map(pieceOf), texts.and2)];
    case "qualifiedValueShape":
      return [texts.qualified, ...inner(texts.and2)];
    case "or":
    case "xone":
    case "not":
      return [texts[word], ...inner(texts.alternatively)];
    case "and":
    case "node":
    case "property":
      return [...(word === "property" ? [] : [texts[word]]), ...inner(texts.and2)];
    default:
      return [`sh:${word} `, ...joined(values.map(pieceOf), ", ")];
  }
}

/** A shape within another: its path, and what it demands. */
function innerWords(rule: InnerRule, language: Language, names: Names): Piece[] {
  const demands = joined(demandsOf(rule, language, names), ", ");
  const { path } = rule;
  if (path === undefined) return demands;
  return [path.kind === "predicate" ? { iri: path.iri } : pathText(path, names), ": ", ...demands];
}

function named(
  table: Readonly<Record<string, readonly [string, string]>>,
  key: string,
  language: Language,
): string | undefined {
  return Object.hasOwn(table, key) ? table[key]?.[language === "nl" ? 0 : 1] : undefined;
}

function pieceOf(term: Term): Piece[] {
  return term.termType === "Literal" ? [{ code: term.value }] : [{ iri: term.value }];
}

function joined(phrases: readonly Phrase[], between: string): Piece[] {
  return phrases.flatMap((phrase, place) => (place === 0 ? [...phrase] : [between, ...phrase]));
}
