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
  const iriOf = ({ path }: Listed): string => site.base + path;
  const found = await translations(site, things.map(iriOf), language);
  return things.map((thing) => {
    const iri = iriOf(thing);
    const label = found.get(iri) ?? (thing.path.startsWith("/def/") ? names(iri) : thing.label);
    return { ...thing, label };
  });
}
