/** IRIs as people type them in an address or a form. */
import type { Site } from "../http/site.js";

/** The IRI of a prefixed name such as `ond:Vestiging`; what is none stays as it is. */
export function expanded(text: string, site: Pick<Site, "vocabulary">): string {
  const colon = text.indexOf(":");
  const namespace = colon === -1 ? undefined : prefixed(site, text.slice(0, colon));
  return namespace === undefined ? text : namespace + text.slice(colon + 1);
}

function prefixed({ vocabulary }: Pick<Site, "vocabulary">, prefix: string): string | undefined {
  return Object.hasOwn(vocabulary.prefixes, prefix) ? vocabulary.prefixes[prefix] : undefined;
}
