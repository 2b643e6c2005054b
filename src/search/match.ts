/**
 * Matching a value of somebody's table with things: candidates by name or code, scored 0 to 100, and `match` only where
 * there is no doubt (Reconciliation Service API 0.2, "Reconciliation Query Responses").
 */
import { distance } from "fastest-levenshtein";
import { listed } from "./listed.js";
import { foldedCode, foldedName, wordsOf } from "./fold.js";
import type { Candidate, MatchQuestion } from "./questions.js";
import { isBlank, type SearchIndex } from "./search-index.js";
import { comparables, factsOf, PLACE, type Thing } from "./thing.js";
import { listOf } from "./thing-store.js";

/** Candidates that are compared in full; there are some 200 schools called De Regenboog. */
const MOST_COMPARED = 500;
/** Things of one name that a value may mean. */
const MOST_NAMESAKES = 100;
/** What the name weighs when the row says more than a name. */
const NAME_SHARE = 0.6;
/** Below this a candidate is noise. */
const LOWEST_SCORE = 20;

interface Scored {
  readonly id: number;
  readonly score: number;
  /** The name is exactly that of the thing, or its code was given. */
  readonly isExact: boolean;
  /** All properties given agree exactly. */
  readonly agrees: boolean;
  readonly features: Candidate["features"];
}

/** The candidates for one value, the best first. */
export function matchCandidates(index: SearchIndex, question: MatchQuestion): Candidate[] {
  const known = new Set(comparables(index.base));
  const properties = question.properties.filter(({ property }) => known.has(property));
  const named = new Set(question.text === undefined ? [] : index.byIdentifier(question.text));
  const scored = candidateIds(index, { ...question, properties })
    .map((id) => score(index, id, { text: question.text, isNamed: named.has(id), properties }))
    .filter(({ score }) => score >= LOWEST_SCORE)
    .sort((a, b) => b.score - a.score || Number(b.isExact) - Number(a.isExact) || a.id - b.id);
  const sure = scored.filter(({ isExact, agrees }) => isExact && agrees);
  // A property that is not known here says something that was not checked.
  const mayMatch = sure.length === 1 && properties.length === question.properties.length;
  return scored.slice(0, question.limit).map(({ id, score, features, isExact, agrees }) => ({
    ...listed(index, id),
    score,
    match: mayMatch && isExact && agrees,
    features,
  }));
}

function candidateIds(index: SearchIndex, question: MatchQuestion): number[] {
  const { types } = question;
  const isOfType = index.things.types.where(
    (of) => types.length === 0 || listOf(of).some((type) => types.includes(type)),
  );
  const among = (id: number): boolean => index.things.isEntity(id) && isOfType(id);
  if (question.text !== undefined && !isBlank(question.text)) {
    const place = question.properties.find(({ property }) => property === PLACE)?.values[0];
    const { found } = index.find(question.text, { among, most: MOST_COMPARED });
    // With its place a name that is only half right is found sooner.
    const placed =
      place === undefined ? [] : index.find(`${question.text} ${place}`, { among, most: MOST_COMPARED / 10 }).found;
    return [...new Set([...found, ...placed].map(({ id }) => id))];
  }
  return candidatesByFacts(index, question.properties).filter(among).slice(0, MOST_COMPARED);
}

/** Things that a value names, then those of which all properties have a value given. */
function candidatesByFacts(index: SearchIndex, properties: MatchQuestion["properties"]): number[] {
  const coded = properties.flatMap(({ values }) => values.flatMap((value) => index.byIdentifier(value)));
  const [rarest = [], ...others] = properties
    .map(({ property, values }) => values.flatMap((value) => thingsWith(index, property, value)))
    .sort((a, b) => a.length - b.length)
    .map((ids) => new Set(ids));
  return [...new Set([...coded, ...[...rarest].filter((id) => others.every((ids) => ids.has(id)))])];
}

/** Things of which a property has a value, or a thing that the value is, names or is a code of. */
function thingsWith(index: SearchIndex, property: string, value: string): number[] {
  const linked = index.named(value).slice(0, MOST_NAMESAKES);
  const iris = linked.map((id) => index.base + index.thing(id).path);
  return [value, ...iris].flatMap((each) => index.byFact(property, each));
}

function score(
  index: SearchIndex,
  id: number,
  { text, isNamed, properties }: Pick<MatchQuestion, "text" | "properties"> & { isNamed: boolean },
): Scored {
  const thing = index.thing(id);
  const agreements = properties.map((each) => agreement(index, thing, each));
  const agreed = agreements.reduce((sum, value) => sum + value, 0) / (agreements.length || 1);
  const name = text === undefined ? undefined : isNamed ? 1 : nameSimilarity(thing, text);
  const share = agreements.length === 0 ? 1 : name === undefined ? 0 : NAME_SHARE;
  const features = properties.map(({ property }, i) => ({ id: property, value: rounded(agreements[i] ?? 0) }));
  return {
    id,
    score: rounded(100 * (share * (name ?? 0) + (1 - share) * agreed)),
    isExact: name === undefined || name === 1,
    agrees: agreements.every((value) => value === 1),
    features: name === undefined ? features : [{ id: "name", value: rounded(name) }, ...features],
  };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** 1 for a name or code of the thing; else how much its best name resembles, below 1. */
function nameSimilarity(thing: Thing, text: string): number {
  if (thing.codes.some((code) => foldedCode(code) === foldedCode(text))) return 1;
  const wanted = foldedName(text);
  let best = 0;
  for (const name of [thing.label, ...thing.also]) {
    const folded = foldedName(name);
    if (folded === wanted) return 1;
    best = Math.max(best, ratio(folded, wanted), sharedWords(wordsOf(name), wordsOf(text)));
  }
  return Math.min(best, 0.99);
}

/** 1 minus the part of the letters that differ. */
function ratio(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 0 : 1 - distance(a, b) / longest;
}

/** The letters of words that both have, of all letters: word order does not matter, a word too many does a little. */
function sharedWords(a: readonly string[], b: readonly string[]): number {
  const common = a.filter((word) => b.includes(word));
  return (2 * letters(common)) / (letters(a) + letters(b) || 1);
}

function letters(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + word.length, 0);
}

/** 1 when a value is one that the thing has, or names one; less when it resembles one; 0 else. */
function agreement(index: SearchIndex, thing: Thing, given: MatchQuestion["properties"][number]): number {
  let best = 0;
  for (const fact of factsOf(thing, given.property)) {
    for (const value of given.values) {
      if (index.at(fact) !== undefined && index.at(fact) === (index.at(value) ?? index.at(`/id/${value}`))) return 1;
      for (const text of [fact, ...index.namesOf(fact)]) {
        const [a, b] = [foldedName(text), foldedName(value)];
        if (b === "") continue;
        if (a === b || foldedCode(text) === foldedCode(value)) return 1;
        const alike = ratio(a, b);
        if (alike >= 0.8) best = Math.max(best, alike);
      }
    }
  }
  return Math.min(best, 1);
}
