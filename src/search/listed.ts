/** Things of the index as others see them. */
import type { Listed } from "./questions.js";
import type { SearchIndex } from "./search-index.js";
import type { Thing } from "./thing.js";

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

/** Whether a thing has a class among all it has. */
export function isOfType(thing: Thing, types: readonly string[]): boolean {
  return types.length === 0 || types.some((type) => thing.types.includes(type));
}

/** Whether it is a thing of the data, and not a term of the vocabulary. */
export function isEntity(thing: Thing): boolean {
  return thing.path.startsWith("/id/");
}
