/** Things of the index in the language of a page: the index has their labels, which are in Dutch or in none. */
import type { Language } from "../http/documents.js";
import type { Site } from "../http/site.js";
import { translations } from "../resources/other-names.js";
import type { Listed } from "./questions.js";

/**
 * The same things, by their names in a language where they have one.
 *
 * @param names of terms of the vocabularies in that language
 */
export async function inTheirLanguage<T extends Listed>(
  site: Site,
  things: readonly T[],
  language: Language,
  names: (iri: string) => string,
): Promise<readonly T[]> {
  if (language === "nl") return things;
  const paths = things.flatMap(({ path, list }) => (list === undefined ? [path] : [path, list.path]));
  const found = await translations(
    site,
    paths.map((path) => site.base + path),
    language,
  );
  const labelOf = (path: string, label: string): string => {
    const iri = site.base + path;
    return found.get(iri) ?? (path.startsWith("/def/") ? names(iri) : label);
  };
  return things.map((thing) => {
    const { path, label, list } = thing;
    const named = { ...thing, label: labelOf(path, label) };
    return list === undefined ? named : { ...named, list: { ...list, label: labelOf(list.path, list.label) } };
  });
}
