/** The search form, and the page with what was found. */
import type { VNode } from "preact";
import type { Language } from "../http/documents.js";
import type { Site } from "../http/site.js";
import { Layout, renderPage } from "./layout.js";
import { linkTo } from "./links.js";
import type { Names } from "./names.js";
import { type Hit, MOST_HITS } from "./search.js";

const TEXTS = {
  nl: {
    title: "Zoeken",
    label: "Zoek een school, bestuur of begrip",
    hint: "BRIN, vestigingsnummer of naam",
    go: "Zoek",
    none: (q: string) => `Niets gevonden voor “${q}”. Probeer een deel van de naam, of de code.`,
    found: (n: number, q: string) => (n === 1 ? `Eén resultaat voor “${q}”` : `${n} resultaten voor “${q}”`),
    cut: `Alleen de eerste ${MOST_HITS} staan hier; typ meer van de naam voor minder resultaten.`,
  },
  en: {
    title: "Search",
    label: "Find a school, board or concept",
    hint: "BRIN, location number or name",
    go: "Search",
    none: (q: string) => `Nothing found for “${q}”. Try part of the name, or the code.`,
    found: (n: number, q: string) => (n === 1 ? `One result for “${q}”` : `${n} results for “${q}”`),
    cut: `Only the first ${MOST_HITS} are shown; type more of the name for fewer results.`,
  },
} as const;

export function SearchForm(props: { site: Pick<Site, "prefix">; language: Language; question?: string }): VNode {
  const texts = TEXTS[props.language];
  return (
    <form class="find" role="search" action={`${props.site.prefix}/search`} method="get">
      <label for="q">{texts.label}</label>
      <input
        class="utrecht-textbox"
        id="q"
        type="search"
        name="q"
        placeholder={texts.hint}
        value={props.question ?? ""}
        maxLength={100}
      />
      {props.language === "en" ? <input type="hidden" name="lang" value="en" /> : null}
      <button class="utrecht-button utrecht-button--primary-action" type="submit">
        {texts.go}
      </button>
    </form>
  );
}

export interface SearchView {
  readonly site: Site;
  readonly language: Language;
  readonly question: string;
  readonly hits: readonly Hit[];
  readonly names: Names;
}

export function searchPage(view: SearchView): string {
  const { site, language, question, hits } = view;
  const texts = TEXTS[language];
  return renderPage(
    <Layout
      site={site}
      language={language}
      title={question === "" ? texts.title : `${texts.title}: ${question}`}
      here={question === "" ? "/search" : `/search?${new URLSearchParams({ q: question }).toString()}`}
      trail={[]}
    >
      <h1>{texts.title}</h1>
      <SearchForm site={site} language={language} question={question} />
      {question === "" ? null : hits.length === 0 ? (
        <p class="utrecht-alert utrecht-alert--info">{texts.none(question)}</p>
      ) : (
        <section aria-live="polite">
          <h2>{texts.found(hits.length, question)}</h2>
          {hits.length === MOST_HITS ? <p>{texts.cut}</p> : null}
          <ul class="plain">
            {hits.map((hit) => (
              <li key={hit.iri}>
                <a href={linkTo(site, language, hit.iri)} title={hit.iri}>
                  {hit.label}
                </a>{" "}
                <span class="lang">
                  {hit.type === undefined ? "" : `${view.names(hit.type)} · `}
                  {hit.iri.slice(site.base.length + "/id/".length)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Layout>,
  );
}
