/** What can be asked of the index, and what it answers: plain data, which crosses to its thread and back. */

/** What results are narrowed to. */
export interface Filters {
  /** IRI of a class. */
  readonly type?: string;
  /** Slug of a source. */
  readonly source?: string;
  /** Path of a province below the base. */
  readonly province?: string;
  /** A place, in any spelling that folds to the same. */
  readonly place?: string;
}

export interface SearchQuestion extends Filters {
  readonly kind: "search";
  /** May be empty: then all that the filters leave. */
  readonly text: string;
  /** From 1. */
  readonly page: number;
}

/** A thing as it is listed. */
export interface Listed {
  /** Its IRI below the base. */
  readonly path: string;
  readonly label: string;
  /** The language of the label; absent for a name that is one in any. */
  readonly language?: string;
  readonly types: readonly string[];
  readonly sources: readonly string[];
  readonly code?: string;
  readonly place?: string;
  /** The list that it is of, or the sort of thing that it is, which tells it from its namesakes. */
  readonly list?: ListedIn;
  readonly text?: string;
}

/** What things are listed in. */
export interface ListedIn {
  /** Its IRI below the base. */
  readonly path: string;
  readonly label: string;
}

export interface FacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

export interface Facet {
  /** The most frequent, at most {@link MOST_FACET_VALUES}. */
  readonly values: readonly FacetValue[];
  /** Results with another value, or none. */
  readonly others: number;
}

export const FACETS = ["type", "source", "province", "place"] as const;
export type FacetName = (typeof FACETS)[number];

export interface SearchAnswer {
  readonly total: number;
  /** Pages there are to turn; what is beyond the last is found by asking more precisely. */
  readonly pages: number;
  /** Whether results have all words of the question, or only some, since nothing has them all. */
  readonly words: "all" | "some";
  /** Whether nothing has the words as they were asked, so that the results only resemble them. */
  readonly typos: boolean;
  readonly results: readonly Listed[];
  readonly facets: Readonly<Record<FacetName, Facet>>;
  readonly coverage: Coverage;
}

/** What of the archive is searched; of a very large one not all. */
export interface Coverage {
  /** Whether descriptions, other names, and kinds such as votes and seats are searched too. */
  readonly texts: boolean;
  /** Things for which the index had no room. */
  readonly leftOut: number;
}

export interface SuggestQuestion {
  readonly kind: "suggest";
  readonly text: string;
  readonly skip: number;
  /** Whether terms of the vocabulary are left out. */
  readonly onlyThings?: boolean;
}

/** A column value to match, with what else its row says. */
export interface MatchQuestion {
  readonly text?: string;
  readonly types: readonly string[];
  readonly limit: number;
  readonly properties: readonly { readonly property: string; readonly values: readonly string[] }[];
}

export interface Candidate extends Listed {
  /** 0 to 100. */
  readonly score: number;
  readonly match: boolean;
  /** 0 to 1 for the name, and for each property that was given. */
  readonly features: readonly { readonly id: string; readonly value: number }[];
}

export interface MatchesQuestion {
  readonly kind: "match";
  readonly questions: readonly MatchQuestion[];
}

export interface DescribeQuestion {
  readonly kind: "describe";
  readonly paths: readonly string[];
}

/** Classes that things are listed under, with the number of things. */
export interface TypesQuestion {
  readonly kind: "types";
}

export type Question = SearchQuestion | SuggestQuestion | MatchesQuestion | DescribeQuestion | TypesQuestion;

/** The answer to each kind of question. */
export interface Answers {
  readonly search: SearchAnswer;
  readonly suggest: readonly Listed[];
  readonly match: readonly (readonly Candidate[])[];
  readonly describe: readonly Listed[];
  readonly types: readonly FacetValue[];
}

/** Results on a page. */
export const PAGE_SIZE = 20;
/** Pages that can be turned: 10,000 results. */
export const MOST_PAGES = 500;
export const MOST_FACET_VALUES = 20;
/** Suggestions at once. */
export const SUGGESTIONS = 10;
/** Characters of a question that are read. */
export const LONGEST_QUESTION = 200;
