/** The facets of a search: what its results can be narrowed to, as links. */
import type { VNode } from "preact";
import { shortSourceName } from "../../ingest/source-names.js";
import { type Facet, FACETS, type FacetName, type FacetValue } from "../../search/questions.js";
import { searchHref } from "../../search/search-request.js";
import type { SearchView } from "./search-page.js";
import { formatNumber } from "../wording.js";

const TEXTS = {
  nl: {
    narrow: "Verfijnen",
    facets: { type: "Soort", source: "Bron", province: "Provincie", place: "Plaats" },
    drop: "haal dit filter weg",
    more: (n: string) => `nog ${n}`,
    others: "andere, of zonder",
  },
  en: {
    narrow: "Narrow down",
    facets: { type: "Kind", source: "Source", province: "Province", place: "Place" },
    drop: "take this filter away",
    more: (n: string) => `${n} more`,
    others: "others, or none",
  },
} as const;

/** Values of a facet that stand there at once; the others are folded. */
const SHOWN = 8;

/** What facets are shown of. */
export type FacetsView = Pick<SearchView, "site" | "language" | "question" | "answer" | "names">;

/** A search with something changed, in the language of the page. */
export function hrefOf(
  { site, language, question }: Pick<FacetsView, "site" | "language" | "question">,
  changes: Parameters<typeof searchHref>[2],
): string {
  return searchHref(site, question, { lang: language === "en" ? "en" : undefined, ...changes });
}

/** All facets that have a value, beside the results. */
export function Facets({ view }: { view: FacetsView }): VNode {
  return (
    <nav class="facets" aria-labelledby="verfijnen">
      <h2 id="verfijnen">{TEXTS[view.language].narrow}</h2>
      {FACETS.map((name) => (
        <FacetLinks key={name} view={view} name={name} facet={view.answer.facets[name]} />
      ))}
    </nav>
  );
}

interface FacetProps {
  readonly view: FacetsView;
  readonly name: FacetName;
  readonly facet: Facet;
}

function FacetLinks({ view, name, facet }: FacetProps): VNode | null {
  const texts = TEXTS[view.language];
  if (facet.values.length === 0) return null;
  const items = facet.values.map((each) => <ValueLink key={each.value} {...{ view, name, each }} />);
  // One alone is not worth folding.
  const shown = items.length === SHOWN + 1 ? items.length : SHOWN;
  const folded = items.slice(shown);
  const others =
    facet.others === 0 ? null : (
      <li class="lang">
        {texts.others} ({formatNumber(facet.others, view.language)})
      </li>
    );
  return (
    <>
      <h3>{texts.facets[name]}</h3>
      <ul>
        {items.slice(0, shown)}
        {folded.length === 0 ? others : null}
      </ul>
      {folded.length === 0 ? null : (
        <details>
          <summary>{texts.more(formatNumber(folded.length, view.language))}</summary>
          <ul>
            {folded}
            {others}
          </ul>
        </details>
      )}
      {view.question[name] === undefined ? null : (
        <a href={hrefOf(view, { [name]: undefined, page: undefined })}>{texts.drop}</a>
      )}
    </>
  );
}

function ValueLink({ view, name, each }: Omit<FacetProps, "facet"> & { each: FacetValue }): VNode {
  const text = nameOf(view, name, each);
  return (
    <li>
      {view.question[name] === undefined ? (
        <a href={hrefOf(view, { [name]: each.value, page: undefined })}>{text}</a>
      ) : (
        text
      )}{" "}
      <span class="lang">({formatNumber(each.count, view.language)})</span>
    </li>
  );
}

function nameOf({ names, language }: FacetsView, name: FacetName, { value, label }: FacetValue): string {
  if (name === "type") return names(value);
  return name === "source" ? shortSourceName(value, language) : label;
}
