/** Terms of a vocabulary on its pages: ours lead to the page about them, others are names alone. */
import type { VNode } from "preact";
import { inLanguage, type Language } from "../../http/documents.js";
import type { Site } from "../../http/site.js";
import type { NamingContext } from "../resource/facts-context.js";
import { Name } from "../named.js";
import type { TermIndex, VocabularyTerm } from "./term-index.js";

/** What the parts of a page about a vocabulary share. */
export interface VocabularyContext extends NamingContext {
  readonly index: TermIndex;
}

/** The address of the page about a term. */
export function termHref(
  site: Pick<Site, "prefix">,
  language: Language,
  { module, local }: Pick<VocabularyTerm, "module" | "local">,
): string {
  return site.prefix + inLanguage(`/def/${module}?${new URLSearchParams({ term: local }).toString()}`, language);
}

export function TermName({ iri, context }: { iri: string; context: VocabularyContext }): VNode {
  const term = context.index.terms.get(iri);
  if (term === undefined) return <Name iri={iri} context={context} plain />;
  return (
    <a href={termHref(context.site, context.language, term)} title={iri}>
      {context.names(iri)}
    </a>
  );
}

/** Terms with commas between. */
export function TermNames({ iris, context }: { iris: readonly string[]; context: VocabularyContext }): VNode {
  return (
    <>
      {iris.map((iri, place) => (
        <span key={iri}>
          {place > 0 ? ", " : ""}
          <TermName iri={iri} context={context} />
        </span>
      ))}
    </>
  );
}
