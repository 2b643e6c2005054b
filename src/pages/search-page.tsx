/** The search form, and the page with what was found: results by page, and facets that narrow them, as links. */
import type { VNode } from "preact";
import type { Language } from "../http/documents.js";
import type { HtmlPage } from "../http/html-page.js";
import type { Site } from "../http/site.js";
import {
  type Facet,
  FACETS,
  type FacetName,
  type Listed,
  type SearchAnswer,
  type SearchQuestion,
} from "../search/questions.js";
import { searchHref } from "../search/search-request.js";
import { Layout, renderPage } from "./layout.js";
import { linkTo } from "./links.js";
import type { Names } from "./names.js";
import { formatNumber } from "./wording.js";

const TEXTS = {
  nl: {
    title: "Zoeken",
    label: "Zoek een school, bestuur of begrip",
    hint: "Naam, plaats, BRIN of trefwoord",
    go: "Zoek",
    suggestions: "Suggesties",
    suggested: "{n} suggesties; kies met de pijltoetsen",
    none: (q: string) => `Niets gevonden voor “${q}”.`,
    help: [
      "Controleer de spelling, of typ minder woorden.",
      "Zoek op een code: BRIN (16SW), vestiging (16SW03), bestuursnummer (41645).",
    ],
    wider: "Zoek zonder filters",
    found: (n: string, one: boolean) => (one ? "Eén resultaat" : `${n} resultaten`),
    some: "Niets heeft al deze woorden; dit heeft er enkele.",
    narrow: "Verfijnen",
    facets: { type: "Soort", source: "Bron", province: "Provincie", place: "Plaats" },
    drop: "haal dit filter weg",
    others: "andere, of zonder",
    page: (n: string, of: string) => `Bladzijde ${n} van ${of}`,
    previous: "Vorige",
    next: "Volgende",
    turn: "Bladzijden",
    json: "Deze resultaten als JSON",
    noTexts: "Er is zoveel dat alleen namen, codes en plaatsen doorzocht zijn: geen omschrijvingen, geen stemmingen.",
    leftOut: (n: string) => `Voor ${n} dingen was in de zoekindex geen plaats.`,
  },
  en: {
    title: "Search",
    label: "Find a school, board or concept",
    hint: "Name, place, BRIN or keyword",
    go: "Search",
    suggestions: "Suggestions",
    suggested: "{n} suggestions; choose with the arrow keys",
    none: (q: string) => `Nothing found for “${q}”.`,
    help: [
      "Check the spelling, or type fewer words.",
      "Search by code: BRIN (16SW), location (16SW03), number of the board (41645).",
    ],
    wider: "Search without filters",
    found: (n: string, one: boolean) => (one ? "One result" : `${n} results`),
    some: "Nothing has all of these words; these have some.",
    narrow: "Narrow down",
    facets: { type: "Kind", source: "Source", province: "Province", place: "Place" },
    drop: "take this filter away",
    others: "others, or none",
    page: (n: string, of: string) => `Page ${n} of ${of}`,
    previous: "Previous",
    next: "Next",
    turn: "Pages",
    json: "These results as JSON",
    noTexts: "There is so much that only names, codes and places were searched: no descriptions, no votes.",
    leftOut: (n: string) => `The search index had no room for ${n} things.`,
  },
} as const;

export function SearchForm(props: { site: Pick<Site, "prefix">; language: Language; question?: string }): VNode {
  const { site, language } = props;
  const texts = TEXTS[language];
  const english = language === "en";
  return (
    <form
      class="find"
      role="search"
      action={`${site.prefix}/search`}
      method="get"
      data-suggest={`${site.prefix}/search/suggest${english ? "?lang=en" : ""}`}
      data-suggest-label={texts.suggestions}
      data-suggest-count={texts.suggested}
    >
      <label for="q">{texts.label}</label>
      <input
        class="utrecht-textbox"
        id="q"
        type="search"
        name="q"
        placeholder={texts.hint}
        value={props.question ?? ""}
        maxLength={200}
      />
      {english ? <input type="hidden" name="lang" value="en" /> : null}
      <button class="utrecht-button utrecht-button--primary-action" type="submit">
        {texts.go}
      </button>
    </form>
  );
}

/** What makes a {@link SearchForm} suggest; the page needs scripts (`PageNeeds`). */
export function Suggestions(props: { site: Pick<Site, "prefix" | "look"> }): VNode {
  return <script src={props.site.prefix + props.site.look.searchScript} defer />;
}

export interface SearchView {
  readonly site: Site;
  readonly language: Language;
  readonly question: SearchQuestion;
  readonly answer: SearchAnswer;
  readonly names: Names;
}

export function searchPage(view: SearchView): HtmlPage {
  const { site, language, question, answer } = view;
  const texts = TEXTS[language];
  const { text } = question;
  const asked = text !== "" || FACETS.some((name) => question[name] !== undefined);
  const html = renderPage(
    <Layout
      site={site}
      language={language}
      title={text === "" ? texts.title : `${texts.title}: ${text}`}
      here={searchHref({ prefix: "" }, question, {})}
      trail={[]}
    >
      <h1>{texts.title}</h1>
      <SearchForm site={site} language={language} question={text} />
      <Suggestions site={site} />
      {!asked ? null : answer.total === 0 ? <Nothing {...view} /> : <Results {...view} />}
      {asked ? <Limits {...view} /> : null}
    </Layout>,
  );
  return { html, needs: { scripts: true } };
}

/** A search with something changed, in the language of the page. */
function href({ site, language, question }: SearchView, changes: Parameters<typeof searchHref>[2]): string {
  return searchHref(site, question, { lang: language === "en" ? "en" : undefined, ...changes });
}

function Nothing(view: SearchView): VNode {
  const texts = TEXTS[view.language];
  const { question } = view;
  const filtered = FACETS.some((name) => question[name] !== undefined);
  return (
    <div class="utrecht-alert utrecht-alert--info" role="status">
      <p>{texts.none(question.text)}</p>
      <ul>
        {texts.help.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {filtered ? (
          <li>
            <a href={href(view, WITHOUT_FILTERS)}>{texts.wider}</a>
          </li>
        ) : null}
      </ul>
    </div>
  );
}

/** What was not searched, where the archive is too large to search it all. */
function Limits({ answer: { coverage }, language }: SearchView): VNode | null {
  const texts = TEXTS[language];
  if (coverage.texts && coverage.leftOut === 0) return null;
  return (
    <p class="lang">
      {coverage.texts ? null : texts.noTexts}{" "}
      {coverage.leftOut === 0 ? null : texts.leftOut(formatNumber(coverage.leftOut, language))}
    </p>
  );
}

const WITHOUT_FILTERS = { type: undefined, source: undefined, province: undefined, place: undefined, page: undefined };

function Results(view: SearchView): VNode {
  const { answer, language, question } = view;
  const texts = TEXTS[language];
  const number = (n: number): string => formatNumber(n, language);
  return (
    <div class="search">
      <nav class="facets" aria-labelledby="verfijnen">
        <h2 id="verfijnen">{texts.narrow}</h2>
        {FACETS.map((name) => (
          <FacetLinks key={name} view={view} name={name} facet={answer.facets[name]} />
        ))}
      </nav>
      <section aria-labelledby="gevonden">
        <h2 id="gevonden">{texts.found(number(answer.total), answer.total === 1)}</h2>
        {answer.words === "some" ? <p class="utrecht-alert">{texts.some}</p> : null}
        <ol>
          {answer.results.map((thing) => (
            <Hit key={thing.path} view={view} thing={thing} />
          ))}
        </ol>
        {answer.pages < 2 ? null : (
          <nav class="turn" aria-label={texts.turn}>
            {question.page > 1 ? (
              <a rel="prev" href={href(view, { page: String(question.page - 1) })}>
                {texts.previous}
              </a>
            ) : null}
            <span>{texts.page(number(question.page), number(answer.pages))}</span>
            {question.page < answer.pages ? (
              <a rel="next" href={href(view, { page: String(question.page + 1) })}>
                {texts.next}
              </a>
            ) : null}
          </nav>
        )}
        <p>
          <a href={href(view, { format: "json" })} type="application/json">
            {texts.json}
          </a>
        </p>
      </section>
    </div>
  );
}

function Hit({ view, thing }: { view: SearchView; thing: Listed }): VNode {
  const iri = view.site.base + thing.path;
  const [type] = thing.types;
  const about = [type === undefined ? undefined : view.names(type), thing.list?.label, thing.place, thing.code];
  return (
    <li class="hit">
      <a href={linkTo(view.site, view.language, iri)} title={iri}>
        {thing.label}
      </a>
      <p>{about.filter((part) => part !== undefined).join(" · ")}</p>
      {thing.text === undefined ? null : <p>{shortened(thing.text)}</p>}
    </li>
  );
}

const LONGEST_TEXT = 160;

/** The beginning of a text, up to a word. */
function shortened(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  return `${text.slice(0, LONGEST_TEXT).replace(/\s+\S*$/, "")}…`;
}

function FacetLinks({ view, name, facet }: { view: SearchView; name: FacetName; facet: Facet }): VNode | null {
  const texts = TEXTS[view.language];
  const chosen = view.question[name];
  if (facet.values.length === 0) return null;
  return (
    <>
      <h3>{texts.facets[name]}</h3>
      <ul>
        {facet.values.map(({ value, label, count }) => {
          const text = name === "type" ? view.names(value) : label;
          return (
            <li key={value}>
              {chosen === undefined ? <a href={href(view, { [name]: value, page: undefined })}>{text}</a> : text}{" "}
              <span class="lang">({formatNumber(count, view.language)})</span>
            </li>
          );
        })}
        {facet.others > 0 ? (
          <li class="lang">
            {texts.others} ({formatNumber(facet.others, view.language)})
          </li>
        ) : null}
      </ul>
      {chosen === undefined ? null : <a href={href(view, { [name]: undefined, page: undefined })}>{texts.drop}</a>}
    </>
  );
}
