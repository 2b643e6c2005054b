/** Things of the index as others see them. */
import type { Listed } from "./questions.js";
import type { SearchIndex } from "./search-index.js";

/** A thing as lists show it. */
export function listed(index: SearchIndex, id: number): Listed {
  const thing = index.thing(id);
  const code = thing.codes[0];
  return {
    path: thing.path,
    label: thing.label,
    types: thing.types,
    sources: thing.sources,
    ...(code === undefined ? {} : { code }),
    ...(thing.place === undefined ? {} : { place: thing.place }),
    ...(thing.text === undefined ? {} : { text: thing.text }),
  };
}
