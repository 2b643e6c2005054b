/** Answers questions from the index: pages of results with facets, suggestions, descriptions. */
import { shortSourceName } from "../ingest/source-names.js";
import { foldedName, wordsOf } from "./fold.js";
import type { Column } from "./column.js";
import { listed } from "./listed.js";
import { matchCandidates } from "./match.js";
import {
  type Answers,
  type Facet,
  type FacetName,
  type Filters,
  type Listed,
  MOST_FACET_VALUES,
  MOST_PAGES,
  PAGE_SIZE,
  type Question,
  type SearchAnswer,
  type SearchQuestion,
  type SuggestQuestion,
  SUGGESTIONS,
} from "./questions.js";
import { isBlank, type Matches, type SearchIndex } from "./search-index.js";
import { listOf } from "./thing-store.js";

const MUNICIPALITY = "/id/gemeente/";

/** The answer to one question; its type is that of {@link Answers} for its kind. */
export function answer(index: SearchIndex, question: Question): Answers[Question["kind"]] {
  switch (question.kind) {
    case "search":
      return searchAnswer(index, question);
    case "suggest":
      return suggestions(index, question);
    case "match":
      return question.questions.map((each) => matchCandidates(index, each));
    case "describe":
      return question.paths.flatMap((path) => {
        const id = index.at(path);
        return id === undefined ? [] : [listed(index, id)];
      });
    case "types":
      return countValues(index, entities(index), "type").values;
  }
}

/** The numbers of all things of the data. */
function entities(index: SearchIndex): Uint32Array {
  return index.alphabetical().filter((id) => index.things.isEntity(id));
}

/** The test of all filters that a question has; undefined when it has none. */
function filterOf(index: SearchIndex, filters: Filters): ((id: number) => boolean) | undefined {
  const { things } = index;
  const { type, source, province, place } = filters;
  const places = place === undefined ? undefined : namesOfPlace(index, place);
  const tests = [
    type === undefined ? undefined : things.types.where((types) => listOf(types).includes(type)),
    source === undefined ? undefined : things.sources.where((sources) => listOf(sources).includes(source)),
    province === undefined ? undefined : things.province.where((each) => each === province),
    places === undefined ? undefined : things.place.where((each) => each !== "" && places.has(foldedName(each))),
  ].filter((test) => test !== undefined);
  return tests.length === 0 ? undefined : (id) => tests.every((test) => test(id));
}

/** What addresses may call a place: as it was asked, and as the municipality is called that people call so. */
function namesOfPlace(index: SearchIndex, place: string): Set<string> {
  const towns = index.named(place).map((id) => index.thing(id));
  const official = towns.filter(({ path }) => path.startsWith(MUNICIPALITY)).map(({ label }) => label);
  return new Set([place, ...official].map(foldedName));
}

function searchAnswer(index: SearchIndex, question: SearchQuestion): SearchAnswer {
  const { ids, ordered, words, typos } = searched(index, question);
  const start = (question.page - 1) * PAGE_SIZE;
  const facet = (name: FacetName): Facet => countValues(index, ids, name, MOST_FACET_VALUES);
  return {
    total: ids.length,
    pages: Math.min(MOST_PAGES, Math.ceil(ids.length / PAGE_SIZE)),
    words,
    typos: typos && ids.length > 0,
    results: ordered.slice(start, start + PAGE_SIZE).map((id) => listed(index, id)),
    facets: { type: facet("type"), source: facet("source"), province: facet("province"), place: facet("place") },
    coverage: { texts: index.detail === "full", leftOut: index.leftOut },
  };
}

/** What a question finds: all of it, and the beginning in order. */
interface Searched extends Pick<Matches, "ids" | "words" | "typos"> {
  readonly ordered: readonly number[];
}

function searched(index: SearchIndex, question: SearchQuestion): Searched {
  const wanted = filterOf(index, question);
  if (!isBlank(question.text)) {
    const most = question.page * PAGE_SIZE;
    const { found, ...matches } = index.find(question.text, {
      most,
      ...(wanted === undefined ? {} : { kept: wanted }),
    });
    return { ...matches, ordered: found.map(({ id }) => id) };
  }
  const ids = wanted === undefined ? new Uint32Array(0) : index.alphabetical().filter(wanted);
  return { ids, words: "all", typos: false, ordered: [...ids.subarray(0, question.page * PAGE_SIZE)] };
}

/** How often each value of a facet occurs: of the classes and sources of a thing the first counts, so that counts add up. */
function countValues(index: SearchIndex, ids: Uint32Array, name: FacetName, most = Infinity): Facet {
  const column = columnOf(index, name);
  const counts = new Map<string, number>();
  for (const [number, count] of column.count(ids).entries()) {
    const [value] = listOf(column.values[number] ?? "");
    if (value !== undefined && count > 0) counts.set(value, (counts.get(value) ?? 0) + count);
  }
  const values = [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([value, count]) => ({ value, label: labelOf(index, name, value), count }));
  return { values, others: ids.length - values.reduce((sum, { count }) => sum + count, 0) };
}

function columnOf({ things }: SearchIndex, name: FacetName): Column {
  return { type: things.types, source: things.sources, province: things.province, place: things.place }[name];
}

function labelOf(index: SearchIndex, name: FacetName, value: string): string {
  if (name === "source") return shortSourceName(value, "nl");
  const id = name === "type" || name === "province" ? index.at(value) : undefined;
  return id === undefined ? value : index.thing(id).label;
}

function suggestions(index: SearchIndex, { text, skip, onlyThings }: SuggestQuestion): Listed[] {
  const most = skip + SUGGESTIONS;
  const found = [text, ...beforeLastLetter(text)].flatMap((asked) => {
    if (isBlank(asked)) return [];
    const matches = index.find(asked, {
      most,
      ...(onlyThings === true ? { among: (id: number) => index.things.isEntity(id) } : {}),
    });
    // Who still types is not helped by what has some of the words.
    return matches.words === "all" ? matches.found.map(({ id }) => id) : [];
  });
  return [...new Set(found)].slice(skip, most).map((id) => listed(index, id));
}

/** The words before a last one of which but one letter is typed: one letter is not looked up as a beginning. */
function beforeLastLetter(text: string): string[] {
  const words = wordsOf(text);
  return words.length > 1 && words.at(-1)?.length === 1 ? [words.slice(0, -1).join(" ")] : [];
}
