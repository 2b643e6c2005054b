/** Things of the index as others see them. */
import type { Listed, ListedIn } from "./questions.js";
import type { SearchIndex } from "./search-index.js";

/** A thing as lists show it. */
export function listed(index: SearchIndex, id: number): Listed {
  const thing = index.thing(id);
  const code = thing.codes[0];
  const list = listOf(index, thing.path);
  return {
    path: thing.path,
    label: thing.label,
    ...(thing.language === undefined ? {} : { language: thing.language }),
    types: thing.types,
    sources: thing.sources,
    ...(code === undefined ? {} : { code }),
    ...(thing.place === undefined ? {} : { place: thing.place }),
    ...(list === undefined ? {} : { list }),
    ...(thing.text === undefined ? {} : { text: thing.text }),
  };
}

/** What a path shows of the list that a thing is of (MODEL §1.2): that of a concept, and the sort of a region. */
function listOf(index: SearchIndex, path: string): ListedIn | undefined {
  const [, kind, name] = /^\/id\/(begrip|regio)\/([^/]+)\//.exec(path) ?? [];
  if (kind === undefined || name === undefined) return undefined;
  const list = kind === "begrip" ? `/id/begrippenlijst/${name}` : `/id/begrip/regiosoort/${name}`;
  const id = index.at(list);
  return id === undefined ? undefined : { path: list, label: index.thing(id).label };
}
