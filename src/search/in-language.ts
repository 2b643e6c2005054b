/** Things of the index in the language of a page: the index has their labels, which are in Dutch or in none. */
import type { Language } from "../http/documents.js";
import type { Site } from "../http/site.js";
import { translations } from "../resources/other-names.js";
import type { Listed } from "./questions.js";

/** Names of terms of the vocabularies, and the language that each is in. */
export interface Naming {
  (iri: string): string;
  languageOf?(iri: string): string;
}

/**
 * The same things, by their names in a language where they have one.
 *
 * @param names of terms of the vocabularies in that language
 */
export async function inTheirLanguage<T extends Listed>(
  site: Site,
  things: readonly T[],
  language: Language,
  names: Naming,
): Promise<readonly T[]> {
  if (language === "nl") return things;
  const paths = things.flatMap(({ path, list }) => (list === undefined ? [path] : [path, list.path]));
  const found = await translations(
    site,
    paths.map((path) => site.base + path),
    language,
  );
  return things.map((thing) => {
    const named = { ...thing, ...nameOf(thing) };
    return thing.list === undefined ? named : { ...named, list: { ...thing.list, ...nameOf(thing.list) } };
  });

  function nameOf({ path, label }: { path: string; label: string }): { label: string; language?: string } {
    const iri = site.base + path;
    const translated = found.get(iri);
    if (translated !== undefined) return { label: translated, language };
    if (!path.startsWith("/def/")) return { label };
    return { label: names(iri), language: names.languageOf?.(iri) ?? language };
  }
}
