/** Answers questions from the index: pages of results with facets, suggestions, descriptions. */
import { foldedName } from "./fold.js";
import { isEntity, listed } from "./listed.js";
import { matchCandidates } from "./match.js";
import {
  type Answers,
  type Facet,
  FACETS,
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

function* entities(index: SearchIndex): Generator<number> {
  for (const [id, thing] of index.things.entries()) if (isEntity(thing)) yield id;
}

function filterOf(index: SearchIndex, filters: Filters): (id: number) => boolean {
  const place = filters.place === undefined ? undefined : foldedName(filters.place);
  return (id) => {
    const thing = index.thing(id);
    return (
      (filters.type === undefined || thing.types.includes(filters.type)) &&
      (filters.source === undefined || thing.sources.includes(filters.source)) &&
      (filters.province === undefined || thing.province === filters.province) &&
      (place === undefined || (thing.place !== undefined && foldedName(thing.place) === place))
    );
  };
}

function searchAnswer(index: SearchIndex, question: SearchQuestion): SearchAnswer {
  const wanted = filterOf(index, question);
  const blank = isBlank(question.text);
  const narrowed = FACETS.some((name) => question[name] !== undefined);
  const { found, words }: Matches =
    blank && !narrowed
      ? { found: [], words: "all" }
      : blank
        ? { found: index.alphabetical().flatMap((id) => (wanted(id) ? [{ id, rank: 0 }] : [])), words: "all" }
        : index.find(question.text, wanted);
  const start = (question.page - 1) * PAGE_SIZE;
  const ids = found.map(({ id }) => id);
  const facet = (name: FacetName): Facet => countValues(index, ids, name, MOST_FACET_VALUES);
  return {
    total: ids.length,
    pages: Math.min(MOST_PAGES, Math.ceil(ids.length / PAGE_SIZE)),
    words,
    results: ids.slice(start, start + PAGE_SIZE).map((id) => listed(index, id)),
    facets: { type: facet("type"), source: facet("source"), province: facet("province"), place: facet("place") },
  };
}

/** How often each value of a facet occurs: of the classes and sources of a thing the first counts, so that counts add up. */
function countValues(index: SearchIndex, ids: Iterable<number>, name: FacetName, most = Infinity): Facet {
  const counts = new Map<string, number>();
  let total = 0;
  for (const id of ids) {
    const thing = index.thing(id);
    const value = name === "type" ? thing.types[0] : name === "source" ? thing.sources[0] : thing[name];
    total += 1;
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const values = [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([value, count]) => ({ value, label: labelOf(index, name, value), count }));
  return { values, others: total - values.reduce((sum, { count }) => sum + count, 0) };
}

function labelOf(index: SearchIndex, name: FacetName, value: string): string {
  const id = name === "type" || name === "province" ? index.at(value) : undefined;
  return id === undefined ? value : index.thing(id).label;
}

function suggestions(index: SearchIndex, question: SuggestQuestion): Listed[] {
  if (isBlank(question.text)) return [];
  const { found, words } = index.find(question.text, (id) => question.onlyThings !== true || isEntity(index.thing(id)));
  // Who still types is not helped by what has some of the words.
  const fitting = words === "all" ? found : [];
  return fitting.slice(question.skip, question.skip + SUGGESTIONS).map(({ id }) => listed(index, id));
}
