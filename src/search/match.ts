/**
 * Matching a value of somebody's table with things: candidates by name or code, scored 0 to 100, and `match` only where
 * there is no doubt (Reconciliation Service API 0.2, "Reconciliation Query Responses").
 */
import { distance } from "fastest-levenshtein";
import { isEntity, isOfType, listed } from "./listed.js";
import { foldedCode, foldedName, wordsOf } from "./fold.js";
import type { Candidate, MatchQuestion } from "./questions.js";
import { factsOf, isBlank, type SearchIndex } from "./search-index.js";
import { comparables, PLACE, type Thing } from "./thing.js";

/** Candidates that are compared in full; there are some 200 schools called De Regenboog. */
const MOST_COMPARED = 500;
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
  const scored = candidateIds(index, { ...question, properties })
    .map((id) => score(index, id, question.text, properties))
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
  const wanted = (id: number): boolean => {
    const thing = index.thing(id);
    return isEntity(thing) && isOfType(thing, question.types);
  };
  if (question.text !== undefined && !isBlank(question.text)) {
    const place = question.properties.find(({ property }) => property === PLACE)?.values[0];
    const { found } = index.find(question.text, wanted);
    // With its place a name that is only half right is found sooner.
    const placed = place === undefined ? [] : index.find(`${question.text} ${place}`, wanted).found;
    const ids = [...found.slice(0, MOST_COMPARED), ...placed.slice(0, MOST_COMPARED / 10)].map(({ id }) => id);
    return [...new Set(ids)];
  }
  if (question.properties.length === 0) return [];
  const coded = question.properties.flatMap(({ values }) => values.flatMap((value) => index.byIdentifier(value)));
  const ids = new Set(coded.filter(wanted));
  for (const id of index.things.keys()) {
    if (ids.size >= MOST_COMPARED) break;
    if (wanted(id) && question.properties.every((each) => agreement(index, index.thing(id), each) === 1)) ids.add(id);
  }
  return [...ids];
}

function score(
  index: SearchIndex,
  id: number,
  text: string | undefined,
  properties: MatchQuestion["properties"],
): Scored {
  const thing = index.thing(id);
  const agreements = properties.map((each) => agreement(index, thing, each));
  const agreed = agreements.reduce((sum, value) => sum + value, 0) / (agreements.length || 1);
  const name = text === undefined ? undefined : nameSimilarity(index, thing, id, text);
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

/** 1 for a name, code or IRI of the thing; else how much its best name resembles, below 1. */
function nameSimilarity(index: SearchIndex, thing: Thing, id: number, text: string): number {
  if (thing.codes.some((code) => foldedCode(code) === foldedCode(text)) || index.byIdentifier(text).includes(id)) {
    return 1;
  }
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
