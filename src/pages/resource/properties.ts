/** What is said of a thing by which property, each fact once, however many words say it. */
import { nodeKey } from "../../rdf/subjects.js";
import { RDF_TYPE, RDFS_LABEL, type Term, XSD } from "../../rdf/terms.js";
import { slug } from "../../records/slug.js";
import { isAdministrative } from "./administrative.js";
import type { FactsContext } from "./facts-context.js";

export interface Value {
  readonly term: Term;
  readonly graphs: readonly string[];
}

export interface Property {
  readonly predicate: string;
  readonly values: readonly Value[];
}

/**
 * The properties of a thing in the order of its page, each value once, with all graphs that say it.
 *
 * @param told properties that the page tells elsewhere: what others say the same with is left out too
 */
export function factsOf(iri: string, context: FactsContext, told: ReadonlySet<string> = new Set()): Property[] {
  const said = propertiesOf(iri, context).filter(({ predicate }) => predicate !== RDFS_LABEL && predicate !== RDF_TYPE);
  const inOrder = textsOnce(childrenOnce(said, context), context).sort(
    (a, b) =>
      rank(a) - rank(b) ||
      context.names(a.predicate).localeCompare(context.names(b.predicate), context.language) ||
      (a.predicate < b.predicate ? -1 : 1),
  );
  return wordsOnce(inOrder, context, told).filter(({ predicate }) => !told.has(predicate));
}

/** The properties of a subject; one value with the several graphs that say it, texts in the language of the page first. */
function propertiesOf(iri: string, { quads, language }: Pick<FactsContext, "quads" | "language">): Property[] {
  const properties = new Map<string, Map<string, { term: Term; graphs: string[] }>>();
  for (const { subject, predicate, object, graph } of quads) {
    if (subject.value !== iri) continue;
    const values = properties.get(predicate.value) ?? new Map<string, { term: Term; graphs: string[] }>();
    properties.set(predicate.value, values);
    const key = identityOf(object);
    const known = values.get(key);
    if (known === undefined) values.set(key, { term: object, graphs: [graph.value] });
    else if (!known.graphs.includes(graph.value)) known.graphs.push(graph.value);
  }
  const place = ({ term }: Value): number =>
    term.termType !== "Literal" || term.language === language ? 0 : term.language === "" ? 1 : 2;
  return [...properties].map(([predicate, values]) => ({
    predicate,
    values: textOnce([...values.values()].sort((a, b) => place(a) - place(b))),
  }));
}

/** A text that is the same in several languages is told in the first of them. */
function textOnce(values: readonly Value[]): Value[] {
  const told = new Map<string, Value>();
  for (const { term, graphs } of values) {
    const key = isString(term) ? `"${term.value}` : identityOf(term);
    const known = told.get(key);
    told.set(key, { term: known?.term ?? term, graphs: [...new Set([...(known?.graphs ?? []), ...graphs])] });
  }
  return [...told.values()];
}

/** Equal for equal terms. */
function identityOf(term: Term): string {
  return term.termType === "Literal" ? `"${term.language}^${term.datatype.value}"${term.value}` : nodeKey(term);
}

/** A hash child is shown inside its owner. */
export function isDescribedChild(iri: string, { quads }: Pick<FactsContext, "quads">): boolean {
  return iri.includes("#") && quads.some((q) => q.subject.value === iri && q.predicate.value !== RDFS_LABEL);
}

/** A hash child that several properties point to is shown under one of them, ours by preference. */
function childrenOnce(properties: readonly Property[], context: FactsContext): Property[] {
  const owners = new Map<string, string>();
  for (const { predicate, values } of properties) {
    for (const { term } of values) {
      if (term.termType !== "NamedNode" || !isDescribedChild(term.value, context)) continue;
      const owner = owners.get(term.value);
      const better =
        owner === undefined || (predicate.startsWith(context.site.base) && !owner.startsWith(context.site.base));
      if (better) owners.set(term.value, predicate);
    }
  }
  return properties.flatMap(({ predicate, values }) => {
    const kept = values.filter(({ term }) => (owners.get(term.value) ?? predicate) === predicate);
    return kept.length === 0 ? [] : [{ predicate, values: kept }];
  });
}

/** What the name of a property ends in that refers to the thing which its namesake gives the text of. */
const REFERENCE = /(?:Begrip|Ref)$/;

/** Whether a thing was made of a text, as `/id/begrip/{list}/{slug}` is: whatever it is called in the language of a page. */
function isMadeOf(iri: string, text: string): boolean {
  return iri.endsWith(`/${slug(text)}`);
}

/** A text and the thing it was made into are told once: as the thing. */
function textsOnce(properties: readonly Property[], { names }: FactsContext): Property[] {
  const byPredicate = new Map(properties.map((property) => [property.predicate, property]));
  const replaced = new Map<string, string>();
  for (const { predicate, values } of properties) {
    const text = byPredicate.get(predicate.replace(REFERENCE, ""));
    if (text === undefined || text.predicate === predicate) continue;
    const isThere = ({ value }: Term): boolean =>
      values.some(({ term }) => isMadeOf(term.value, value) || names(term.value) === value);
    if (text.values.every(({ term }) => term.termType === "Literal" && isThere(term))) {
      replaced.set(text.predicate, predicate);
    }
  }
  const references = new Set(replaced.values());
  return properties.flatMap((property) => {
    const { predicate } = property;
    if (references.has(predicate)) return [];
    const { values } = byPredicate.get(replaced.get(predicate) ?? predicate) ?? property;
    return [{ predicate, values }];
  });
}

/** Names first, then what is short, then lists of links. */
function rank({ predicate, values }: Property): number {
  if (/(?:name|title|prefLabel)$/i.test(predicate)) return 0;
  if (/(?:description|comment|definition)$/i.test(predicate)) return 1;
  return values.length > 8 ? 3 : 2;
}

/** What two words that say the same have in common: the text, whatever its language, or the thing or moment. */
function keyOf(term: Term): string {
  return term.termType === "Literal" ? term.value : nodeKey(term);
}

/** What tells something without its word; that two numbers are equal, or two answers yes, is chance. */
const TELLING = new Set(["string", "anyURI", "date", "dateTime"].map((type) => XSD + type));

function isString(term: Term): boolean {
  return term.termType === "Literal" && (term.language !== "" || term.datatype.value === `${XSD}string`);
}

function isTelling(term: Term): boolean {
  return term.termType !== "Literal" || isString(term) || TELLING.has(term.datatype.value);
}

/** A property whose words may give way to those of others. */
interface Word extends Property {
  readonly place: number;
  readonly keys: ReadonlySet<string>;
  readonly isOurs: boolean;
  readonly isAdministrative: boolean;
  readonly isTold: boolean;
}

/**
 * Each value under the word that tells most of it: the narrower one, as the vocabularies have it, else ours, else of two texts
 * the first. The graphs of the words that give way are named with it, and it stands where the first of them would.
 */
function wordsOnce(properties: readonly Property[], context: FactsContext, told: ReadonlySet<string>): Property[] {
  const { site, names, broader } = context;
  const words = properties.map(({ predicate, values }, place): Word => ({
    predicate,
    values,
    place,
    keys: new Set(values.map(({ term }) => keyOf(term))),
    isOurs: predicate.startsWith(`${site.base}/`),
    isAdministrative: isAdministrative(site.base, predicate),
    isTold: told.has(predicate),
  }));
  const outranks = (one: Word, other: Word, term: Term): boolean => {
    if (one === other || other.isTold) return false;
    const isNarrower = broader.get(one.predicate)?.has(other.predicate) === true;
    const isBroader = broader.get(other.predicate)?.has(one.predicate) === true;
    if (isNarrower !== isBroader) return isNarrower;
    if (isNarrower) return one.isOurs === other.isOurs ? one.place < other.place : one.isOurs;
    if (one.isAdministrative !== other.isAdministrative || other.isOurs) return false;
    if (one.isOurs) return isTelling(term) || names(one.predicate) === names(other.predicate);
    // Whose a dataset is and who made it are two facts, though it be one body; the same text twice is not.
    if (!isString(term) || ![...other.keys].every((key) => one.keys.has(key))) return false;
    return one.isTold || one.keys.size > other.keys.size || one.place < other.place;
  };
  const held = new Map(words.map((word) => [word, { place: word.place, values: new Map<string, Value>() }]));
  const hold = (word: Word, value: Value, from: Word): void => {
    const has = held.get(word);
    if (has === undefined) return;
    has.place = Math.min(has.place, from.place);
    for (const each of word === from ? [value] : word.values) {
      if (keyOf(each.term) !== keyOf(value.term)) continue;
      const key = identityOf(each.term);
      const known = has.values.get(key)?.graphs ?? [];
      has.values.set(key, { term: each.term, graphs: [...new Set([...known, ...each.graphs, ...value.graphs])] });
    }
  };
  for (const word of words) {
    for (const value of word.values) {
      const others = words.filter((other) => other.keys.has(keyOf(value.term)));
      const isTop = (each: Word): boolean => !others.some((other) => outranks(other, each, value.term));
      const better = others.find((other) => isTop(other) && outranks(other, word, value.term));
      hold(better ?? word, value, word);
    }
  }
  return [...held]
    .filter(([, { values }]) => values.size > 0)
    .sort(([, a], [, b]) => a.place - b.place)
    .map(([{ predicate }, { values }]) => ({ predicate, values: [...values.values()] }));
}
