/** The terms that a thing is found by, and what each weighs: after BM25, with a weight for each field. */
import { findableWords, foldedCode, foldedName } from "./fold.js";
import { factsOf, POSTCODE, type Thing } from "./thing.js";

interface Field {
  /** How much a word counts by where it stands. */
  readonly boost: number;
  /** Words that such a field mostly has: in a longer one each counts less. */
  readonly usual: number;
}

const FIELDS = {
  name: { boost: 4, usual: 5 },
  also: { boost: 2.5, usual: 5 },
  code: { boost: 4, usual: 1.5 },
  place: { boost: 1.5, usual: 2 },
  kind: { boost: 0.7, usual: 1.5 },
  text: { boost: 0.3, usual: 25 },
} as const satisfies Readonly<Record<string, Field>>;

// The constants of BM25+, as MiniSearch and Lucene have them, more or less.
const [SATURATION, BY_LENGTH, LEAST] = [1.2, 0.7, 0.5];

/** Longer names are no value of a table, and would be kept twice. */
const LONGEST_TERM = 60;

/** The term of things that have a code. No word has such a sign, so none is a beginning of it. */
export function codeTerm(code: string): string {
  return `#${foldedCode(code)}`;
}

/** The term of things that are called so too. @param name folded */
export function nameTerm(name: string): string {
  return `~${name}`;
}

/** The term of things of which a property has a value. */
export function factTerm(property: string, value: string): string {
  return `=${property} ${foldedCode(value)}`;
}

/** The terms of a thing and the weight of each. @param className the name of a class, by its IRI */
export function weightsOf(thing: Thing, className: (type: string) => string | undefined): Map<string, number> {
  const weights = new Map<string, number>();
  const texts: Readonly<Record<keyof typeof FIELDS, string>> = {
    name: thing.label,
    also: thing.also.join("\n"),
    code: thing.codes.join("\n"),
    place: [thing.place ?? "", ...(thing.spokenPlaces ?? []), ...new Set(factsOf(thing, POSTCODE))].join("\n"),
    kind: thing.types.map((type) => className(type) ?? "").join("\n"),
    text: thing.text ?? "",
  };
  for (const [name, field] of Object.entries(FIELDS)) addField(weights, texts[name as keyof typeof FIELDS], field);
  // A code of signs alone, such as a dash, is what any question without words would be.
  for (const code of thing.codes) if (foldedCode(code) !== "") weights.set(codeTerm(code), 0);
  for (const name of thing.also.map(foldedName)) if (name.length <= LONGEST_TERM) weights.set(nameTerm(name), 0);
  for (let i = 0; i < thing.facts.length; i += 2) {
    weights.set(factTerm(thing.facts[i] ?? "", thing.facts[i + 1] ?? ""), 0);
  }
  return weights;
}

function addField(weights: Map<string, number>, text: string, { boost, usual }: Field): void {
  if (text === "") return;
  const words = findableWords(text);
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const length = SATURATION * (1 - BY_LENGTH + (BY_LENGTH * words.length) / usual);
  for (const [word, count] of counts) {
    const weight = boost * (LEAST + (count * (SATURATION + 1)) / (count + length));
    weights.set(word, (weights.get(word) ?? 0) + weight);
  }
}
